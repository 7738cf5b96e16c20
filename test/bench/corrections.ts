import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadReviewSet } from '../../src/core/documents/load.ts';
import { indexContext } from '../../src/core/grounding/context-index.ts';
import type { GroundingUnit } from '../../src/core/grounding/grounding.ts';
import { unitsOfText } from '../../src/core/grounding/record.ts';
import { batteryOf } from '../../src/core/judging/probes/battery.ts';
import { checkRevision, type RevisionCheck } from '../../src/core/judging/revision/check-revision.ts';
import { tokensOf } from '../../src/core/judging/revision/effort.ts';
import { readRevision } from '../../src/core/judging/revision/read-revision.ts';
import { type Count, clusteredWilson } from '../../src/core/statistics/proportion.ts';
import { NodeFiles } from '../../src/node/files.ts';

/**
 * `node test/bench/corrections.ts [DIR]`: scripted revisers whose truth is known revise wrong answers that are made of the references of the sample
 * by one edit. With DIR (a collection of answers that people marked as faithful or not) also how many of those the check would let through.
 */
const set = await loadReviewSet(
	'coffee.questions.yaml',
	new NodeFiles(path.join(import.meta.dirname, '../../media/sample')),
);
const WRONG = ['changed-number', 'swapped-name', 'negation', 'quantifier', 'insertion'];

interface Item {
	readonly question: string;
	readonly units: readonly { readonly id: string; readonly text: string }[];
	readonly reference: string;
	readonly others: readonly string[];
	readonly wrong: readonly { readonly kind: string; readonly answer: string }[];
	readonly omitted: readonly string[];
	readonly unsupported: readonly string[];
}

const items: readonly Item[] = set.questions.flatMap(({ question, passages }): Item[] => {
	const [reference] = question.reference;
	if (!question.answerable || reference === undefined) {
		return [];
	}
	const others = set.questions.flatMap(other =>
		other.question === question ? [] : (other.question.reference[0]?.value ?? []),
	);
	const source = {
		...{ question: question.question.value, reference: reference.value, others },
		context: passages.map(({ text }) => text).join('\n'),
	};
	const battery = batteryOf(source, { best: 'Excellent', perKind: 50 });
	const of = (...kinds: readonly string[]) => battery.filter(({ kind }) => kinds.includes(kind));
	return [
		{
			...{ question: source.question, reference: source.reference, others },
			units: passages.flatMap(passage => passage.units.map(({ id, text }) => ({ id, text }))),
			wrong: of(...WRONG),
			omitted: of('omission').map(({ answer }) => answer),
			unsupported: of(...WRONG).map(({ answer }) => answer),
		},
	];
});

/** What a reviser makes of a wrong answer; several are several tries. */
type Reviser = (item: Item, wrong: string) => readonly string[];
const FOREIGN = [
	'This was first described by Professor Lindqvist in 1987.',
	'Most experts in Oslo recommend 37 repetitions.',
	'It also prevents headaches and improves the memory of older people.',
];

interface Script {
	readonly name: string;
	readonly revises: Reviser;
	readonly wanted: string;
	readonly is: (check: RevisionCheck | 'unread', found: { item: Item; wrong: string; revision: string }) => boolean;
}

const wraps = (text: string) => [
	text,
	`Here is the revised answer:\n\n${text}`,
	`**Revised answer:** ${text}`,
	`\`\`\`\n${text}\n\`\`\``,
	`<think>The number looks wrong.</think>\n${text}`,
];
const isState = (check: RevisionCheck | 'unread', state: RevisionCheck['state']) =>
	check !== 'unread' && check.state === state;
const SCRIPTS: readonly Script[] = [
	{
		name: 'perfect, in 5 wrappings',
		revises: ({ reference }) => wraps(reference),
		wanted: 'a correction, its effort exact',
		is: (check, { item, wrong }) =>
			check !== 'unread' &&
			check.state === 'correction' &&
			Math.abs(check.effort - slowEffort(wrong, item.reference)) < 1e-12,
	},
	{
		name: 'unchanged',
		revises: (_, wrong) => [wrong, `  ${wrong.replaceAll(' ', '  ')}\n`, 'No changes needed.'],
		wanted: 'nothing to improve',
		is: check => isState(check, 'unchanged'),
	},
	{
		name: 'hallucinating: foreign',
		revises: ({ reference }) => FOREIGN.map(sentence => `${reference} ${sentence}`),
		wanted: 'discarded',
		is: check => isState(check, 'unsupported'),
	},
	{
		name: 'hallucinating: one edit',
		revises: ({ unsupported }, wrong) => unsupported.filter(text => text !== wrong),
		wanted: 'discarded',
		is: check => isState(check, 'unsupported'),
	},
	{
		name: 'verbose: context said too',
		revises: ({ reference, units }) => {
			const more = units
				.map(({ text }) => text)
				.filter(text => /^\p{Lu}.*[.!?]$/u.test(text) && !reference.includes(text));
			const all = [reference, ...more].join(' ');
			return all.length > 2 * reference.length ? [all] : [];
		},
		wanted: 'a correction, said to be long',
		is: check => check !== 'unread' && check.state === 'correction' && check.notes.join().includes('times as long'),
	},
	{
		name: 'dropping a statement',
		revises: ({ omitted }) => omitted,
		wanted: 'a correction, said to leave out',
		is: check => check !== 'unread' && check.state === 'correction' && check.claims.some(({ fate }) => fate !== 'kept'),
	},
];

