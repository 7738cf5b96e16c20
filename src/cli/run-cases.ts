import { AsideFold } from '../core/review/aside-fold.ts';
import type { Case } from '../core/review/case.ts';
import { sumCosts } from '../core/review/cost.ts';
import { type DiffedCase, diffedCase, diffRuns, missedDiffedCase } from '../core/review/diff.ts';
import { diffText } from '../core/review/diff-text.ts';
import type { Wait } from '../core/review/endpoint.ts';
import { RunFold } from '../core/review/fold.ts';
import { noiseOf, type RepeatedScores, repeatedScoresOf } from '../core/review/noise.ts';
import type { ModelPort } from '../core/review/ports.ts';
import { RecordedReplies } from '../core/review/recorded-replies.ts';
import { rememberHashes } from '../core/review/remembered-hash.ts';
import type { CaseResult } from '../core/review/result.ts';
import { resumeEvents } from '../core/review/resume.ts';
import { type Retested, retestOf } from '../core/review/retest.ts';
import { review } from '../core/review/review.ts';
import type { ReviewOptions } from '../core/review/review-options.ts';
import { TOOL_VERSION } from '../core/review/tool.ts';
import { AsideFile } from '../node/aside-file.ts';
import type { BatchModels } from '../node/batch/batch-models.ts';
import { CachedModels } from '../node/cache/cached-models.ts';
import { ReplyCache } from '../node/cache/reply-cache.ts';
import { systemClock } from '../node/clock.ts';
import { fastHash } from '../node/fast-hash.ts';
import { openGrounder } from '../node/grounding/open-grounder.ts';
import type { Redactor } from '../node/redactor.ts';
import { annotatedAnswers } from '../node/runs/annotated-answers.ts';
import type { RecoveredRun } from '../node/runs/recover-run.ts';
import { newRunId } from '../node/runs/run-id.ts';
import { pruneRuns } from '../node/runs/run-store.ts';
import { RunWriter } from '../node/runs/run-writer.ts';
import { plural } from './amounts.ts';
import { type Baseline, newFailures } from './baseline.ts';
import { EXIT, type ExitCode, gravest, UsageError } from './exit-code.ts';
import type { CommandIo } from './io.ts';
import { JudgeStandings } from './judge-standing.ts';
import { shownPath } from './places.ts';
import { Progress } from './progress.ts';
import type { SourceRegion } from './question-places.ts';
import { missedCase, type ReportedCase, reportedCase, summarise } from './report.ts';
import type { CasePlace, FinishedReport, FinishedRun, MissedCase, Reporter } from './reporters/reporter.ts';
import { oneLine } from './style.ts';

/** The cases of one run: those whose results lie in one `.groundline`. */
export interface Job {
	/** Absolute. */
	readonly root: string;
	/** Absolute path of `.groundline`. */
	readonly stateFolder: string;
	readonly cases: readonly Case[];
	readonly options: Pick<
		ReviewOptions,
		'recorded' | 'answerOf' | 'task' | 'maxCost' | 'spent' | 'reserve' | 'minute' | 'concurrency' | 'open' | 'fresh'
	>;
	/** Where the question of a case stands in its file. */
	readonly regionOf: (item: Case) => SourceRegion | undefined;
	/** Unscored cases that the documents allow; `undefined` = they do not say. */
	readonly maxUnscored: number | undefined;
	/** `none`: replies are neither taken from the cache nor kept there. Default `shared`. */
	readonly cache?: 'shared' | 'none';
	/** `I/N`, where the cases are one part of several. */
	readonly shard?: string;
	/** The run that goes on; `cases` are those of it, also the ones that are done. */
	readonly resumed?: RecoveredRun;
}

export interface RunTools {
	readonly io: CommandIo;
	readonly models: ModelPort;
	readonly redactor: Redactor;
	readonly reporters: readonly Reporter[];
	/** What `--max-unscored` says. */
	readonly maxUnscored: number | undefined;
	/** What the results are compared with. */
	readonly baseline?: Baseline;
	/** In place of `models`, where the cases go in batches. */
	readonly batch?: BatchMaker;
}

/** Makes what asks the models of one run in batches. */
export type BatchMaker = (place: {
	/** Absolute path of `.groundline`. */
	readonly stateFolder: string;
	readonly run: string;
	readonly say: (text: string) => void;
}) => BatchModels;

