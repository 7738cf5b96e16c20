import type { Retest } from '../../core/judging/retest.ts';
import type { GroupNoise } from '../../core/review/noise.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { UnscoredReason } from '../../core/review/state.ts';
import type { JudgeStanding } from '../judge-standing.ts';
import type { SourceRegion } from '../question-places.ts';
import type { Summary } from '../report.ts';

/**
 * Writes results somewhere. Each case comes once, as soon as it is done; the end comes once, last. A reporter keeps of a case
 * only what it will write: a run can have more cases than fit into memory.
 */
export interface Reporter {
	caseDone?(done: DoneCase): Promise<void>;
	end(report: FinishedReport): Promise<void>;
}

/** Where a case of a report comes from. */
export interface CasePlace {
	/** Its place among all cases that were loaded, from 0. */
	readonly index: number;
	/** Absolute: where the paths of the result start. */
	readonly root: string;
	/** Root-relative question file. */
	readonly file: string;
	/** Where the question stands in it; for a recorded answer, where the answer stands. */
	readonly region: SourceRegion | undefined;
}

export interface DoneCase extends CasePlace {
	readonly result: CaseResult;
}

export interface FinishedReport {
	readonly runs: readonly FinishedRun[];
	readonly summary: Summary;
	/** Those that the run did not come to. */
	readonly missed: readonly MissedCase[];
	/** Names of the judges; empty where nobody judged. */
	readonly judges: readonly string[];
	/** What is known of their error. */
	readonly standings: readonly JudgeStanding[];
	/** How far several verdicts on one answer agree; `undefined` where each answer has one. */
	readonly retest: Retest | undefined;
	/** Where the noise of the mean scores comes from; empty where nothing was answered or judged twice. */
	readonly noise: readonly GroupNoise[];
	/** Seconds. */
	readonly seconds: number;
	readonly answerSeconds: number;
	readonly judgeSeconds: number;
	/** Milliseconds since the epoch. */
	readonly started: number;
	readonly outcome: 'finished' | 'cancelled' | 'stopped';
	readonly message: string | undefined;
}

/** A case that was loaded but never begun, because the run was cancelled or stopped. */
export interface MissedCase extends CasePlace {
	readonly key: string;
	readonly question: string;
	readonly prompt: string;
	readonly model: string;
	readonly reason: UnscoredReason;
}

export interface FinishedRun {
	readonly id: string;
	/** The run file; `undefined` where it could not be written. */
	readonly file: string | undefined;
}

export type Write = (text: string) => Promise<void>;