console.log('| reviser | what must come of it | so it did |\n|---|---|---|');
for (const { name, revises, wanted, is } of SCRIPTS) {
	const missed: string[] = [];
	const counts = items.map((item): Count => {
		const context = indexContext(item.units);
		const tries = item.wrong.flatMap(({ answer }) => revises(item, answer).map(reply => ({ wrong: answer, reply })));
		const hits = tries.filter(({ wrong, reply }) => {
			const reading = readRevision({ text: reply, failure: undefined, finish: 'stop' }, wrong);
			const revision = reading.state === 'revised' ? reading.text : wrong;
			const { question } = item;
			const check =
				reading.state === 'unread'
					? ('unread' as const)
					: checkRevision({ question, history: '', answer: wrong, revision, context });
			const right = is(check, { item, wrong, revision });
			if (!right && !missed.includes(revision)) {
				missed.push(revision);
			}
			return right;
		});
		return { hits: hits.length, of: tries.length };
	});
	const share = clusteredWilson(counts);
	console.log(`| ${name} | ${wanted} | ${share === undefined ? 'nothing to try' : words(share)} |`);
	if (process.argv.includes('--missed')) {
		console.log(missed.map(text => `  - ${text.replace(/\s+/g, ' ').slice(0, 300)}`).join('\n'));
	}
}

const turned = items.flatMap(item =>
	item.wrong
		.filter(({ kind }) => kind !== 'insertion' && kind !== 'quantifier')
		.map(({ kind, answer }) => {
			const context = indexContext(item.units);
			const check = checkRevision({
				...{ question: item.question, history: '', answer, revision: item.reference, context },
			});
			return { kind, told: check.state === 'correction' && check.claims.some(({ fate }) => fate === 'turned') };
		}),
);
for (const kind of new Set(turned.map(one => one.kind))) {
	const of = turned.filter(one => one.kind === kind);
	console.log(
		`perfect, of an answer with ${kind}: said to turn a statement round ${of.filter(({ told }) => told).length} of ${of.length}`,
	);
}

const folder = process.argv.slice(2).find(argument => !argument.startsWith('--'));
if (folder !== undefined) {
	console.log('\n| answers of people’s collections | faithful, let through | unfaithful, discarded |\n|---|---|---|');
	for (const file of readdirSync(folder).filter(name => /^faithfulness\..*\.jsonl\.gz$/.test(name))) {
		const records = gunzipSync(readFileSync(path.join(folder, file)))
			.toString('utf8')
			.split('\n')
			.filter(line => line !== '')
			.map(line => JSON.parse(line) as Readonly<Record<string, unknown>>);
		const through = { faithful: [0, 0], unfaithful: [0, 0] };
		for (const { question, context, answer, label } of records) {
			if (label !== 'faithful' && label !== 'unfaithful') {
				continue;
			}
			const units = typeof context === 'string' ? unitsOfText(context) : (context as GroundingUnit[]);
			const check = checkRevision({
				...{ question: String(question ?? ''), history: '', answer: '-', revision: String(answer) },
				context: indexContext(units),
			});
			const counts = through[label];
			counts[0]! += Number(check.state === (label === 'faithful' ? 'correction' : 'unsupported'));
			counts[1]!++;
		}
		const share = ([hits, of]: readonly number[]) =>
			of === 0 ? '–' : `${hits} of ${of} (${Math.round((100 * hits!) / of!)} %)`;
		const name = file.split('.')[1];
		console.log(`| ${name} | ${share(through.faithful)} | ${share(through.unfaithful)} |`);
	}
}

function words(share: NonNullable<ReturnType<typeof clusteredWilson>>): string {
	return `${share.hits} of ${share.of} (${Math.round(share.low * 100)}–${Math.round(share.high * 100)} %)`;
}

/** The plain table of Levenshtein (1966), another way to the same number. */
function slowEffort(a: string, b: string): number {
	const [from, to] = [tokensOf(a), tokensOf(b)];
	let row = to.map((_, j) => j + 1);
	for (const [i, token] of from.entries()) {
		let [corner, left] = [i, i + 1];
		row = to.map((other, j) => {
			left = Math.min(left + 1, row[j]! + 1, corner + (token === other ? 0 : 1));
			corner = row[j]!;
			return left;
		});
	}
	return (row.at(-1) ?? from.length) / Math.max(from.length, to.length);
}
