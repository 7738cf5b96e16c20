import type { WindowFinding } from './finding.ts';
import type { PassageProfile } from './passage-profile.ts';

/** What a request has to fit into. */
export interface ModelWindow {
	readonly model: string;
	/** Tokens of request and reply together. */
	readonly window: number;
	/** Tokens kept free for the reply; 0 where the parameters do not bound it. */
	readonly reply: number;
}

/**
 * Finds where a context leaves the window of a model. Passages are taken in their order, after `besides` tokens for question and
 * template: the first unit that no longer fits, and all behind it in its passage, are meant; the tokens are what the whole context is too long by.
 */
export function findBeyondWindow(
	passages: readonly PassageProfile[],
	{ model, window, reply }: ModelWindow,
	besides: number,
): WindowFinding | undefined {
	const total = passages.reduce((sum, passage) => sum + passage.tokens, 0);
	const needed = total + besides + reply;
	if (needed <= window || passages.length === 0) {
		return undefined;
	}
	let room = window - besides - reply;
	for (const [index, passage] of passages.entries()) {
		for (const [at, unit] of passage.units.entries()) {
			room -= unit.tokens;
			if (room < 0) {
				const units = passage.units.map((_, i) => i).slice(at);
				return { kind: 'beyond-window', passage: index, units, tokens: needed - window, model, window, needed };
			}
		}
	}
	return undefined;
}