/** Runs all jobs, one after the other, and reports on them as one. */
export async function runCases(jobs: readonly Job[], tools: RunTools): Promise<ExitCode> {
	const started = Date.now();
	const progress = new Progress(
		tools.io,
		jobs.reduce((sum, job) => sum + job.cases.length, 0),
	);
	progress.begin();
	const standings = new JudgeStandings();
	const finished: FinishedJob[] = [];
	let first = 0;
	for (const job of jobs) {
		const spent = total(
			finished.flatMap(one => one.cases),
			one => (one.answerCost ?? 0) + (one.judgeCost ?? 0),
		);
		finished.push(await runJob(withinRest(job, spent), tools, { progress, standings, first }));
		first += job.cases.length;
	}
	progress.clear();
	const cases = finished.flatMap(job => job.cases);
	const summary = summarise(
		jobs.flatMap(job => job.cases.map(item => item.key)),
		cases,
	);
	// A signal that came when all was done has cancelled nothing.
	const cancelled = tools.io.signal.aborted && cases.some(one => one.reason === 'cancelled');
	const stopped = finished.find(job => job.stopped !== undefined);
	const report: FinishedReport = {
		runs: finished.map(job => job.run),
		summary,
		missed: finished.flatMap(job => job.missed),
		standings: await standings.end(),
		retest: retestOf(finished.flatMap(job => job.retested)),
		noise: noiseOf(finished.flatMap(job => job.repeated)),
		judges: [...new Set(jobs.flatMap(job => job.cases.flatMap(judgesOf)))],
		seconds: (Date.now() - started) / 1000,
		answerSeconds: total(cases, one => one.answerMs) / 1000,
		judgeSeconds: total(cases, one => one.judgeMs) / 1000,
		started,
		outcome: cancelled ? 'cancelled' : stopped === undefined ? 'finished' : 'stopped',
		message: cancelled ? 'Cancelled: the cases that were not begun count as unscored.' : stopped?.stopped,
	};
	const unwritten = await endReports(tools, report);
	tools.io.err(cachedText(finished.map(job => job.cached)));
	const diff =
		tools.baseline &&
		diffRuns(
			tools.baseline.cases,
			finished.flatMap(job => job.diffed),
		);
	if (diff !== undefined) {
		tools.io.err(diffText(diff, { before: tools.baseline!.name, after: 'this run' }));
	}
	const allowed = tools.maxUnscored ?? Math.min(...jobs.map(job => job.maxUnscored ?? 0));
	return gravest([
		...(unwritten || finished.some(job => job.failure !== undefined) ? [EXIT.usage] : []),
		...(cancelled ? [EXIT.cancelled] : []),
		...(stopped === undefined ? [] : [EXIT.limit]),
		...(summary.unscored > allowed ? [EXIT.unscored] : []),
		...((diff !== undefined && tools.baseline!.failsOn === 'regression' ? newFailures(diff) : summary.failed) > 0
			? [EXIT.failed]
			: []),
	]);
}

/** A limit holds for all that a command line runs, not for each folder. */
function withinRest(job: Job, spent: number): Job {
	return { ...job, options: { ...job.options, spent: (job.options.spent ?? 0) + spent } };
}

/** Ends every report, also where one of them cannot be written; says whether there was such a one. */
async function endReports({ reporters, io }: RunTools, report: FinishedReport): Promise<boolean> {
	let failed = false;
	for (const reporter of reporters) {
		try {
			await reporter.end(report);
		} catch (error) {
			if (!(error instanceof UsageError)) {
				throw error;
			}
			failed = true;
			io.err(`${error.message}\n`);
		}
	}
	return failed;
}

/** What all jobs of a command line share. */
interface Watch {
	readonly progress: Progress;
	readonly standings: JudgeStandings;
	/** Cases of the jobs before. */
	readonly first: number;
}

/** Replies that nobody was asked for. */
interface CachedReplies {
	answers: number;
	verdicts: number;
}

