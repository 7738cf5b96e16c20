import type { Case } from '../core/review/case.ts';
import { RunFold } from '../core/review/fold.ts';
import type { ModelPort } from '../core/review/ports.ts';
import type { CaseResult } from '../core/review/result.ts';
import { review } from '../core/review/review.ts';
import type { ReviewOptions } from '../core/review/review-options.ts';
import { TOOL_VERSION } from '../core/review/tool.ts';
import { systemClock } from '../node/clock.ts';
import type { Redactor } from '../node/redactor.ts';
import { annotatedAnswers } from '../node/runs/annotated-answers.ts';
import { newRunId } from '../node/runs/run-id.ts';
import { pruneRuns } from '../node/runs/run-store.ts';
import { RunWriter } from '../node/runs/run-writer.ts';
import { EXIT, type ExitCode, gravest } from './exit-code.ts';
import type { CommandIo } from './io.ts';
import { judgeStandings } from './judge-standing.ts';
import { shownPath } from './places.ts';
import { Progress } from './progress.ts';
import { missedCase, type ReportedCase, reportedCase, summarise } from './report.ts';
import type { FinishedReport, FinishedRun, MissedCase, Reporter } from './reporters/reporter.ts';

/** The cases of one run: those whose results lie in one `.groundline`. */
export interface Job {
	/** Absolute. */
	readonly root: string;
	/** Absolute path of `.groundline`. */
	readonly stateFolder: string;
	readonly cases: readonly Case[];
	readonly options: Pick<ReviewOptions, 'recorded' | 'answerOf' | 'task' | 'maxCost' | 'concurrency'>;
	/** Unscored cases that the documents allow; `undefined` = they do not say. */
	readonly maxUnscored: number | undefined;
}

export interface RunTools {
	readonly io: CommandIo;
	readonly models: ModelPort;
	readonly redactor: Redactor;
	readonly reporters: readonly Reporter[];
	/** What `--max-unscored` says. */
	readonly maxUnscored: number | undefined;
}

/** Runs all jobs, one after the other, and reports on them as one. */
export async function runCases(jobs: readonly Job[], tools: RunTools): Promise<ExitCode> {
	const started = Date.now();
	const progress = new Progress(
		tools.io,
		jobs.reduce((sum, job) => sum + job.cases.length, 0),
	);
	progress.begin();
	const finished: FinishedJob[] = [];
	for (const job of jobs) {
		finished.push(await runJob(job, tools, progress));
	}
	progress.clear();
	const cases = finished.flatMap(job => job.cases);
	const summary = summarise(
		jobs.flatMap(job => job.cases.map(item => item.key)),
		cases,
	);
	const cancelled = tools.io.signal.aborted;
	const stopped = finished.find(job => job.stopped !== undefined);
	const report: FinishedReport = {
		runs: finished.map(job => job.run),
		summary,
		results: finished.flatMap(job => job.results),
		missed: finished.flatMap(job => job.missed),
		standings: await judgeStandings(
			jobs.map(({ stateFolder, cases: planned }, i) => ({
				stateFolder,
				cases: planned,
				results: finished[i]?.results ?? [],
			})),
		),
		judges: [...new Set(jobs.flatMap(job => job.cases.flatMap(judgesOf)))],
		seconds: (Date.now() - started) / 1000,
		answerSeconds: total(cases, one => one.answerMs) / 1000,
		judgeSeconds: total(cases, one => one.judgeMs) / 1000,
		started,
		outcome: cancelled ? 'cancelled' : stopped === undefined ? 'finished' : 'stopped',
		message: cancelled ? 'Cancelled: the cases that were not begun count as unscored.' : stopped?.stopped,
	};
	for (const reporter of tools.reporters) {
		await reporter.end(report);
	}
	const allowed = tools.maxUnscored ?? Math.min(...jobs.map(job => job.maxUnscored ?? 0));
	return gravest([
		...(finished.some(job => job.failure !== undefined) ? [EXIT.usage] : []),
		...(cancelled ? [EXIT.cancelled] : []),
		...(stopped === undefined ? [] : [EXIT.limit]),
		...(summary.unscored > allowed ? [EXIT.unscored] : []),
		...(summary.failed > 0 ? [EXIT.failed] : []),
	]);
}

interface FinishedJob {
	readonly run: FinishedRun;
	readonly cases: readonly ReportedCase[];
	readonly results: readonly CaseResult[];
	readonly missed: readonly MissedCase[];
	readonly stopped: string | undefined;
	/** Why the run file could not be written. */
	readonly failure: string | undefined;
}

async function runJob(job: Job, tools: RunTools, progress: Progress): Promise<FinishedJob> {
	const { io, models, redactor, reporters } = tools;
	const id = newRunId();
	const writer = new RunWriter({ stateFolder: job.stateFolder, run: id, redactor });
	const fold = new RunFold();
	const options = { ...job.options, run: id, tool: `groundline ${TOOL_VERSION}` };
	let failure: string | undefined;
	try {
		for await (const event of review(job.cases, { model: models, clock: systemClock }, options, io.signal)) {
			writer.write(event);
			if (writer.failure !== undefined && failure === undefined) {
				failure = writer.failure;
				progress.clear();
				io.err(`${failure}\n`);
			}
			const result = fold.add(event);
			if (result !== undefined && event.type === 'case-end') {
				progress.caseDone(event.state, result.start?.question ?? result.key);
				for (const reporter of reporters) {
					await reporter.caseDone?.(result);
				}
			}
		}
	} finally {
		writer.close(); // Also where a report cannot be written: what was paid for is kept.
	}
	failure ??= writer.failure;
	await pruneRuns(job.stateFolder, { pinned: new Set([id]), annotated: () => annotatedAnswers(job.root) });
	const outcome = fold.end?.outcome;
	const reason = outcome === 'stopped' ? 'over-budget' : 'cancelled';
	const done = job.cases.map(item => ({ item, result: fold.results.get(item.key) }));
	return {
		run: { id, file: failure === undefined ? shownPath('', writer.path, io.cwd) : undefined },
		cases: done.map(({ item, result }) =>
			result?.end === undefined ? missedCase(item.key, item.source.name, reason) : reportedCase(result),
		),
		results: done.flatMap(({ result }) => (result?.end === undefined ? [] : [result])),
		missed: done.flatMap(({ item, result }) =>
			result?.end === undefined
				? [{ key: item.key, question: item.question.id, prompt: item.prompt.stem, model: item.source.name, reason }]
				: [],
		),
		stopped: outcome === 'stopped' ? (fold.end?.message ?? 'The run was stopped.') : undefined,
		failure,
	};
}

function judgesOf({ judge }: Case): readonly string[] {
	return judge === undefined ? [] : [judge.name, ...[...(judge.apart?.values() ?? [])].map(one => one.name)];
}

function total(cases: readonly ReportedCase[], value: (one: ReportedCase) => number): number {
	return cases.reduce((sum, one) => sum + value(one), 0);
}
