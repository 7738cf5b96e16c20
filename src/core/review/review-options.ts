import type { Case } from './case.ts';
import type { Clock, ModelPort } from './ports.ts';
import type { CaseResult } from './result.ts';

/** What a run touches beyond its own values. */
export interface ReviewPorts {
	/** Answers for every provider but `offline`, which needs nobody. */
	readonly model: ModelPort;
	readonly clock: Clock;
}

export interface ReviewOptions {
	/** Id of the run: `<UTC time>-<short id>`, the run file's name without its ending. */
	readonly run: string;
	/** Name and version of what runs it. */
	readonly tool: string;
	/** Calls at once over all endpoints; default {@link DEFAULT_CONCURRENCY}. */
	readonly concurrency?: number;
	/** USD: no call starts once this much is spent. */
	readonly maxCost?: number;
	/** Tries of one call, the first included; default {@link DEFAULT_ATTEMPTS}. */
	readonly attempts?: number;
	/**
	 * An earlier result whose answer is judged again without calling the model. Where it gives one for every case, the run
	 * is a `judge` run.
	 */
	readonly recorded?: (item: Case) => CaseResult | undefined;
	/** The answer of an earlier turn that is not among the cases, by key. */
	readonly answerOf?: (key: string) => string | undefined;
	/** Cases that want new replies even where a cache knows some. */
	readonly fresh?: (item: Case) => boolean;
	/** `judge`: nothing is answered, only judged; needs `recorded`. Default `run`. */
	readonly task?: 'run' | 'judge';
}

export const DEFAULT_CONCURRENCY = 8;
export const DEFAULT_ATTEMPTS = 5;
