import type { GroundingQuery } from '../../core/grounding/answer-reading.ts';
import type { GroundingUnit } from '../../core/grounding/grounding.ts';

/** What the thread that grounds is told, several at once: to wake it costs more than to tell it. */
export type GroundingMessage =
	| { readonly type: 'context'; readonly context: number; readonly units: readonly GroundingUnit[] }
	| { readonly type: 'forget'; readonly context: number }
	| { readonly type: 'ground'; readonly job: number; readonly context: number; readonly query: GroundingQuery };

/** What it says: a grounding as JSON, which is read faster than values are copied; `undefined` where it could not. */
export interface GroundingReply {
	readonly job: number;
	readonly json: string | undefined;
}
