import { join } from 'node:path';
import { documentKind } from '../../core/documents/kinds.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import { planCases } from '../../core/review/plan.ts';
import type { PlanOptions } from '../../core/review/plan-options.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { isInShard } from '../../core/review/shard.ts';
import { stateFolder } from '../../core/review/state-folder.ts';
import { latestResults } from '../../node/runs/run-store.ts';
import { growHeapSlowly, settleHeap } from '../../node/small-heap.ts';
import { plural } from '../amounts.ts';
import { BASELINE_OPTIONS, readBaseline } from '../baseline.ts';
import { BATCH_OPTIONS, batchJobs, batchMaker, refuseOpenBatches } from '../batch.ts';
import { CACHE_OPTIONS } from '../cache-options.ts';
import { AGAIN_OPTIONS, type Chosen, chooseAgain, isAgain, shardOf } from '../choose-cases.ts';
import { EXIT, UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { requireQuestions } from '../known-questions.ts';
import { loadSet, planProblemLines } from '../load.ts';
import type { Given } from '../options.ts';
import { readParameterOptions } from '../parameters.ts';
import { findFiles } from '../places.ts';
import { questionPlaces } from '../question-places.ts';
import { RESUME_OPTIONS, resumedRun, resumeJobs } from '../resume-jobs.ts';
import { type Job, runCases } from '../run-cases.ts';
import { planOptionsOf, RUN_OPTIONS, requireFiles, runTools } from '../run-options.ts';
import type { Command } from './command.ts';

/** Answers, judges and grounds the questions of files. */
export const runCommand: Command = {
	spec: {
		name: 'run',
		operands: 'FILE…',
		about: 'Answer the questions of files, judge the answers, and show the lines they stand on.',
		options: {
			model: {
				type: 'string',
				multiple: true,
				value: 'NAME',
				about: 'A model that answers, or the label of recorded answers.',
			},
			...RUN_OPTIONS,
			samples: { type: 'string', value: 'N', about: 'Answers per case.' },
			parameter: {
				type: 'string',
				multiple: true,
				value: 'NAME=VALUE',
				about: 'A parameter of the answering models, such as temperature=0, in place of what documents say.',
			},
			...AGAIN_OPTIONS,
			...RESUME_OPTIONS,
			shard: { type: 'string', value: 'I/N', about: 'Only this part of the cases, such as 2/4, by their keys.' },
			fresh: { type: 'boolean', about: 'Ask anew: neither recorded answers nor the cache are used.' },
			...CACHE_OPTIONS,
			...BASELINE_OPTIONS,
			'no-judge': { type: 'boolean', about: 'Do not judge: cases are then not judged, which is no error.' },
			'dry-run': { type: 'boolean', about: 'Only say what would be called: calls, tokens, price.' },
			...BATCH_OPTIONS,
			'respect-reviews': { type: 'boolean', about: '', later: true },
		},
		notes: ['FILE is a question file, a glob or a folder. The results are kept in .groundline/runs.'],
	},
	async run(given, io) {
		if (given.has('batch')) {
			settleHeap();
			growHeapSlowly();
		}
		const { operands, run: resumed } = resumedRun(given);
		const files = await findFiles(requireFiles({ ...given, operands }, 'run'), io.cwd, isQuestionFile);
		const parameters = readParameterOptions(given.texts('parameter'));
		const options: PlanOptions = {
			...(await planOptionsOf(given, io.cwd)),
			...(given.texts('model').length === 0 ? {} : { models: given.texts('model') }),
			...(given.has('no-judge') ? { judging: 'none' as const } : {}),
			...(given.has('fresh') ? { recorded: 'fresh' as const } : {}),
			...(parameters === undefined ? {} : { parameters }),
			samples: given.count('samples', 1, MOST_SAMPLES) ?? 1,
		};
		if (given.has('no-judge') && given.has('judge')) {
			throw new UsageError('--no-judge and --judge exclude each other.');
		}
		const concurrency = given.count('concurrency', 1);
		const tools = runTools(io, given);
		const planned = await Promise.all(files.map(file => plan(file, { given, io, options })));
		let errors = 0;
		for (const { lines, errorCount } of planned) {
			errors += errorCount;
			io.err(lines.map(line => `${line}\n`).join(''));
		}
		if (errors > 0) {
			io.err(`${plural(errors, 'error')}: nothing was run.\n`);
			return EXIT.usage;
		}
		requireQuestions(
			options.questions ?? [],
			planned.map(({ set }) => set),
		);
		const started = jobsOf(planned, concurrency, given);
		const chosen = given.has('resume')
			? await resumeJobs(started, { run: resumed, isPart: isAgain(given) }, io)
			: started;
		if (!given.has('batch')) {
			refuseOpenBatches(chosen);
		}
		const jobs = given.has('batch') ? batchJobs(chosen, given, io) : chosen;
		const count = jobs.reduce((sum, job) => sum + job.cases.length, 0);
		if (count === 0) {
			io.err(nothingToDo(given));
			// A part without cases leaves a run file all the same, or merge would take it for one that is missing.
			if (!given.has('shard') || given.has('resume') || isAgain(given) || given.has('dry-run')) {
				return EXIT.passed;
			}
		}
		if (given.has('dry-run')) {
			const { estimateText } = await import('../estimate-text.ts');
			await io.out(await estimateText(jobs));
			return EXIT.passed;
		}
		const baseline = await readBaseline(given, io, jobs);
		const batch = given.has('batch') ? { batch: await batchMaker(given, io, tools.redactor) } : {};
		return runCases(jobs, { ...tools, ...batch, ...(baseline === undefined ? {} : { baseline }) });
	},
};

/** Answers to one case: each is a case of its own, and all are planned before the first is asked for. */
const MOST_SAMPLES = 1000;

function isQuestionFile(path: string): boolean {
	return documentKind(path) === 'questions';
}

function nothingToDo(given: Given): string {
	return given.has('resume')
		? 'There is no interrupted run to go on with.\n'
		: isAgain(given)
			? 'There is nothing to run again.\n'
			: given.has('shard')
				? `There is no case in part ${given.text('shard')}.\n`
				: 'There is no case to run.\n';
}

interface Planned extends Chosen {
	/** Absolute. */
	readonly root: string;
	/** Absolute path of `.groundline`. */
	readonly stateFolder: string;
	readonly set: ReviewSet;
	readonly maxCost: number | undefined;
	/** Earlier results by key, for `--failed`, `--unscored` and `--stale`. */
	readonly latest: ReadonlyMap<string, CaseResult>;
	readonly lines: readonly string[];
	readonly errorCount: number;
}

async function plan(
	file: string,
	{ given, io, options }: { readonly given: Given; readonly io: CommandIo; readonly options: PlanOptions },
): Promise<Planned> {
	if (documentKind(file) !== 'questions') {
		throw new UsageError(`${file} is no question file: its name must end in .questions.yaml or .questions.yml.`);
	}
	const { root, set, lines, errors } = await loadSet(file, given.text('root'), io.cwd);
	const plan = planCases(set, { ...options, ...questionsOf(set, options.questions) });
	const folder = join(root, stateFolder({ file: set.path, project: set.projectPath, otherwise: 'beside' }));
	const shard = shardOf(given);
	const cases = shard === undefined ? plan.cases : plan.cases.filter(item => isInShard(item, shard));
	const keys = new Set(plan.cases.map(item => item.key));
	const latest = isAgain(given)
		? await latestResults({ stateFolder: folder, file: set.path, keys })
		: new Map<string, CaseResult>();
	const again = isAgain(given) ? chooseAgain(cases, latest, given) : { cases, onlyJudged: NONE, retried: NONE };
	// A run that goes on knows its cases: those that it has done already belong to it, though they are not wanted again.
	const chosen = given.has('resume') ? { ...again, cases } : again;
	const planErrors = plan.problems.filter(problem => problem.severity === 'error');
	return {
		root,
		stateFolder: folder,
		set,
		...chosen,
		maxCost: options.maxCost ?? set.project?.limits.maxCost,
		latest,
		lines: [...lines, ...planProblemLines(set.path, plan.problems)],
		// What keeps a case from being planned is mostly a problem of the document too: it is counted once.
		errorCount: errors > 0 ? errors : planErrors.length,
	};
}

/** Of several files, each has to have only the questions that are its own. */
function questionsOf(set: ReviewSet, wanted: readonly string[] | undefined): Pick<PlanOptions, 'questions'> {
	const own = wanted?.filter(id => set.questions.some(loaded => loaded.question.id === id));
	return own === undefined ? {} : { questions: own };
}

const NONE: ReadonlySet<string> = new Set();

/** Files that share a `.groundline` share a run. */
function jobsOf(planned: readonly Planned[], concurrency: number | undefined, given: Given): readonly Job[] {
	const byFolder = new Map<string, Planned[]>();
	for (const one of planned) {
		byFolder.set(one.stateFolder, [...(byFolder.get(one.stateFolder) ?? []), one]);
	}
	return [...byFolder].map(([folder, group]) => {
		const latest = new Map(group.flatMap(one => [...one.latest]));
		const onlyJudged = new Set(group.flatMap(one => [...one.onlyJudged]));
		const retried = new Set(group.flatMap(one => [...one.retried]));
		const { project } = group[0]!.set;
		const calls = concurrency ?? project?.defaults.concurrency;
		const limits = group.map(one => one.maxCost).filter(limit => limit !== undefined);
		return {
			root: group[0]!.root,
			stateFolder: folder,
			cases: group.flatMap(one => one.cases),
			options: {
				...(calls === undefined ? {} : { concurrency: calls }),
				...(project === undefined ? {} : { minute: project.limits }),
				...(limits.length === 0 ? {} : { maxCost: Math.min(...limits) }),
				recorded: item => (onlyJudged.has(item.key) ? latest.get(item.key) : undefined),
				answerOf: key => latest.get(key)?.answer?.text,
				fresh: item => given.has('fresh') || retried.has(item.key),
			},
			...(given.has('no-cache') ? { cache: 'none' as const } : {}),
			...(given.has('shard') ? { shard: given.text('shard')! } : {}),
			regionOf: questionPlaces(group.map(one => one.set)),
			maxUnscored: project?.limits.maxUnscored,
		};
	});
}
