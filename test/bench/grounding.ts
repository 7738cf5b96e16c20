import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { FaithfulnessRecord } from '../../scripts/train/benchmark-data.ts';
import { LINK_SOURCES } from '../../scripts/train/link-training.ts';
import { readTrainingData, type TrainingData } from '../../scripts/train/training.ts';
import type { GroundingUnit } from '../../src/core/grounding/grounding.ts';
import { LINK_FEATURE_GROUPS } from '../../src/core/grounding/link-features.ts';
import { SHIPPED_MODEL } from '../../src/core/grounding/model.ts';
import { groundRecord } from '../../src/core/grounding/record.ts';
import { bm25Predictions, precisionPredictions } from './support/grounding-baselines.ts';
import { type AnyRecord, type MeasuredModels, type ModelOf, measuredModels } from './support/grounding-models.ts';
import { printSpeed } from './support/grounding-speed.ts';

/**
 * `node test/bench/grounding.ts DIR [--only NAME] [--ablation] [--predictions OUT]`: grounds every record of the attribution
 * and faithfulness files in DIR (`*.jsonl` or `*.jsonl.gz`) and scores them with DIR/score.mjs. Three models a row: trained
 * without the record's source (LOSO), trained without its fifth of the documents (OOF), and the one that ships (which has seen both). No
 * record is told its source. Baselines stand beside. Then the speed of 30 claims against 10,000 lines. `--ablation` trains
 * the links again without each group of features; `--predictions` writes what the shipped model says, one file a source.
 */
async function main(directory: string, options: Options): Promise<void> {
	const scorer = (await import(pathToFileURL(resolve(directory, 'score.mjs')).href)) as Scorer;
	const files = readdirSync(directory)
		.filter(name => /^(?:attribution|faithfulness)\..*\.jsonl(?:\.gz)?$/.test(name))
		.filter(name => options.only === undefined || name.includes(options.only))
		.sort();
	const data = readTrainingData(directory);
	if (options.ablation) {
		await printAblation(scorer, directory, data);
		return;
	}
	const models = data === undefined ? undefined : measuredModels(data);
	const rows = files.map(name => measure(scorer, join(directory, name), { models, ...options }));
	printAttribution(rows.filter(row => row.task === 'attribution'));
	printFaithfulness(rows.filter(row => row.task === 'faithfulness'));
	printMarks(rows.filter(row => row.shipped.span !== undefined));
	printSpeed();
}

interface Options {
	readonly only: string | undefined;
	readonly ablation: boolean;
	readonly predictions: string | undefined;
}

interface Score {
	readonly n: number;
	readonly p: number;
	readonly r: number;
	readonly f1: number;
	readonly map?: number;
	readonly auroc?: number | null;
	readonly span?: { readonly p: number; readonly r: number; readonly f1: number };
	readonly sentence?: { readonly f1: number; readonly auroc: number | null };
}

interface Scorer {
	scoreAttribution(gold: readonly unknown[], predictions: ReadonlyMap<unknown, unknown>): Score;
	scoreFaithfulness(gold: readonly unknown[], predictions: ReadonlyMap<unknown, unknown>): Score;
}

interface Row {
	readonly task: string;
	readonly source: string;
	readonly withoutSource: Score | undefined;
	readonly outOfFold: Score | undefined;
	readonly shipped: Score;
	/** F1 of BM25 with and without the question, each with the cut-off that suits the file best; or AUROC of K-Precision. */
	readonly baselines: readonly (number | null | undefined)[];
	readonly milliseconds: number;
}

interface Measuring {
	readonly models: MeasuredModels | undefined;
	readonly predictions: string | undefined;
}

type Gold = AnyRecord & { readonly id: string };

