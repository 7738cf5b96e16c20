import { estimateTokens } from '../prompt/estimate.ts';
import type { ChatMessage, ModelOutcome, Usage } from './ports.ts';

/**
 * What a reply took: as its endpoint counted, or estimated where it counted nothing or what cannot be, which the outcome's notes then
 * say. A reply from the cache is treated like the one that it repeats. `undefined` where nothing came.
 */
export function withUsage(messages: readonly ChatMessage[], outcome: ModelOutcome): ModelOutcome {
	const { usage } = outcome;
	if (usage === undefined) {
		return { ...outcome, usage: estimatedUsage(messages, outcome) };
	}
	if (usage.estimated) {
		return outcome;
	}
	const asked = messages.reduce((sum, { content }) => sum + content.length, 0);
	const said = outcome.text.length + (outcome.thinking?.length ?? 0);
	const isPossible = inReach(usage.input, asked, MOST_ADDED_INPUT) && inReach(usage.output, said, MOST_HIDDEN_OUTPUT);
	if (isPossible) {
		return outcome;
	}
	const note = `The endpoint counts ${usage.input} tokens in and ${usage.output} out, which cannot be: estimated.`;
	return { ...outcome, usage: estimatedUsage(messages, outcome), notes: [...outcome.notes, note] };
}

/** How far a count may be from four UTF-16 units a token, as a factor. */
const FARTHEST = 100;
const UNITS_A_TOKEN = 4;

/** Tokens that an endpoint may put in front of what it is sent: its own instructions, tools. */
const MOST_ADDED_INPUT = 50_000;

/** Tokens that a model may think without showing it; no model writes as many in one reply. */
const MOST_HIDDEN_OUTPUT = 1_000_000;

/** `units`: UTF-16 units of the text; `most`: tokens that may have been counted beside it. */
function inReach(tokens: number, units: number, most: number): boolean {
	const expected = units / UNITS_A_TOKEN;
	return tokens <= Math.max(expected * FARTHEST, most) && tokens * FARTHEST >= Math.floor(expected);
}

/** An endpoint that counts nothing, or nonsense, still has to be paid. */
function estimatedUsage(messages: readonly ChatMessage[], { text, thinking }: ModelOutcome): Usage | undefined {
	if (text === '' && thinking === undefined) {
		return undefined;
	}
	const input = messages.reduce((sum, message) => sum + estimateTokens(message.content), 0);
	const output = estimateTokens(text) + estimateTokens(thinking ?? '');
	return { input, output, cachedInput: undefined, estimated: true };
}
