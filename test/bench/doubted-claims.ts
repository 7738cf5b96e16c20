/**
 * What `claims: doubted` spares a judge, and what it costs, on the faithfulness files of a folder whose annotators marked words or
 * sentences: for several cuts the share of claims that are sent, and the share of the claims with marked words that are among them.
 *
 *     npm run bench -- doubted-claims DIR
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ground } from '../../src/core/grounding/ground.ts';
import { DOUBT_CUT } from '../../src/core/judging/claims/choose-claims.ts';

interface Gold {
	readonly question?: string;
	readonly context: string | readonly { readonly id: string; readonly text: string; readonly title?: string }[];
	readonly answer: string;
	readonly unsupported?: readonly { readonly start: number; readonly end: number }[];
	readonly spans?: string;
}

const folder = process.argv[2];
if (folder === undefined) {
	console.error('Name the folder of the faithfulness files: npm run bench -- doubted-claims DIR');
	process.exit(2);
}
const CUTS = [0.1, DOUBT_CUT, 0.3, 0.4, 0.5];
const cell = (text: string) => text.padStart(19);
console.log(`claims sent / unsupported claims among them, by cut; shipped: ${DOUBT_CUT}`);
console.log(
	`${'source'.padEnd(14)}${'claims'.padStart(8)}${'bad'.padStart(7)}${CUTS.map(cut => cell(`risk ≥ ${cut}`)).join('')}`,
);
for (const name of readdirSync(folder)
	.filter(file => /^faithfulness\..*\.jsonl(?:\.gz)?$/.test(file))
	.sort()) {
	const bytes = readFileSync(path.join(folder, name));
	const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
	let claims = 0;
	let bad = 0;
	const sent = CUTS.map(() => 0);
	const caught = CUTS.map(() => 0);
	for (const line of text.split('\n').filter(each => each.trim() !== '')) {
		const gold = JSON.parse(line) as Gold;
		if (gold.spans === 'none') {
			continue;
		}
		const { context } = gold;
		const grounded =
			typeof context === 'string' ? context.split('\n').map((text, i) => ({ id: `${i}`, text })) : context;
		for (const claim of ground({ question: gold.question ?? '', units: grounded, answer: gold.answer }).claims.filter(
			({ label }) => label !== 'no-claim',
		)) {
			const isBad = (gold.unsupported ?? []).some(({ start, end }) => start < claim.end && end > claim.start);
			claims++;
			bad += isBad ? 1 : 0;
			CUTS.forEach((cut, i) => {
				if (claim.score >= cut || claim.label !== 'supported') {
					sent[i]! += 1;
					caught[i]! += isBad ? 1 : 0;
				}
			});
		}
	}
	if (claims > 0) {
		const share = (part: number, of: number) => (of === 0 ? '–' : `${((part / of) * 100).toFixed(1)} %`);
		const cells = CUTS.map((_, i) => cell(`${share(sent[i]!, claims)} / ${share(caught[i]!, bad)}`));
		console.log(
			`${(name.split('.')[1] ?? '').padEnd(14)}${String(claims).padStart(8)}${String(bad).padStart(7)}${cells.join('')}`,
		);
	}
}
