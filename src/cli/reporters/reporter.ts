import type { CaseResult } from '../../core/review/result.ts';
import type { UnscoredReason } from '../../core/review/state.ts';
import type { JudgeStanding } from '../judge-standing.ts';
import type { Summary } from '../report.ts';

/** Writes results somewhere. Each case comes once, as soon as it is done; the end comes once, last. */
export interface Reporter {
	caseDone?(result: CaseResult): Promise<void>;
	end(report: FinishedReport): Promise<void>;
}

export interface FinishedReport {
	readonly runs: readonly FinishedRun[];
	readonly summary: Summary;
	/** In the order in which they were loaded. */
	readonly results: readonly CaseResult[];
	/** Those that the run did not come to. */
	readonly missed: readonly MissedCase[];
	/** Names of the judges; empty where nobody judged. */
	readonly judges: readonly string[];
	/** What is known of their error. */
	readonly standings: readonly JudgeStanding[];
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
export interface MissedCase {
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
