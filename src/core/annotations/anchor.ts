import type { QuoteSelector } from '../documents/annotation-file.ts';
import type { TextRange } from '../text/range.ts';
import { type ContextMatch, contextMatches } from './context-match.ts';
import { fuzzyRange } from './fuzzy.ts';

/** Where a quote stands in a text now. */
export type Anchor =
	| {
			readonly kind: 'anchored';
			readonly range: TextRange;
			/** `exact`: the words stand there once; `context`: several times, told apart by what is around; `fuzzy`: nearly. */
			readonly how: 'exact' | 'context' | 'fuzzy';
	  }
	/** The words are gone. */
	| { readonly kind: 'orphan' };

/**
 * Finds a W3C text-quote selector in a text: word for word; among several places the one whose surroundings fit best; else
 * the most similar words, if enough of them is still there. Takes a few milliseconds for a text of 32 KB. Where the text
 * that the quote was taken from is known, pass it as `before`: similar words that stood there too are not taken for the quote.
 */
export function anchor(selector: QuoteSelector, text: string, before?: string): Anchor {
	if (selector.exact === '') {
		return anchorPoint(selector, text);
	}
	const starts = occurrences(text, selector.exact);
	if (starts.length === 1) {
		return { kind: 'anchored', range: rangeAt(starts[0]!, selector), how: 'exact' };
	}
	if (starts.length > 1) {
		return { kind: 'anchored', range: rangeAt(best(contextMatches(selector, text, starts)), selector), how: 'context' };
	}
	const range = fuzzyRange(selector, text, before);
	return range === undefined ? { kind: 'orphan' } : { kind: 'anchored', range, how: 'fuzzy' };
}

/**
 * Describes a range of a text so that {@link anchor} finds it again: the words, and what stands around them, as much as
 * tells them apart from every other place (at least 32 characters on each side, where there are so many).
 */
export function selectorFor(text: string, range: TextRange): QuoteSelector {
	const start = Math.max(0, Math.min(range.start, text.length));
	const end = Math.max(start, Math.min(range.end, text.length));
	for (let around = SURROUNDINGS; ; around *= 2) {
		const selector = {
			exact: text.slice(start, end),
			prefix: text.slice(wholeStart(text, start - around), start),
			suffix: text.slice(end, wholeEnd(text, end + around)),
		};
		if (around >= text.length || tells(selector, text, start)) {
			return selector;
		}
	}
}

const SURROUNDINGS = 32;

/** True where the selector leads back to its own place. */
function tells(selector: QuoteSelector, text: string, start: number): boolean {
	const found = anchor(selector, text);
	return found.kind === 'anchored' && found.range.start === start;
}

/** A selector without words is a point between its prefix and its suffix. */
function anchorPoint({ prefix, suffix }: QuoteSelector, text: string): Anchor {
	const [start, second] = occurrences(text, prefix + suffix);
	if (start === undefined || (second !== undefined && prefix + suffix === '')) {
		return { kind: 'orphan' };
	}
	const at = start + prefix.length;
	return { kind: 'anchored', range: { start: at, end: at }, how: second === undefined ? 'exact' : 'context' };
}

function occurrences(text: string, words: string): readonly number[] {
	if (words === '') {
		return text === '' ? [0] : [0, text.length];
	}
	const starts: number[] = [];
	for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
		starts.push(at);
	}
	return starts;
}

/** The place whose surroundings fit best; the first of those that fit equally well. */
function best(matches: readonly ContextMatch[]): number {
	let found = matches[0]!;
	for (const match of matches) {
		if (match.score > found.score) {
			found = match;
		}
	}
	return found.start;
}

function rangeAt(start: number, selector: QuoteSelector): TextRange {
	return { start, end: start + selector.exact.length };
}

/** Moves an offset inside a surrogate pair to the right. */
function wholeStart(text: string, at: number): number {
	return at > 0 && isLow(text, at) ? at + 1 : Math.max(0, at);
}

function wholeEnd(text: string, at: number): number {
	return at < text.length && isLow(text, at) ? at - 1 : Math.min(text.length, at);
}

function isLow(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return code >= 0xdc00 && code <= 0xdfff;
}