interface FinishedJob {
	readonly run: FinishedRun;
	readonly cases: readonly ReportedCase[];
	/** What is needed of results with several verdicts. */
	readonly retested: readonly Retested[];
	/** The scores of answers and verdicts that were asked for several times. */
	readonly repeated: readonly RepeatedScores[];
	readonly missed: readonly MissedCase[];
	readonly stopped: string | undefined;
	/** Why the run file could not be written. */
	readonly failure: string | undefined;
	/** What a baseline is compared with; empty where there is none. */
	readonly diffed: readonly DiffedCase[];
	readonly cached: CachedReplies;
}

async function runJob(job: Job, tools: RunTools, { progress, standings, first }: Watch): Promise<FinishedJob> {
	const { io, redactor, reporters } = tools;
	const { resumed } = job;
	const id = resumed?.run ?? newRunId();
	const resumeAt = resumed && { resumeAt: resumed.end };
	const writer = new RunWriter({ stateFolder: job.stateFolder, run: id, redactor, ...resumeAt });
	if (resumed !== undefined && writer.failure !== undefined) {
		// Another process was first, or the disk refuses: what would be asked is asked there, or would be lost.
		throw new UsageError(`The run ${id} cannot go on, and nothing was asked. ${writer.failure}`);
	}
	const fold = resumed?.recovery.fold ?? new RunFold({ texts: 'recent' });
	const onWait = (wait: Wait) => progress.waits(wait);
	const options = { ...job.options, run: id, tool: `groundline ${TOOL_VERSION}`, onWait };
	const cache = job.cache === 'none' ? undefined : openCache(job, redactor);
	const say = (text: string) => {
		progress.clear();
		io.err(`${text}\n`);
	};
	const hash = rememberHashes(fastHash);
	const batch = tools.batch?.({ stateFolder: job.stateFolder, run: id, say });
	// A batch takes hours, and all cases are open meanwhile.
	const aside = batch && new AsideFile();
	// No call waits while a batch is grounded, and a thread would take as much memory as thousands of open cases.
	const grounder = openGrounder({
		program: groundingProgram(),
		cases: batch === undefined ? job.cases.length : 1,
		cache,
	});
	const results = aside === undefined ? fold : new AsideFold(fold, aside);
	const asked = batch ?? tools.models;
	const kept = cache === undefined ? asked : new CachedModels(asked, cache, hash);
	const open = resumed === undefined ? job.cases : job.cases.filter(item => !resumed.recovery.isDone(item));
	const models = resumed === undefined ? kept : new RecordedReplies(kept, resumed.recovery.readable(open));
	const places = new Map(job.cases.map((item, i) => [item.key, i]));
	const reported = new Map<string, ReportedCase>();
	const retested: Retested[] = [];
	const repeated: RepeatedScores[] = [];
	const repeats = job.cases.some(({ sample, judge }) => sample > 0 || (judge !== undefined && judge.samples > 1));
	const diffed: DiffedCase[] = [];
	const cached: CachedReplies = { answers: 0, verdicts: 0 };
	let failure: string | undefined;
	const finish = async (result: CaseResult) => {
		const one = reportedCase(result);
		reported.set(result.key, one);
		progress.caseDone(one.state, result.start?.question ?? result.key, sumCosts([one.answerCost, one.judgeCost]));
		const index = places.get(result.key)!;
		const item = job.cases[index]!;
		standings.add(job.stateFolder, item, result);
		if (result.verdicts.length > 1) {
			retested.push(retestedOf(result));
		}
		const scores = repeats ? repeatedScoresOf(result) : undefined;
		if (scores !== undefined) {
			repeated.push(scores);
		}
		cached.answers += result.answer?.cached === true && result.start?.recorded === false ? 1 : 0;
		cached.verdicts += result.verdicts.filter(verdict => verdict.cached).length;
		if (tools.baseline !== undefined) {
			diffed.push(diffedCase(result));
		}
		for (const reporter of reporters) {
			await reporter.caseDone?.({ result, ...placeOf(job, item, first + index) });
		}
		fold.drop(result.key); // Only what is written of it is kept.
	};
	try {
		const ports = { model: models, clock: systemClock, hash, grounder, ...(aside === undefined ? {} : { aside }) };
		const events = review(open, ports, options, io.signal);
		const done = resumed === undefined ? [] : job.cases.filter(item => resumed.recovery.isDone(item));
		progress.goesOn(done.length);
		for (const { key } of done) {
			await finish(fold.results.get(key)!);
		}
		for await (const event of resumed === undefined ? events : resumeEvents(events, resumed.recovery, RESUMED)) {
			writer.write(event.type === 'run-start' && job.shard !== undefined ? { ...event, shard: job.shard } : event);
			if (writer.failure !== undefined && failure === undefined) {
				failure = writer.failure;
				progress.clear();
				io.err(`${failure}\n`);
			}
			if (event.type === 'endpoint-stop') {
				progress.clear();
				io.err(`${oneLine(event.model)} is not asked any more. ${oneLine(event.message)}\n`);
			}
			const result = results.add(event);
			if (result !== undefined && event.type === 'case-end') {
				await finish(result);
			}
		}
	} finally {
		await grounder.close();
		writer.close(); // Also where a report cannot be written: what was paid for is kept.
		cache?.close();
		aside?.close();
		batch?.end(fold.end?.outcome === 'finished' && writer.failure === undefined ? 'finished' : 'interrupted');
		if (cache?.failure !== undefined) {
			io.err(`${cache.failure}\n`);
		}
	}
	if (failure === undefined && writer.failure !== undefined) {
		failure = writer.failure; // The last lines did not fit.
		io.err(`${failure}\n`);
	}
	await pruneRuns(job.stateFolder, { pinned: new Set([id]), annotated: () => annotatedAnswers(job.root) });
	const outcome = fold.end?.outcome;
	const reason = outcome === 'stopped' ? 'over-budget' : 'cancelled';
	return {
		run: { id, file: failure === undefined ? shownPath('', writer.path, io.cwd) : undefined },
		cases: job.cases.map(item => reported.get(item.key) ?? missedCase(item.key, item.source.name, reason)),
		retested,
		repeated,
		missed: job.cases.flatMap((item, index) =>
			reported.has(item.key)
				? []
				: [
						{
							key: item.key,
							question: item.question.id,
							prompt: item.prompt.stem,
							model: item.source.name,
							reason,
							...placeOf(job, item, first + index),
						},
					],
		),
		stopped: outcome === 'stopped' ? (fold.end?.message ?? 'The run was stopped.') : undefined,
		failure,
		cached,
		diffed: [...diffed, ...job.cases.flatMap(({ key }) => (reported.has(key) ? [] : [missedDiffedCase(key)]))],
	};
}

