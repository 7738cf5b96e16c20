import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { groundRecord } from '../../src/core/grounding/record.ts';
import { printSpeed } from './support/grounding-speed.ts';

/**
 * `node test/bench/grounding.ts DIR [--only NAME]`: grounds every record of the attribution and faithfulness files in DIR
 * (`*.jsonl` or `*.jsonl.gz`), scores them with DIR/score.mjs and prints a line per source, the baselines beside. One
 * setting serves all sources and no record is told its source. Then the speed of 30 claims against 10,000 lines.
 */
async function main(directory: string, only: string | undefined): Promise<void> {
	const scorer = (await import(pathToFileURL(resolve(directory, 'score.mjs')).href)) as Scorer;
	const files = readdirSync(directory)
		.filter(name => /^(?:attribution|faithfulness)\..*\.jsonl(?:\.gz)?$/.test(name))
		.filter(name => only === undefined || name.includes(only))
		.sort();
	const rows = files.map(name => measure(scorer, join(directory, name)));
	printAttribution(rows.filter(row => row.task === 'attribution'));
	printFaithfulness(rows.filter(row => row.task === 'faithfulness'));
	printSpeed();
}

interface Score {
	readonly n: number;
	readonly p: number;
	readonly r: number;
	readonly f1: number;
	readonly map?: number;
	readonly auroc?: number | null;
	readonly span?: { readonly f1: number };
	readonly sentence?: { readonly f1: number; readonly auroc: number | null };
}

interface Scorer {
	scoreAttribution(gold: readonly unknown[], predictions: ReadonlyMap<unknown, unknown>): Score;
	scoreFaithfulness(gold: readonly unknown[], predictions: ReadonlyMap<unknown, unknown>): Score;
}

interface Row {
	readonly task: string;
	readonly source: string;
	readonly score: Score;
	readonly milliseconds: number;
}

function measure(scorer: Scorer, path: string): Row {
	const [, task = '', source = ''] = /(attribution|faithfulness)\.(.*?)\.jsonl/.exec(path) ?? [];
	const bytes = readFileSync(path);
	const gold = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
		.toString('utf8')
		.split('\n')
		.filter(line => line.trim() !== '')
		.map(line => JSON.parse(line) as { readonly id: string });
	const predictions = new Map<unknown, unknown>();
	const start = performance.now();
	for (const record of gold) {
		const grounded = groundRecord(record);
		if (grounded.kind === 'malformed') {
			throw new Error(`${path}: ${record.id}: ${grounded.message}`);
		}
		predictions.set(record.id, grounded.output);
	}
	const milliseconds = (performance.now() - start) / Math.max(1, gold.length);
	const score =
		task === 'attribution' ? scorer.scoreAttribution(gold, predictions) : scorer.scoreFaithfulness(gold, predictions);
	return { task, source, score, milliseconds };
}

function printAttribution(rows: readonly Row[]): void {
	if (rows.length === 0) {
		return;
	}
	print(['attribution', 'n', 'P', 'R', 'F1', 'MAP', 'BM25+q', 'BM25', 'ms/record']);
	for (const { source, score, milliseconds } of rows) {
		const baseline = ATTRIBUTION_BASELINES[source];
		print([
			source,
			String(score.n),
			percent(score.p),
			percent(score.r),
			percent(score.f1),
			percent(score.map),
			tenth(baseline?.[0]),
			tenth(baseline?.[1]),
			milliseconds.toFixed(2),
		]);
	}
	const known = rows.filter(({ source }) => source in ATTRIBUTION_BASELINES);
	const baselines = known.map(({ source }) => ATTRIBUTION_BASELINES[source]!);
	print([
		'mean',
		'',
		'',
		'',
		percent(mean(known.map(({ score }) => score.f1))),
		'',
		tenth(mean(baselines.map(([first]) => first))),
		tenth(mean(baselines.map(([, second]) => second))),
		'',
	]);
	console.log('');
}

function printFaithfulness(rows: readonly Row[]): void {
	if (rows.length === 0) {
		return;
	}
	print(['faithfulness', 'n', 'AUROC', 'F1', 'P', 'R', 'sentence', 'span F1', 'K-Prec.', 'per-source LR', 'ms/record']);
	for (const { source, score, milliseconds } of rows) {
		const baseline = FAITHFULNESS_BASELINES[source];
		print([
			source,
			String(score.n),
			percent(score.auroc),
			percent(score.f1),
			percent(score.p),
			percent(score.r),
			percent(score.sentence?.auroc),
			percent(score.span?.f1),
			tenth(baseline?.[0]),
			tenth(baseline?.[1]),
			milliseconds.toFixed(2),
		]);
	}
	const known = rows.filter(({ source }) => source in FAITHFULNESS_BASELINES);
	const baselines = known.map(({ source }) => FAITHFULNESS_BASELINES[source]!);
	print([
		`mean of ${known.length}`,
		'',
		percent(mean(known.map(({ score }) => score.auroc ?? 0))),
		'',
		'',
		'',
		'',
		'',
		tenth(mean(baselines.map(([first]) => first))),
		tenth(mean(baselines.map(([, second]) => second))),
		'',
	]);
	console.log('');
}

/** BM25 with the question prepended, BM25 alone: micro-F1 with the cut-off tuned on the same file. */
const ATTRIBUTION_BASELINES: Readonly<Record<string, readonly [number, number]>> = {
	clapnq: [91.4, 92.9],
	wice: [59.6, 59.6],
	quotesum: [97.3, 97.8],
	hotpotqa: [60.7, 48.3],
};

/** K-Precision; a logistic regression on ten lexical features fitted on the same file (in-fold): response AUROC. */
const FAITHFULNESS_BASELINES: Readonly<Record<string, readonly [number, number]>> = {
	'ragtruth-qa': [73.9, 82.2],
	'lfqa-verif': [91.1, 92.5],
	mtrag: [96.5, 97.1],
	begin: [93.3, 95.2],
	frank: [82.9, 85.1],
	wice: [72.5, 82.8],
	expertqa: [61.4, 67.6],
	faithbench: [58.2, 63.9],
	summedits: [49.2, 63.1],
};

function print(cells: readonly string[]): void {
	console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(14) : cell.padStart(at === 9 ? 14 : 9))).join(' '));
}

function percent(value: number | null | undefined): string {
	return typeof value === 'number' ? (100 * value).toFixed(1) : '';
}

function tenth(value: number | undefined): string {
	return value === undefined ? '' : value.toFixed(1);
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

const [directory, flag, name] = process.argv.slice(2);
if (directory === undefined) {
	console.error('usage: node test/bench/grounding.ts DIR [--only NAME]');
	process.exitCode = 2;
} else {
	await main(directory, flag === '--only' ? name : undefined);
}
