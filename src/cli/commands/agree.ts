import { dirname, join, resolve } from 'node:path';
import { agreementReport } from '../../core/agreement/agreement.ts';
import { agreementLines } from '../../core/agreement/agreement-text.ts';
import { categoriesOf } from '../../core/agreement/by-category.ts';
import { DEFAULT_RISK } from '../../core/agreement/confidence.ts';
import { familiesOf } from '../../core/agreement/families.ts';
import { type JudgedAnswer, judgedAnswersOf } from '../../core/agreement/judged-answer.ts';
import { type RankedPair, rankedPairsOf } from '../../core/agreement/rankings.ts';
import { annotationsPath } from '../../core/annotations/annotations-path.ts';
import type { AnnotationFile } from '../../core/documents/annotation-file.ts';
import { documentKind } from '../../core/documents/kinds.ts';
import { parseAnnotations } from '../../core/documents/parse-annotations.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import { heardAnswersOf, type RecordedHeard } from '../../core/review/abstentions.ts';
import { STATE_FOLDER, stateFolder } from '../../core/review/state-folder.ts';
import { nearestSpelling } from '../../core/text/spelling.ts';
import { NodeFiles } from '../../node/files.ts';
import { recordedComparisons } from '../../node/runs/recorded-comparisons.ts';
import { foldRun, listRuns, runNames } from '../../node/runs/run-store.ts';
import { plural } from '../amounts.ts';
import { EXIT, type ExitCode, UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { loadSet, problemLines } from '../load.ts';
import type { Given } from '../options.ts';
import { findFiles, placeOf } from '../places.ts';
import { reportTo } from '../report-file.ts';
import { requireFiles } from '../run-options.ts';
import type { Command } from './command.ts';

/** Compares judges with what people said of the same answers. */
export const agreeCommand: Command = {
	spec: {
		name: 'agree',
		operands: 'FILE…',
		about: 'Compare judges with what people said of the same answers.',
		options: {
			judge: { type: 'string', value: 'NAME', about: 'Only this judge.' },
			risk: {
				type: 'string',
				value: 'X',
				about: 'Errors allowed among the verdicts that may stand without a person, above 0 and below 0.5; default 0.1.',
			},
			reporter: { type: 'string', value: 'NAME', about: 'pretty (default) or json.' },
			output: { type: 'string', value: 'FILE', about: 'Where the report goes; default: stdout.' },
			root: {
				type: 'string',
				value: 'FOLDER',
				about: 'Where paths start; default: the folder of groundline.yaml, else that of the file.',
			},
		},
		notes: [
			'FILE is a question file (its annotations file against the verdicts of all its runs) or a run file (only the verdicts in it).',
			'Every review, rating, annotation and preference is counted, or listed with the reason why it is not.',
			'Exit code 2: there is nothing to compare, or an annotations file has errors.',
		],
	},
	async run(given, io) {
		const reporter = given.text('reporter') ?? 'pretty';
		if (reporter !== 'pretty' && reporter !== 'json') {
			throw new UsageError(`groundline agree has no reporter "${reporter}"; there are pretty and json.`);
		}
		const files = await findFiles(requireFiles(given, 'agree'), io.cwd, path => documentKind(path) === 'questions');
		const only = given.text('judge');
		const risk = given.amount('risk') ?? DEFAULT_RISK;
		if (risk <= 0 || risk >= 0.5) {
			throw new UsageError(`--risk needs a number above 0 and below 0.5, not "${given.text('risk')}".`);
		}
		const write = reportTo(given, io);
		const judges = new Set<string>();
		const reports: { readonly file: string; readonly report: ReturnType<typeof agreementReport> }[] = [];
		let failures = 0;
		for (const file of files) {
			for (const source of await sourcesOf(file, given, io)) {
				const { file: people, errors } = await annotationsOf(source, io);
				failures += errors;
				for (const { judge } of [...source.judged, ...source.ranked]) {
					judges.add(judge);
				}
				if (people !== undefined) {
					const judged = source.judged.filter(({ judge }) => only === undefined || judge === only);
					const ranked = source.ranked.filter(({ judge }) => only === undefined || judge === only);
					reports.push({
						file: source.path,
						report: agreementReport({
							file: people,
							judged,
							ranked,
							questions: source.questions,
							families: source.families,
							categories: source.categories,
							heard: source.heard,
							risk,
						}),
					});
				}
			}
		}
		if (only !== undefined && !judges.has(only)) {
			throw new UsageError(unknownJudge(only, [...judges]));
		}
		const text =
			reporter === 'json'
				? `${JSON.stringify({ version: 1, reports: reports.map(({ file, report }) => ({ file, ...report })) }, undefined, 2)}\n`
				: reports
						.map(({ file, report }) => {
							const [, ...lines] = agreementLines(report);
							return `# ${file}\n${lines.join('\n')}\n`;
						})
						.join('\n');
		await write(text);
		return failures > 0 || reports.length === 0
			? EXIT.usage
			: codeOf(
					reports.map(({ report }) => report),
					io,
				);
	},
};

function unknownJudge(name: string, judges: readonly string[]): string {
	const near = nearestSpelling(name, judges);
	const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
	const there = judges.length === 0 ? 'no run has verdicts' : `there are verdicts of ${judges.join(', ')}`;
	return `--judge: no verdict is of "${name}"; ${there}.${hint}`;
}

function codeOf(reports: readonly ReturnType<typeof agreementReport>[], io: CommandIo): ExitCode {
	const counted = reports.flatMap(({ judges, rankings }) => [
		...judges.flatMap(({ account }) => Object.values(account).map(one => one.counted)),
		...rankings.map(({ agreement }) => agreement.n),
	]);
	if (counted.some(count => count > 0)) {
		return EXIT.passed;
	}
	io.err('Nothing that people said is of an answer that a judge rated: there is nothing to compare.\n');
	return EXIT.usage;
}

interface Source {
	/** Absolute. */
	readonly root: string;
	/** Root-relative question file. */
	readonly path: string;
	readonly judged: readonly JudgedAnswer[];
	readonly heard: readonly RecordedHeard[];
	/** What judges preferred in recorded comparisons. */
	readonly ranked: readonly RankedPair[];
	/** Question id → its text. */
	readonly questions: ReadonlyMap<string, string>;
	/** Question id → its category, where it has one. */
	readonly categories: ReadonlyMap<string, string>;
	/** Lineage of models by name. */
	readonly families: ReadonlyMap<string, string>;
}

async function sourcesOf(file: string, given: Given, io: CommandIo): Promise<readonly Source[]> {
	if (documentKind(file) === 'questions') {
		const { root, set } = await loadSet(file, given.text('root'), io.cwd);
		const folder = join(root, stateFolder({ file: set.path, project: set.projectPath, otherwise: 'beside' }));
		const judged: JudgedAnswer[] = [];
		const heard: RecordedHeard[] = [];
		for (const { path } of await listRuns(folder)) {
			if (await runNames(path, set.path)) {
				const results = (await foldOf(path, io)).filter(({ start }) => start?.file === set.path);
				judged.push(...judgedAnswersOf(results));
				heard.push(...heardAnswersOf(results));
			}
		}
		const ranked = rankedPairsOf(await recordedComparisons(folder, set.path));
		return [
			{
				root,
				path: set.path,
				judged,
				heard,
				ranked,
				questions: textsOf(set),
				categories: categoriesOf(set),
				families: familiesOf(set.project),
			},
		];
	}
	if (!file.endsWith('.jsonl')) {
		throw new UsageError(`${file} is neither a question file nor a run file.`);
	}
	const results = await foldOf(file, io);
	const paths = [...new Set(results.flatMap(({ start }) => (start === undefined ? [] : [start.file])))];
	if (paths.length === 0) {
		throw new UsageError(`${file} holds no judged answer.`);
	}
	const runs = dirname(file);
	const beside = dirname(runs).endsWith(STATE_FOLDER) ? dirname(dirname(runs)) : runs;
	const named = given.text('root');
	const root = named === undefined ? placeOf(join(beside, paths[0]!), undefined, beside).root : resolve(io.cwd, named);
	return Promise.all(
		paths.map(async path => {
			const { set } = await loadSet(join(root, path), root, io.cwd);
			const own = results.filter(({ start }) => start?.file === path);
			return {
				root,
				path,
				judged: judgedAnswersOf(own),
				heard: heardAnswersOf(own),
				ranked: [],
				questions: textsOf(set),
				categories: categoriesOf(set),
				families: familiesOf(set.project),
			};
		}),
	);
}

function textsOf({ questions }: ReviewSet): ReadonlyMap<string, string> {
	return new Map(questions.map(({ question }) => [question.id, question.question.value]));
}

async function foldOf(path: string, io: CommandIo) {
	try {
		const fold = await foldRun(path, ({ line, message }) => io.err(`${path}:${line}: ${message}\n`));
		return [...fold.results.values()];
	} catch (error) {
		throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
	}
}

interface Said {
	/** `undefined` where there is none. */
	readonly file: AnnotationFile | undefined;
	/** What could not be read of it, which was told. */
	readonly errors: number;
}

/** What people said of a question file's answers. Entries that cannot be read are told of; the others count. */
async function annotationsOf({ root, path }: Source, io: CommandIo): Promise<Said> {
	const named = annotationsPath(path);
	const read = await new NodeFiles(root).read(named);
	if (read.kind === 'missing') {
		io.err(`${path} has no annotations: ${named} does not exist.\n`);
		return { file: undefined, errors: 1 };
	}
	if (read.kind !== 'text') {
		io.err(`${named}: ${read.message}\n`);
		return { file: undefined, errors: 1 };
	}
	const { file, problems } = parseAnnotations(read.text);
	const errors = problems.filter(({ severity }) => severity === 'error');
	io.err(
		problemLines(named, read.text, errors)
			.map(line => `${line}\n`)
			.join(''),
	);
	if (errors.length > 0) {
		io.err(`${named} has ${plural(errors.length, 'error')}: what is named above may not be counted.\n`);
	}
	return { file, errors: errors.length };
}