function cachedText(all: readonly CachedReplies[]): string {
	const answers = all.reduce((sum, one) => sum + one.answers, 0);
	const verdicts = all.reduce((sum, one) => sum + one.verdicts, 0);
	const told = [
		...(answers > 0 ? [plural(answers, 'answer')] : []),
		...(verdicts > 0 ? [plural(verdicts, 'verdict')] : []),
	];
	return told.length === 0 ? '' : `cached, nobody was asked: ${told.join(', ')}\n`;
}

const RESUMED = 'The run was interrupted.';

function openCache({ stateFolder }: Job, redactor: Redactor): ReplyCache {
	return new ReplyCache({ stateFolder, clean: text => redactor.redact(text) });
}

function placeOf(job: Job, item: Case, index: number): CasePlace {
	return { index, root: job.root, file: item.file, region: job.regionOf(item) };
}

function retestedOf({ start, answer, verdicts, end }: CaseResult): Retested {
	return {
		start: start && { file: start.file, question: start.question, prompt: start.prompt, model: start.model },
		answer: answer && { hash: answer.hash },
		verdicts: verdicts.map(({ judge, sample, ratings, cached }) => ({ judge, sample, ratings, cached })),
		end: end && { spread: end.spread },
	};
}

function judgesOf({ judge }: Case): readonly string[] {
	return judge === undefined ? [] : [judge.name, ...[...(judge.apart?.values() ?? [])].map(one => one.name)];
}

function total(cases: readonly ReportedCase[], value: (one: ReportedCase) => number): number {
	return cases.reduce((sum, one) => sum + value(one), 0);
}

/** Beside the bundle; in the sources where nothing is bundled. */
function groundingProgram(): URL {
	const name = import.meta.url.endsWith('.ts') ? '../node/grounding/grounding-worker.ts' : './cli-grounding-worker.js';
	return new URL(name, import.meta.url);
}
