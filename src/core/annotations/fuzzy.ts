import type { QuoteSelector } from '../documents/annotation-file.ts';
import type { TextRange } from '../text/range.ts';
import { align, bandedDistance } from './edit-distance.ts';

/**
 * The range of a text that is most like the quote; `undefined` where nothing keeps enough of it. Pieces of the quote, its prefix
 * and its suffix vote for places; the few best are aligned. The work is bounded, whatever the texts. Words that stood in
 * `before`, the text that the quote was taken from, or in its prefix or suffix are other words than the quote.
 */
export function fuzzyRange(selector: QuoteSelector, text: string, before = ''): TextRange | undefined {
	const { exact } = selector;
	if (exact.trim().length < SHORTEST || exact.length > LONGEST) {
		return undefined;
	}
	const widest = Math.min(
		MOST_SLACK,
		Math.ceil(exact.length * 0.45),
		Math.max(64, Math.ceil(MOST_CELLS / exact.length)),
	);
	const near = places(selector, text, widest);
	// Most edits are small: a narrow band finds them in a fraction of the time.
	for (const slack of SLACKS.filter(each => each < widest)) {
		const found = bestOf(near, { selector, text, before, slack });
		if (found !== undefined && found.score >= SURE) {
			return found.range;
		}
	}
	return bestOf(near.slice(0, MOST_WIDE), { selector, text, before, slack: widest })?.range;
}

interface Found {
	readonly range: TextRange;
	readonly score: number;
}

interface Search {
	readonly selector: QuoteSelector;
	readonly text: string;
	readonly before: string;
	readonly slack: number;
}

function bestOf(near: readonly number[], search: Search): Found | undefined {
	let best: Found | undefined;
	for (const place of near) {
		const found = foundNear(place, search);
		if (found !== undefined && (best === undefined || found.score > best.score)) {
			best = found;
		}
	}
	return best;
}

function foundNear(near: number, { selector, text, before, slack }: Search): Found | undefined {
	const { exact } = selector;
	const alignment = align(exact, text, near, slack);
	if (alignment === undefined) {
		return undefined;
	}
	const range = settle(selector, text, alignment.range);
	const words = text.slice(range.start, range.end);
	const longer = Math.max(exact.length, words.length);
	const moved = Math.abs(range.start - alignment.range.start) + Math.abs(range.end - alignment.range.end);
	const most = alignment.distance + moved;
	// For a long quote the bound is near enough.
	const distance = longer > 400 ? most : bandedDistance(exact, words, most);
	const sides = Number(fitsBefore(selector, text, range.start)) + Number(fitsAfter(selector, text, range.end));
	const alike = 1 - distance / longer;
	return alike < WEAKEST[sides]! || isOther(words, selector, before)
		? undefined
		: { range, score: alike + sides * 0.1 };
}

/** True for words that were there beside the quote already. */
function isOther(words: string, { exact, prefix, suffix }: QuoteSelector, before: string): boolean {
	const beside = [prefix.trim().slice(-NEIGHBOUR), suffix.trim().slice(0, NEIGHBOUR)];
	return (
		before.includes(words) ||
		beside.some(each => each.length === NEIGHBOUR && words.includes(each) && !exact.includes(each))
	);
}

const NEIGHBOUR = 20;
const SLACKS = [16, 64];
/** With this score no wider band is tried. */
const SURE = 0.8;
const MOST_WIDE = 3;

/** A shorter quote has too little in it to be recognised once it changed. */
const SHORTEST = 4;
const LONGEST = 10_000;
const MOST_SLACK = 160;
/** What one alignment may cost. */
const MOST_CELLS = 300_000;
/** What must be left of the quote where neither, one or both of prefix and suffix still stand beside it. */
const WEAKEST = [0.7, 0.6, 0.5] as const;
const MOST_PLACES = 6;
const MOST_PIECES = 48;
const MOST_HITS = 24;
const CONTEXT = 12;

