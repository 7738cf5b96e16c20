import { lexicalPreference } from '../../../src/core/comparing/lexical-preference.ts';
import { builtInRubric } from '../../../src/core/documents/built-in-rubric.ts';
import { bootstrap } from '../../../src/core/statistics/bootstrap.ts';
import { cohenKappa } from '../../../src/core/statistics/kappa.ts';
import { seeded } from '../../../src/core/statistics/random.ts';
import type { JudgedPair, PairwiseSource } from './pairwise-benchmarks.ts';

type Verdict = JudgedPair['human'];
interface Judged {
	readonly said: Verdict;
	readonly human: Verdict;
}

const ORDER: readonly Verdict[] = ['a', 'tie', 'b'];

/** Kappa with people, for the offline judge and two rules that need no judge; 95 % by bootstrap over pairs. */
export function printAgreement(sources: readonly PairwiseSource[]): void {
	const rules = { 'offline judge': offline, 'longer wins': longer, 'reference recall': recall } as const;
	console.log(
		`${'source'.padEnd(20)} ${'n'.padStart(5)}  ${Object.keys(rules)
			.map(name => name.padEnd(36))
			.join('')}`,
	);
	const all: Record<string, Judged[]> = {};
	for (const { name, pairs } of sources) {
		const cells = Object.entries(rules).map(([rule, decide]) => {
			const judged = pairs.flatMap(pair => {
				const said = decide(pair);
				return said === undefined ? [] : [{ said, human: pair.human }];
			});
			all[rule] = [...(all[rule] ?? []), ...judged];
			return cellOf(judged);
		});
		console.log(
			`${name.padEnd(20)} ${String(pairs.length).padStart(5)}  ${cells.map(cell => cell.padEnd(36)).join('')}`,
		);
	}
	const total = sources.reduce((sum, { pairs }) => sum + pairs.length, 0);
	console.log(
		`${'all'.padEnd(20)} ${String(total).padStart(5)}  ${Object.values(all)
			.map(judged => cellOf(judged).padEnd(36))
			.join('')}`,
	);
	console.log(
		'\nkappa [95 %], share right of the pairs that people decided (a tie of the rule one half), n where fewer',
	);
}

function cellOf(judged: readonly Judged[]): string {
	if (judged.length === 0) {
		return '–';
	}
	const { value, low, high } = bootstrap(judged, kappaOf, { random: seeded(1), resamples: 1000 })!;
	const decided = judged.filter(({ human }) => human !== 'tie');
	const right = decided.reduce((sum, { said, human }) => sum + (said === human ? 1 : said === 'tie' ? 0.5 : 0), 0);
	return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}] ${((100 * right) / decided.length).toFixed(1)} % n=${judged.length}`;
}

function kappaOf(judged: readonly Judged[]): number {
	const table = ORDER.map(said =>
		ORDER.map(human => judged.filter(each => each.said === said && each.human === human).length),
	);
	return cohenKappa(table).kappa ?? Number.NaN;
}

function offline({ question, history, reference, context, a, b }: JudgedPair): Verdict | undefined {
	const lines = context.split(/\r\n|\n|\r/);
	const units = context.trim() === '' ? [] : lines.map((text, i) => ({ id: `P1:L${i + 1}`, text }));
	const read = lexicalPreference({ question, history, units, reference, a, b, rubric: builtInRubric });
	return read.state === 'read' ? read.winner : undefined;
}

function longer({ a, b }: JudgedPair): Verdict {
	return a.length > b.length ? 'a' : a.length < b.length ? 'b' : 'tie';
}

/** Recall of the reference's words, clipped counts (methods S2); none without a reference. */
function recall({ reference, a, b }: JudgedPair): Verdict | undefined {
	if (reference.every(text => tokens(text).length === 0)) {
		return undefined;
	}
	const of = (answer: string) => Math.max(...reference.map(text => recallOf(answer, text)));
	const difference = of(a) - of(b);
	return difference > 0 ? 'a' : difference < 0 ? 'b' : 'tie';
}

function recallOf(answer: string, reference: string): number {
	const wanted = tokens(reference);
	const left = new Map<string, number>();
	for (const token of tokens(answer)) {
		left.set(token, (left.get(token) ?? 0) + 1);
	}
	let found = 0;
	for (const token of wanted) {
		const count = left.get(token) ?? 0;
		found += count > 0 ? 1 : 0;
		left.set(token, count - 1);
	}
	return wanted.length === 0 ? 1 : found / wanted.length;
}

function tokens(text: string): readonly string[] {
	return (text.normalize('NFKC').toLowerCase().replace(/\p{P}/gu, '').match(/\S+/gu) ?? []).filter(
		token => !/^(?:a|an|the)$/.test(token),
	);
}
