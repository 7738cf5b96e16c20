import { estimateTokens } from '../prompt/estimate.ts';
import type { ChatMessage, ModelOutcome, Usage } from './ports.ts';

/** An endpoint that counts nothing, or nonsense, still has to be paid. */
export function estimatedUsage(messages: readonly ChatMessage[], { text, thinking }: ModelOutcome): Usage | undefined {
	if (text === '' && thinking === undefined) {
		return undefined;
	}
	const input = messages.reduce((sum, message) => sum + estimateTokens(message.content), 0);
	const output = estimateTokens(text) + estimateTokens(thinking ?? '');
	return { input, output, cachedInput: undefined, estimated: true };
}