/** Likely beginnings of the quote in the text, the likeliest first. */
function places({ exact, prefix, suffix }: QuoteSelector, text: string, slack: number): readonly number[] {
	const bucketSize = Math.max(8, slack);
	const votes = new Map<number, { weight: number; start: number }>();
	const vote = (start: number, weight: number): void => {
		const bucket = Math.round(start / bucketSize);
		const known = votes.get(bucket);
		votes.set(bucket, { weight: (known?.weight ?? 0) + weight, start: known?.start ?? start });
	};
	const hits = (piece: string, shift: number): void => {
		if (piece.trim() === '') {
			return;
		}
		const found: number[] = [];
		for (let at = text.indexOf(piece); at >= 0 && found.length < MOST_HITS; at = text.indexOf(piece, at + 1)) {
			found.push(at);
		}
		for (const at of found) {
			vote(at + shift, piece.length / found.length);
		}
	};
	const size = Math.max(3, Math.min(16, Math.floor(exact.length / 4)));
	const step = Math.max(Math.ceil(size / 2), Math.ceil(exact.length / MOST_PIECES));
	for (let at = 0; at + size <= exact.length; at += step) {
		hits(exact.slice(at, at + size), -at);
	}
	if (prefix.length >= CONTEXT) {
		hits(prefix.slice(-CONTEXT), CONTEXT);
	}
	if (suffix.length >= CONTEXT) {
		hits(suffix.slice(0, CONTEXT), -exact.length);
	}
	return [...votes.values()]
		.sort((a, b) => b.weight - a.weight)
		.slice(0, MOST_PLACES)
		.map(place => Math.max(0, Math.min(text.length, place.start)));
}

/** Moves the ends to where prefix and suffix still stand, else to the ends of words, as those of the quote were. */
function settle(selector: QuoteSelector, text: string, range: TextRange): TextRange {
	const { exact, prefix, suffix } = selector;
	const reach = Math.min(48, Math.ceil(exact.length / 2));
	let { start, end } = range;
	const before = nearestBy(start, reach, at => at >= 0 && at < end && fitsBefore(selector, text, at));
	if (prefix.length >= 4 && before !== undefined) {
		start = before;
	} else if (isWord(exact, 0)) {
		while (start > 0 && range.start - start < reach && isWord(text, start) && isWord(text, start - 1)) {
			start--;
		}
		while (start < end && !isWord(text, start)) {
			start++;
		}
	}
	const after = nearestBy(end, reach, at => at > start && at <= text.length && fitsAfter(selector, text, at));
	if (suffix.length >= 4 && after !== undefined) {
		end = after;
	} else if (isWord(exact, exact.length - 1)) {
		while (end < text.length && end - range.end < reach && isWord(text, end - 1) && isWord(text, end)) {
			end++;
		}
		while (end > start && !isWord(text, end - 1)) {
			end--;
		}
	}
	// Blanks at the ends come only along with a quote that had some.
	while (start < end && /\s/.test(text[start]!) && !/^\s/.test(exact)) {
		start++;
	}
	while (end > start && /\s/.test(text[end - 1]!) && !/\s$/.test(exact)) {
		end--;
	}
	return { start, end };
}

function nearestBy(at: number, reach: number, fits: (at: number) => boolean): number | undefined {
	for (let distance = 0; distance <= reach; distance++) {
		if (fits(at - distance)) {
			return at - distance;
		}
		if (fits(at + distance)) {
			return at + distance;
		}
	}
	return undefined;
}

/** True where the last characters of the prefix stand right before the offset. */
function fitsBefore({ prefix }: QuoteSelector, text: string, at: number): boolean {
	const tail = prefix.slice(-CONTEXT);
	return tail === '' ? at === 0 : text.slice(Math.max(0, at - tail.length), at) === tail;
}

function fitsAfter({ suffix }: QuoteSelector, text: string, at: number): boolean {
	const head = suffix.slice(0, CONTEXT);
	return head === '' ? at === text.length : text.startsWith(head, at);
}

function isWord(text: string, at: number): boolean {
	return /[\p{L}\p{N}\p{M}\p{Surrogate}_]/u.test(text[at] ?? '');
}
