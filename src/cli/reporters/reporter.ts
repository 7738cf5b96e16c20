import type { CaseResult } from '../../core/review/result.ts';
import type { Summary } from '../report.ts';

/** Writes results somewhere. Each case comes once, as soon as it is done; the end comes once, last. */
export interface Reporter {
	caseDone?(result: CaseResult): Promise<void>;
	end(report: FinishedReport): Promise<void>;
}

export interface FinishedReport {
	readonly runs: readonly FinishedRun[];
	readonly summary: Summary;
	/** In the order in which they were loaded; those that the run did not come to are missing. */
	readonly results: readonly CaseResult[];
	/** Names of the judges; empty where nobody judged. */
	readonly judges: readonly string[];
	/** Seconds. */
	readonly seconds: number;
	readonly answerSeconds: number;
	readonly judgeSeconds: number;
	/** Milliseconds since the epoch. */
	readonly started: number;
	readonly outcome: 'finished' | 'cancelled' | 'stopped';
	readonly message: string | undefined;
}

export interface FinishedRun {
	readonly id: string;
	/** The run file; `undefined` where it could not be written. */
	readonly file: string | undefined;
}

export type Write = (text: string) => Promise<void>;
