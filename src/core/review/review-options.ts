import type { Aside } from './aside.ts';
import type { LookedAt } from './attention.ts';
import type { Case } from './case.ts';
import type { Wait } from './endpoint.ts';
import type { MinuteLimits } from './minute-budget.ts';
import type { Clock, Grounder, ModelPort } from './ports.ts';
import type { CaseResult } from './result.ts';
import type { Reserve } from './spending.ts';

/** What a run touches beyond its own values. */
export interface ReviewPorts {
	/** Answers for every provider but `offline`, which needs nobody. */
	readonly model: ModelPort;
	readonly clock: Clock;
	/** The question that a person looks at now: its cases come first. Asked often, so it has to be quick. */
	readonly attention?: () => LookedAt | undefined;
	/** SHA-256 of the UTF-8 bytes of a text, 64 hex digits, where the surroundings have a fast one. */
	readonly hash?: (text: string) => string;
	/** What grounds answers; default {@link inlineGrounder}. */
	readonly grounder?: Grounder;
	/** Where an open case keeps what it needs only at its end; default {@link inMemory}. */
	readonly aside?: Aside;
}

export interface ReviewOptions {
	/** Id of the run: `<UTC time>-<short id>`, the run file's name without its ending. */
	readonly run: string;
	/** Name and version of what runs it. */
	readonly tool: string;
	/** Calls at once to one endpoint; default {@link DEFAULT_CONCURRENCY}. Fewer where the endpoint says that it is too much. */
	readonly concurrency?: number;
	/** Cases in work at once, of each answering model; default: several for each call, so that the endpoint stays busy. */
	readonly open?: number;
	/** What all calls together may take within a minute. */
	readonly minute?: Partial<MinuteLimits>;
	/** Of a stream of cases: the question files they come from. */
	readonly files?: readonly string[];
	/** Of a stream of cases: whether later ones follow a case. Without it the answers of all are kept in memory. */
	readonly isFollowed?: (item: Case) => boolean;
	/** USD: a call starts only if what it can cost still fits, see {@link Reserve}. */
	readonly maxCost?: number;
	/** USD that a run which goes on has spent before; counts towards `maxCost`. */
	readonly spent?: number;
	/** What `maxCost` reserves for a call: its longest reply, or one of the usual length; default `longest`. */
	readonly reserve?: Reserve;
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
	/** Told when a limit lets no call of a model start for a while. */
	readonly onWait?: (wait: Wait) => void;
	/** `judge`: nothing is answered, only judged; needs `recorded`. Default `run`. */
	readonly task?: 'run' | 'judge';
}

export const DEFAULT_CONCURRENCY = 8;
export const DEFAULT_ATTEMPTS = 5;
