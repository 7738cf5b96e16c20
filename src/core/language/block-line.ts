import type { TextRange } from '../text/range.ts';

/**
 * Reads one line of block YAML by itself: the `- ` markers and the key that open on it, and the scalar that follows.
 * It looks at nothing but the line, so it works in a file that no parser accepts at the moment. Total.
 */
export function readBlockLine(text: string, line: TextRange): BlockLine {
	const steps: BlockStep[] = [];
	let at = skipSpaces(text, line.start, line.end);
	const indent = at - line.start;
	while (text[at] === '-' && at < line.end && isGap(text, at + 1, line.end)) {
		steps.push({ kind: 'item', column: at - line.start, valueStart: at + 1 });
		at = skipSpaces(text, at + 1, line.end);
	}
	const key = at < line.end ? readKey(text, at, line.end) : undefined;
	if (key !== undefined) {
		steps.push({ kind: 'key', column: at - line.start, ...key });
		at = key.valueStart;
	}
	at = skipProperties(text, at, line.end);
	const end = scalarEnd(text, at, line.end);
	return { indent, steps, value: { start: Math.min(at, end), end }, comment: commentStart(text, end, line.end) };
}

export interface BlockLine {
	/** Column of the first character that is no space. */
	readonly indent: number;
	readonly steps: readonly BlockStep[];
	/** What stands after the last step, comment and outer spaces excluded; empty where nothing does. */
	readonly value: TextRange;
	/** Where a comment begins; `undefined` without one. */
	readonly comment: number | undefined;
}

/** A `- ` marker or a `key:`; `valueStart` is the offset right behind the marker or the colon. */
export type BlockStep =
	| { readonly kind: 'item'; readonly column: number; readonly valueStart: number }
	| {
			readonly kind: 'key';
			readonly column: number;
			readonly valueStart: number;
			readonly name: string;
			/** Without quotes. */
			readonly range: TextRange;
	  };

/** The range of the line that holds an offset, without its line break. */
export function lineAround(text: string, offset: number): TextRange {
	let start = offset;
	while (start > 0 && !isBreak(text.charCodeAt(start - 1))) {
		start--;
	}
	let end = offset;
	while (end < text.length && !isBreak(text.charCodeAt(end))) {
		end++;
	}
	return { start, end };
}

/** The line before the one that starts at `start`; `undefined` on the first line. */
export function lineBefore(text: string, start: number): TextRange | undefined {
	if (start <= 0) {
		return undefined;
	}
	const end = text[start - 1] === '\n' && text[start - 2] === '\r' ? start - 2 : start - 1;
	return { start: lineAround(text, end).start, end };
}

/** The line after the one that ends at `end`; `undefined` on the last line. */
export function lineAfter(text: string, end: number): TextRange | undefined {
	if (end >= text.length) {
		return undefined;
	}
	const start = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
	return { start, end: lineAround(text, start).end };
}

/** Number of spaces a line begins with; `undefined` for a line without content (empty, spaces, or a comment). */
export function contentIndent(text: string, line: TextRange): number | undefined {
	const at = skipSpaces(text, line.start, line.end);
	return at >= line.end || text[at] === '#' ? undefined : at - line.start;
}

function readKey(text: string, start: number, end: number) {
	const quote = text[start];
	if (quote === '"' || quote === "'") {
		const close = closingQuote(text, start, end);
		const colon = close === undefined ? end : skipSpaces(text, close + 1, end);
		return close !== undefined && text[colon] === ':' && colon < end && isGap(text, colon + 1, end)
			? { name: text.slice(start + 1, close), range: { start: start + 1, end: close }, valueStart: colon + 1 }
			: undefined;
	}
	if (quote !== undefined && '{}[],|>#%@`'.includes(quote)) {
		return undefined;
	}
	for (let at = start; at < end; at++) {
		if (text[at] === '#' && at > start && isSpace(text.charCodeAt(at - 1))) {
			return undefined;
		}
		if (text[at] === ':' && isGap(text, at + 1, end)) {
			const nameStart = skipProperties(text, start, at);
			const nameEnd = trimEnd(text, nameStart, at);
			return {
				name: text.slice(nameStart, nameEnd),
				range: { start: nameStart, end: nameEnd },
				valueStart: at + 1,
			};
		}
	}
	return undefined;
}

/** The offset of the quote that closes the one at `start`; `undefined` where it stays open before `end`. */
export function closingQuote(text: string, start: number, end: number): number | undefined {
	const quote = text[start];
	for (let at = start + 1; at < end; at++) {
		if (quote === '"' && text[at] === '\\') {
			at++;
		} else if (text[at] === quote) {
			if (quote === "'" && text[at + 1] === "'") {
				at++;
			} else {
				return at;
			}
		}
	}
	return undefined;
}

/** Skips spaces, an anchor and a tag before a value. */
function skipProperties(text: string, start: number, end: number): number {
	let at = skipSpaces(text, start, end);
	while (at < end && (text[at] === '&' || text[at] === '!')) {
		let stop = at;
		while (stop < end && !isSpace(text.charCodeAt(stop))) {
			stop++;
		}
		if (stop >= end) {
			break;
		}
		at = skipSpaces(text, stop, end);
	}
	return at;
}

function scalarEnd(text: string, start: number, end: number): number {
	const quote = text[start];
	if (start < end && (quote === '"' || quote === "'")) {
		const close = closingQuote(text, start, end);
		return close === undefined ? end : close + 1;
	}
	for (let at = start; at < end; at++) {
		if (text[at] === '#' && (at === start || isSpace(text.charCodeAt(at - 1)))) {
			return trimEnd(text, start, at);
		}
	}
	return trimEnd(text, start, end);
}

function commentStart(text: string, start: number, end: number): number | undefined {
	const at = skipSpaces(text, start, end);
	return at < end && text[at] === '#' ? at : undefined;
}

function skipSpaces(text: string, start: number, end: number): number {
	let at = start;
	while (at < end && isSpace(text.charCodeAt(at))) {
		at++;
	}
	return at;
}

function trimEnd(text: string, start: number, end: number): number {
	let at = end;
	while (at > start && isSpace(text.charCodeAt(at - 1))) {
		at--;
	}
	return at;
}

function isGap(text: string, at: number, end: number): boolean {
	return at >= end || isSpace(text.charCodeAt(at));
}

function isSpace(code: number): boolean {
	return code === 32 || code === 9;
}

function isBreak(code: number): boolean {
	return code === 10 || code === 13;
}