function measure(scorer: Scorer, path: string, { models, predictions }: Measuring): Row {
	const [, task = '', source = ''] = /(attribution|faithfulness)\.(.*?)\.jsonl/.exec(path) ?? [];
	const gold = readGold(path);
	const start = performance.now();
	const shipped = predict(gold, () => SHIPPED_MODEL);
	const milliseconds = (performance.now() - start) / Math.max(1, gold.length);
	if (predictions !== undefined) {
		const lines = gold.map(({ id }) => `${JSON.stringify(shipped.get(id))}\n`);
		writeFileSync(join(predictions, `${task}.${source}.predictions.jsonl`), lines.join(''));
	}
	const scored = (model: ModelOf | undefined) =>
		model === undefined ? undefined : scoreOf(scorer, { task, gold, predictions: predict(gold, model) });
	return {
		task,
		source,
		withoutSource: scored(models?.withoutSource),
		outOfFold: scored(models?.outOfFold),
		shipped: scoreOf(scorer, { task, gold, predictions: shipped }),
		baselines: baselinesOf(scorer, task, gold),
		milliseconds,
	};
}

function baselinesOf(scorer: Scorer, task: string, gold: readonly Gold[]): readonly (number | null | undefined)[] {
	if (task === 'attribution') {
		const records = gold as readonly (Gold & { readonly answer: string; readonly context: GroundingUnit[] })[];
		return (['question and answer', 'answer'] as const).map(query =>
			Math.max(...bm25Predictions(records, query).map(predictions => scoreOf(scorer, { task, gold, predictions }).f1)),
		);
	}
	const records = gold as readonly (Gold & { readonly answer: string; readonly context: string })[];
	return [scoreOf(scorer, { task, gold, predictions: precisionPredictions(records) }).auroc];
}

function readGold(path: string): Gold[] {
	const bytes = readFileSync(path);
	return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
		.toString('utf8')
		.split('\n')
		.filter(line => line.trim() !== '')
		.map(line => JSON.parse(line) as Gold);
}

/** Where a changed summary differs is known, though nobody marked it. */
function withMarks(gold: readonly Gold[]): readonly Gold[] {
	return gold.map(record => {
		const changed = (record as Partial<FaithfulnessRecord>).meta?.edit_spans_from_diff;
		return changed === undefined ? record : { ...record, spans: 'human', unsupported: changed };
	});
}

function predict(gold: readonly Gold[], modelOf: ModelOf): Map<unknown, unknown> {
	return new Map(
		gold.map(record => {
			const grounded = groundRecord(record, modelOf(record));
			if (grounded.kind === 'malformed') {
				throw new Error(`${record.id}: ${grounded.message}`);
			}
			return [record.id, grounded.output];
		}),
	);
}

interface Predicted {
	readonly task: string;
	readonly gold: readonly Gold[];
	readonly predictions: ReadonlyMap<unknown, unknown>;
}

function scoreOf(scorer: Scorer, { task, gold, predictions }: Predicted): Score {
	return task === 'attribution'
		? scorer.scoreAttribution(gold, predictions)
		: scorer.scoreFaithfulness(withMarks(gold), predictions);
}

/** F1 of the links without each group of features, with the source left out of training and out of fold. */
async function printAblation(scorer: Scorer, directory: string, data: TrainingData | undefined): Promise<void> {
	if (data === undefined) {
		console.log(`${directory} lacks files that the model is trained on`);
		return;
	}
	print(['without', 'number', ...LINK_SOURCES, 'mean', ...LINK_SOURCES.map(source => `${source} oof`), 'mean oof']);
	const sources = LINK_SOURCES.map(source =>
		data.links.filter(({ record, copy }) => record.source === source && !copy).map(({ record }) => record),
	);
	for (const [group, dropped] of [['nothing', []] as const, ...Object.entries(LINK_FEATURE_GROUPS)]) {
		const { withoutSource, outOfFold } = measuredModels({ ...data, risks: [] }, new Set(dropped));
		const figures = [withoutSource, outOfFold].map(modelOf =>
			sources.map(gold => {
				// The risk plays no part in links.
				const links = predict(gold, record => ({ ...SHIPPED_MODEL, links: modelOf(record).links }));
				return scoreOf(scorer, { task: 'attribution', gold, predictions: links }).f1;
			}),
		);
		print([group, String(dropped.length), ...figures.flatMap(each => [...each.map(percent), percent(mean(each))])]);
	}
}

