import { type ContextIndex, indexContext } from '../../core/grounding/context-index.ts';
import { groundAnswer } from '../../core/grounding/ground.ts';
import type { GroundingUnit } from '../../core/grounding/grounding.ts';
import type { GroundingMessage, GroundingReply } from './grounding-messages.ts';

/** What answers the messages to the thread that grounds. It keeps the contexts it was told of until it is told to forget them. */
export function groundedReplies(): (message: GroundingMessage) => GroundingReply | undefined {
	const contexts = new Map<number, { readonly units: readonly GroundingUnit[]; index?: ContextIndex }>();
	return message => {
		switch (message.type) {
			case 'context':
				contexts.set(message.context, { units: message.units });
				return undefined;
			case 'forget':
				contexts.delete(message.context);
				return undefined;
			case 'ground': {
				const { job, query } = message;
				try {
					const context = contexts.get(message.context)!;
					context.index ??= indexContext(context.units);
					return { job, json: JSON.stringify(groundAnswer(context.index, query)) };
				} catch {
					return { job, json: undefined }; // A bug shows where the run is.
				}
			}
		}
	};
}
