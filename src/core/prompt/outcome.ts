import type { Problem } from '../documents/problem.ts';
import type { ChatMessage } from '../review/ports.ts';

/** What came of rendering a template: `renderPrompt(template, variables, bounds?)` gives one and never throws. */
export type RenderOutcome =
	| {
			readonly kind: 'rendered';
			/** At least one; no content is empty. */
			readonly messages: readonly ChatMessage[];
			/** Ids of the units that reached the messages. Only they can be linked. */
			readonly sent: ReadonlySet<string>;
	  }
	/** Nothing may be sent. Ranges refer to the template's document. At least one problem. */
	| { readonly kind: 'failed'; readonly problems: readonly Problem[] };

/** How much a rendering may do. What goes beyond is a problem, never a shorter prompt. */
export interface RenderBounds {
	/** Steps of evaluation. */
	readonly steps: number;
	/** UTF-16 units of one value, and of all messages together. */
	readonly length: number;
	/** UTF-16 units of all values made on the way. */
	readonly work: number;
	/** Milliseconds, by the clock below: a last resort, the other bounds come first on any machine. */
	readonly time: number;
	readonly now: () => number;
}

export const DEFAULT_BOUNDS: RenderBounds = {
	steps: 1_000_000,
	length: 8_000_000,
	work: 100_000_000,
	time: 5_000,
	now: () => Date.now(),
};
