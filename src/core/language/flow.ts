import type { TextRange } from '../text/range.ts';
import { closingQuote } from './block-line.ts';

/**
 * Where `offset` lies in the flow collection (`{…}` or `[…]`) that opens at `start`; `undefined` where the collection
 * is closed before it. Reads no further than the line of the offset. Total: an unclosed collection is the normal case.
 */
export function flowAt(text: string, start: number, offset: number): FlowPlace | undefined {
	const frames: Frame[] = [];
	let at = start;
	while (at < text.length) {
		const frame = frames.at(-1);
		if (frame !== undefined && at >= offset && /[\s,\]}]/.test(text[at] ?? ' ')) {
			return placeOf(frames, { start: offset, end: offset });
		}
		const sign = text[at]!;
		if (sign === '{' || sign === '[') {
			frames.push({ kind: sign === '{' ? 'map' : 'list', key: undefined, seen: [] });
			at++;
		} else if (sign === '}' || sign === ']') {
			frames.pop();
			at++;
			if (frames.length === 0) {
				return undefined;
			}
		} else if (sign === ',') {
			if (frame !== undefined) {
				frame.key = undefined;
			}
			at++;
		} else if (/\s/.test(sign)) {
			at++;
		} else if (sign === '#' && /\s/.test(text[at - 1] ?? ' ')) {
			const stop = lineEnd(text, at);
			if (offset <= stop && offset > at) {
				return { ...placeOf(frames, { start: offset, end: offset }), slot: 'text' };
			}
			at = stop;
		} else {
			const token = readToken(text, at);
			if (offset <= token.end) {
				const inside = offset >= token.content.start && offset <= token.content.end;
				return placeOf(frames, inside ? token.content : { start: offset, end: offset }, token);
			}
			at = enter(frames.at(-1)!, token);
		}
	}
	return frames.length > 0 ? placeOf(frames, { start: offset, end: offset }) : undefined;
}

/** Inside a flow collection: the keys and items around the offset, and the token it touches. */
export interface FlowPlace {
	/** From the outer collection inwards: a key, or `undefined` for an item. */
	readonly steps: readonly (string | undefined)[];
	readonly slot: 'key' | 'value' | 'text';
	/** The token under the offset without quotes; empty between tokens. */
	readonly token: TextRange;
	/** Keys, or plain items, that the same collection has before the offset. */
	readonly siblings: readonly string[];
}

interface Frame {
	readonly kind: 'map' | 'list';
	key: string | undefined;
	readonly seen: string[];
}

interface Token {
	readonly content: TextRange;
	readonly value: string;
	readonly end: number;
	/** Offset behind the colon where the token is a key. */
	readonly colon: number | undefined;
}

/** Takes a finished token into its frame; returns the offset to go on from. */
function enter(frame: Frame, token: Token): number {
	if (token.colon !== undefined) {
		frame.key = token.value;
		frame.seen.push(token.value);
		return token.colon;
	}
	if (frame.kind === 'list' || frame.key === undefined) {
		frame.seen.push(token.value);
	}
	return token.end;
}

function placeOf(frames: readonly Frame[], range: TextRange, token?: Token): FlowPlace {
	const inner = frames.at(-1)!;
	const isKey = inner.kind === 'map' && (inner.key === undefined || token?.colon !== undefined);
	const steps: (string | undefined)[] = [];
	for (const frame of frames) {
		if (frame.kind === 'list') {
			steps.push(undefined);
		} else if (frame.key !== undefined && !(isKey && frame === inner)) {
			steps.push(frame.key);
		}
	}
	return { steps, slot: isKey ? 'key' : 'value', token: range, siblings: inner.seen };
}

function readToken(text: string, start: number): Token {
	const quote = text[start];
	if (quote === '"' || quote === "'") {
		const close = closingQuote(text, start, text.length) ?? lineEnd(text, start);
		const end = Math.min(close + 1, text.length);
		const content = { start: start + 1, end: Math.max(start + 1, close) };
		return { content, value: text.slice(content.start, content.end), end, colon: colonAfter(text, end) };
	}
	let at = start;
	while (at < text.length && !/[,[\]{}\r\n]/.test(text[at]!)) {
		if (text[at] === ':' && /[\s,[\]{}]/.test(text[at + 1] ?? ' ')) {
			break;
		}
		if (text[at] === '#' && at > start && /\s/.test(text[at - 1]!)) {
			break;
		}
		at++;
	}
	const value = text.slice(start, at).trimEnd();
	const end = Math.max(start + value.length, at === start ? start + 1 : 0);
	return { content: { start, end }, value, end, colon: colonAfter(text, end) };
}

function colonAfter(text: string, at: number): number | undefined {
	let stop = at;
	while (text[stop] === ' ') {
		stop++;
	}
	return text[stop] === ':' ? stop + 1 : undefined;
}

function lineEnd(text: string, at: number): number {
	const found = text.slice(at).search(/[\r\n]/);
	return found < 0 ? text.length : at + found;
}