function printAttribution(rows: readonly Row[]): void {
	if (rows.length === 0) {
		return;
	}
	print(['attribution F1', 'n', 'LOSO', 'OOF', 'shipped', 'P', 'R', 'MAP', 'BM25+q', 'BM25', 'ms/record']);
	for (const { source, withoutSource, outOfFold, shipped, baselines, milliseconds } of rows) {
		print([
			source,
			String(shipped.n),
			percent(withoutSource?.f1),
			percent(outOfFold?.f1),
			percent(shipped.f1),
			percent(shipped.p),
			percent(shipped.r),
			percent(shipped.map),
			...baselines.map(percent),
			milliseconds.toFixed(2),
		]);
	}
	const means = [0, 1].map(at => percent(mean(rows.map(({ baselines }) => baselines[at] ?? 0))));
	print([`mean of ${rows.length}`, '', ...meansOf(rows, score => score.f1), '', '', '', ...means, '']);
	console.log('');
}

function meansOf(rows: readonly Row[], value: (score: Score) => number): string[] {
	return (['withoutSource', 'outOfFold', 'shipped'] as const).map(model => {
		const scores = rows.map(row => row[model]);
		return scores.some(score => score === undefined) ? '' : percent(mean(scores.map(score => value(score!))));
	});
}

function printFaithfulness(rows: readonly Row[]): void {
	if (rows.length === 0) {
		return;
	}
	print(['AUROC', 'n', 'LOSO', 'OOF', 'shipped', 'F1 LOSO', 'F1 OOF', 'F1', 'P', 'R', 'K-Prec.', 'ms/record']);
	for (const { source, withoutSource, outOfFold, shipped, baselines, milliseconds } of rows) {
		print([
			source,
			String(shipped.n),
			percent(withoutSource?.auroc),
			percent(outOfFold?.auroc),
			percent(shipped.auroc),
			percent(withoutSource?.f1),
			percent(outOfFold?.f1),
			percent(shipped.f1),
			percent(shipped.p),
			percent(shipped.r),
			...baselines.map(percent),
			milliseconds.toFixed(2),
		]);
	}
	const known = rows.filter(({ source }) => AVERAGED.has(source));
	const precision = percent(mean(known.map(({ baselines }) => baselines[0] ?? 0)));
	print([
		`mean of ${known.length}`,
		'',
		...meansOf(known, score => score.auroc ?? 0),
		'',
		'',
		'',
		'',
		'',
		precision,
		'',
	]);
	console.log('');
}

/** F1 of marked characters. Summaries that were changed on purpose count with the words that were changed. */
function printMarks(rows: readonly Row[]): void {
	if (rows.length === 0) {
		return;
	}
	print(['span F1', 'n', 'LOSO', 'OOF', 'shipped', 'P', 'R', 'sentence']);
	for (const { source, withoutSource, outOfFold, shipped } of rows) {
		print([
			source,
			String(shipped.n),
			percent(withoutSource?.span?.f1),
			percent(outOfFold?.span?.f1),
			percent(shipped.span?.f1),
			percent(shipped.span?.p),
			percent(shipped.span?.r),
			percent(shipped.sentence?.auroc),
		]);
	}
	console.log('');
}

/** The sources that the mean is taken over: factscore's answers are nearly all unfaithful, wice-tokens' all. */
const AVERAGED = new Set('begin expertqa faithbench frank lfqa-verif mtrag ragtruth-qa summedits wice'.split(' '));

function print(cells: readonly string[]): void {
	console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(15) : cell.padStart(9))).join(' '));
}

function percent(value: number | null | undefined): string {
	return typeof value === 'number' ? (100 * value).toFixed(1) : '';
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { only: { type: 'string' }, ablation: { type: 'boolean' }, predictions: { type: 'string' } },
});
const [directory] = positionals;
if (directory === undefined) {
	console.error('usage: node test/bench/grounding.ts DIR [--only NAME] [--ablation] [--predictions OUT]');
	process.exitCode = 2;
} else {
	const { only, ablation = false, predictions } = values;
	await main(directory, { only, ablation, predictions });
}
