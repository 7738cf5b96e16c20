/**
 * How often what the hygiene checks report is wrong, on the attribution files of a folder (`*.jsonl` or `*.jsonl.gz`): a line called
 * irrelevant that annotators say the answer rests on, and a passage called a repeat that they name without naming what it repeats. The
 * checks see question and context alone. Then the time for many questions.
 *
 *     npm run bench -- hygiene DIR
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Passage, Unit } from '../../src/core/context/passage.ts';
import { findIrrelevant, RELEVANCE_SETTINGS } from '../../src/core/hygiene/find-irrelevant.ts';
import { findRepeats } from '../../src/core/hygiene/find-repeats.ts';
import { ProfileBook } from '../../src/core/hygiene/passage-profile.ts';

interface Gold {
	readonly question: string;
	readonly context: readonly { readonly id: string; readonly text: string; readonly title?: string }[];
	readonly used: readonly string[];
}

const folder = process.argv[2];
if (folder === undefined) {
	console.error('Name the folder of the attribution files: npm run bench -- hygiene DIR');
	process.exit(2);
}
const sources = readdirSync(folder)
	.filter(name => /^attribution\..*\.jsonl(?:\.gz)?$/.test(name))
	.sort()
	.map(name => ({ name: name.split('.')[1] ?? name, records: recordsOf(path.join(folder, name)) }));

const CUTS = [0.05, 0.1, RELEVANCE_SETTINGS.cutOff, 0.2, 0.3];
console.log(
	'Irrelevant lines: reported, of them relied on by the answer (wrong), tokens saved; by the share of the question that a section may have, shipped:',
	RELEVANCE_SETTINGS.cutOff,
);
console.log(
	`${'source'.padEnd(12)}${'records'.padStart(8)}${'lines'.padStart(8)}${'relied on'.padStart(10)}   ${CUTS.map(cut => `${cut}`.padEnd(28)).join('')}`,
);
for (const { name, records } of sources) {
	const cells = CUTS.map(cutOff => irrelevance(records, cutOff));
	const lines = records.reduce((sum, { context }) => sum + context.length, 0);
	const used = records.reduce((sum, record) => sum + record.used.length, 0);
	const head = `${name.padEnd(12)}${String(records.length).padStart(8)}${String(lines).padStart(8)}${percent(used, lines).padStart(10)}`;
	console.log(`${head}   ${cells.map(cell => cell.padEnd(28)).join('')}`);
}

console.log(
	'\nRepeated lines, each taken as a passage: exact and near ones reported, of them relied on although what they repeat is not (wrong)',
);
for (const { name, records } of sources) {
	const { exact, near, wrong } = repeats(records);
	console.log(`${name.padEnd(12)} exact ${exact}, near ${near}, wrong ${wrong}`);
}

const started = performance.now();
let questions = 0;
for (const { records } of sources) {
	for (const record of records) {
		const book = new ProfileBook();
		const profiles = passagesOf(record).map(passage => book.of(passage));
		findRepeats(
			profiles.map(profile => ({ profile, isTable: false })),
			0,
		);
		findIrrelevant(profiles, 0, { question: book.termsOf(record.question), answers: new Map() });
		questions++;
	}
}
console.log(
	`\n${((performance.now() - started) / questions).toFixed(2)} ms a question, all checks, nothing remembered`,
);

function irrelevance(records: readonly Gold[], cutOff: number): string {
	let reported = 0;
	let wrong = 0;
	let saved = 0;
	let tokens = 0;
	for (const record of records) {
		const book = new ProfileBook();
		const passages = passagesOf(record);
		const profiles = passages.map(passage => book.of(passage));
		tokens += profiles.reduce((sum, profile) => sum + profile.tokens, 0);
		const query = { question: book.termsOf(record.question), answers: new Map<string, number>() };
		for (const finding of findIrrelevant(profiles, 0, query, { ...RELEVANCE_SETTINGS, cutOff })) {
			const ids = finding.units.map(unit => passages[finding.passage]!.units[unit]!.id);
			reported += ids.length;
			wrong += ids.filter(id => record.used.includes(id)).length;
			saved += finding.tokens;
		}
	}
	return `${reported}, ${wrong} (${percent(wrong, reported)}), ${percent(saved, tokens)}`;
}

function repeats(records: readonly Gold[]): { readonly exact: number; readonly near: number; readonly wrong: number } {
	let exact = 0;
	let near = 0;
	let wrong = 0;
	for (const record of records) {
		const book = new ProfileBook();
		const given = record.context.map((unit, i) => ({ profile: book.of(passageOf([unit], i)), isTable: false }));
		for (const finding of findRepeats(given, 0)) {
			exact += finding.kind === 'repeated' ? 1 : 0;
			near += finding.kind === 'repeated' ? 0 : 1;
			const [later, earlier] = [finding.passage, finding.of].map(at => record.used.includes(record.context[at]!.id));
			wrong += later === true && earlier === false ? 1 : 0;
		}
	}
	return { exact, near, wrong };
}

/** Sentences of one page are one passage. */
function passagesOf({ context }: Gold): readonly Passage[] {
	const groups: Gold['context'][number][][] = [];
	for (const unit of context) {
		const last = groups.at(-1);
		if (last !== undefined && last[0]!.title === unit.title) {
			last.push(unit);
		} else {
			groups.push([unit]);
		}
	}
	return groups.map((group, i) => passageOf(group, i));
}

function passageOf(lines: Gold['context'], index: number): Passage {
	const units = lines.map(
		({ id, text }, i): Unit => ({ id, passage: index + 1, path: 'context.md', line: i + 1, text, pieces: [] }),
	);
	const text = lines.map(line => line.text).join('\n');
	return { number: index + 1, label: undefined, path: 'context.md', inline: false, text, hash: text, units };
}

function recordsOf(file: string): readonly Gold[] {
	const bytes = readFileSync(file);
	return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
		.toString('utf8')
		.split('\n')
		.filter(line => line.trim() !== '')
		.map(line => JSON.parse(line) as Gold);
}

function percent(part: number, of: number): string {
	return of === 0 ? '–' : `${((part / of) * 100).toFixed(1)} %`;
}
