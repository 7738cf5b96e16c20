import type { Grounding } from '../grounding/grounding.ts';
import type { readVerdict } from '../judging/reading/read-verdict.ts';
import type { Turn } from '../prompt/variables.ts';
import type { Hash } from '../text/hash.ts';
import type { Aside, Kept } from './aside.ts';
import type { Caller } from './caller.ts';
import type { Case } from './case.ts';
import type { ContextBook, ContextView } from './context-book.ts';
import type { RecordedFailure } from './events.ts';
import type { InputHasher } from './inputs.ts';
import type { Clock, Grounder } from './ports.ts';
import type { Recorder } from './recorder.ts';
import type { RendererBook } from './renderer-book.ts';
import type { ReviewOptions } from './review-options.ts';

/** What the steps of one run share. */
export interface RunContext {
	readonly caller: Caller;
	readonly recorder: Recorder;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly contexts: ContextBook;
	readonly renderers: RendererBook;
	readonly hasher: InputHasher;
	readonly grounder: Grounder;
	readonly aside: Aside;
	readonly hash: Hash;
	/** Remembers the words of rubrics. */
	readonly readVerdict: typeof readVerdict;
	readonly options: ReviewOptions;
	/** Answers that later turns need, by case key. */
	readonly answers: Map<string, Answered>;
	/** Whether later turns follow a case. */
	readonly isFollowed: (item: Case) => boolean;
}

/** What came of asking for an answer. */
export interface Answered {
	readonly text: string;
	/** Why it is no answer to be judged. */
	readonly failure: RecordedFailure | undefined;
	readonly context: ContextView;
	/** Earlier turns, oldest first, as messages. */
	readonly turns: readonly Turn[];
}

/** What an answer stands on, or will turn out to: kept aside until it is wanted. `undefined` where there is nothing to stand on. */
export type Grounded = Kept<Grounding> | undefined | Promise<Kept<Grounding>>;
