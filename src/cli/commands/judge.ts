import { dirname, join, resolve } from 'node:path';
import { documentKind } from '../../core/documents/kinds.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import { planCases } from '../../core/review/plan.ts';
import type { PlanOptions } from '../../core/review/plan-options.ts';
import { planRejudging } from '../../core/review/rejudge.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { STATE_FOLDER, stateFolder } from '../../core/review/state-folder.ts';
import { latestAnswers } from '../../node/runs/latest-answers.ts';
import { foldRun } from '../../node/runs/run-store.ts';
import { plural } from '../amounts.ts';
import { CACHE_OPTIONS } from '../cache-options.ts';
import { EXIT, UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { requireQuestions } from '../known-questions.ts';
import { loadSet, planProblemLines } from '../load.ts';
import type { Given } from '../options.ts';
import { findFiles, placeOf } from '../places.ts';
import { questionPlaces } from '../question-places.ts';
import { type Job, runCases } from '../run-cases.ts';
import { planOptionsOf, RUN_OPTIONS, requireFiles, runTools } from '../run-options.ts';
import type { Command } from './command.ts';

/** Judges recorded answers again, without calling the model that gave them. */
export const judgeCommand: Command = {
	spec: {
		name: 'judge',
		operands: 'FILE…',
		about: 'Judge again what is recorded, without calling the answering model.',
		options: {
			...RUN_OPTIONS,
			fresh: { type: 'boolean', about: 'Ask judges anew even where their verdict is in the cache.' },
			...CACHE_OPTIONS,
		},
		notes: ['FILE is a question file (of each case the latest answer is judged) or a run file.'],
	},
	async run(given, io) {
		const files = await findFiles(requireFiles(given, 'judge'), io.cwd, path => documentKind(path) === 'questions');
		const options = await planOptionsOf(given, io.cwd);
		const tools = runTools(io, given);
		const jobs: Job[] = [];
		const sets: ReviewSet[] = [];
		let errors = 0;
		for (const file of files) {
			const source = await sourceOf(file, { options, given, io });
			for (const question of source.questionFiles) {
				const planned = await planFile(question, { source, options, given, io });
				errors += planned.errors;
				jobs.push(planned.job);
				sets.push(planned.set);
			}
		}
		if (errors > 0) {
			io.err(`${plural(errors, 'error')}: nothing was judged.\n`);
			return EXIT.usage;
		}
		requireQuestions(options.questions ?? [], sets);
		if (jobs.every(job => job.cases.length === 0)) {
			throw new UsageError('There is no recorded answer to judge.');
		}
		return runCases(
			jobs.filter(job => job.cases.length > 0),
			tools,
		);
	},
};

interface Source {
	/** Absolute. */
	readonly questionFiles: readonly string[];
	readonly results: readonly CaseResult[];
	readonly stateFolder: string;
	/** Where the paths of the results start. */
	readonly root: string;
}

/** The recorded results that a file stands for. */
async function sourceOf(file: string, { options, given, io }: Omit<Planning, 'source'>): Promise<Source> {
	if (documentKind(file) === 'questions') {
		const { root, set } = await loadSet(file, given.text('root'), io.cwd);
		const folder = join(root, stateFolder({ file: set.path, project: set.projectPath, otherwise: 'beside' }));
		const { questions } = options;
		const asked = planCases(set, { judging: 'none', ...(questions === undefined ? {} : { questions }) }).cases;
		const results = await readable(folder, () =>
			latestAnswers({
				...{ stateFolder: folder, file: set.path, wanted: asked.map(({ key }) => key) },
				report: (path, { line, message }) => io.err(`${path}:${line}: ${message}\n`),
				onLost: (path, texts) => io.err(lostWords(path, texts)),
			}),
		);
		if (results === undefined) {
			throw new UsageError(`${set.path} has no recorded run: start one with groundline run.`);
		}
		const places = new Map(set.questions.map(({ question }, at) => [question.id, at]));
		const placeIn = ({ start }: CaseResult) => places.get(start?.question ?? '') ?? places.size;
		return {
			questionFiles: [file],
			// In the order of the file, because a later turn needs the case of the earlier one.
			results: [...results].sort((a, b) => placeIn(a) - placeIn(b)),
			stateFolder: folder,
			root,
		};
	}
	if (!file.endsWith('.jsonl')) {
		throw new UsageError(`${file} is neither a question file nor a run file.`);
	}
	const results = await readResults(file, io);
	const runs = dirname(file);
	const folder = dirname(runs).endsWith(STATE_FOLDER) ? dirname(runs) : join(runs, STATE_FOLDER);
	const paths = [...new Set(results.flatMap(one => (one.start === undefined ? [] : [one.start.file])))];
	const named = given.text('root');
	const root = named === undefined ? rootOfRun(folder, paths) : resolve(io.cwd, named);
	return { questionFiles: paths.map(path => join(root, path)), results, stateFolder: folder, root };
}

/** Results name files below the root; `.groundline` lies in it, or in a folder on the way to them. */
function rootOfRun(folder: string, paths: readonly string[]): string {
	const beside = dirname(folder);
	const [first] = paths;
	return first === undefined ? beside : placeOf(join(beside, first), undefined, beside).root;
}

async function readResults(path: string, io: CommandIo): Promise<readonly CaseResult[]> {
	const fold = await readable(path, () =>
		foldRun(path, ({ line, message }) => io.err(`${path}:${line}: ${message}\n`)),
	);
	if (fold.lostTexts > 0) {
		io.err(lostWords(path, fold.lostTexts));
	}
	return [...fold.results.values()].filter(one => one.answer !== undefined);
}

function lostWords(path: string, texts: number): string {
	return `${path}: ${plural(texts, 'text')} that results refer to cannot be found.\n`;
}

async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
	try {
		return await read();
	} catch (error) {
		throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
	}
}

interface Planning {
	readonly source: Source;
	readonly options: PlanOptions;
	readonly given: Given;
	readonly io: CommandIo;
}

interface PlannedFile {
	readonly job: Job;
	readonly set: ReviewSet;
	readonly errors: number;
}

async function planFile(file: string, { source, options, given, io }: Planning): Promise<PlannedFile> {
	const { set, lines, errors } = await loadSet(file, source.root, io.cwd);
	const byKey = new Map(source.results.map(result => [result.key, result]));
	const own = source.results.filter(result => result.start?.file === set.path);
	const plan = planRejudging(set, own, options);
	const failures = plan.problems.filter(problem => problem.severity === 'error');
	io.err([...lines, ...planProblemLines(set.path, plan.problems)].map(line => `${line}\n`).join(''));
	const concurrency = given.count('concurrency', 1) ?? set.project?.defaults.concurrency;
	const maxCost = options.maxCost ?? set.project?.limits.maxCost;
	return {
		set,
		errors: errors > 0 ? errors : failures.length,
		job: {
			root: source.root,
			stateFolder: source.stateFolder,
			cases: plan.cases,
			options: {
				...(concurrency === undefined ? {} : { concurrency }),
				...(set.project === undefined ? {} : { minute: set.project.limits }),
				...(maxCost === undefined ? {} : { maxCost }),
				task: 'judge',
				recorded: item => byKey.get(item.key),
				answerOf: key => byKey.get(key)?.answer?.text,
				fresh: () => given.has('fresh'),
			},
			...(given.has('no-cache') ? { cache: 'none' as const } : {}),
			regionOf: questionPlaces([set]),
			maxUnscored: set.project?.limits.maxUnscored,
		},
	};
}
