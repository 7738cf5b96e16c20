import type { QuoteSelector } from '../documents/annotation-file.ts';
import type { TextRange } from '../text/range.ts';
import { align, bandedDistance } from './edit-distance.ts';

/**
 * The range of a text that is most like the quote; `undefined` where nothing keeps enough of it. Pieces of the quote, its prefix
 * and its suffix vote for places; the few best are aligned. The work is bounded, whatever the texts.
 */
export function fuzzyRange(selector: QuoteSelector, text: string): TextRange | undefined {
	const { exact } = selector;
	if (exact.trim().length < SHORTEST || exact.length > LONGEST) {
		return undefined;
	}
	const slack = Math.min(MOST_SLACK, Math.ceil(exact.length * 0.45));
	let best: { readonly range: TextRange; readonly score: number } | undefined;
	for (const near of places(selector, text, slack)) {
		const alignment = align(exact, text, near, slack);
		if (alignment === undefined) {
			continue;
		}
		const range = settle(selector, text, alignment.range);
		const found = text.slice(range.start, range.end);
		const band = Math.ceil(Math.max(exact.length, found.length) * (1 - WEAKEST));
		const alike =
			1 - bandedDistance(exact, found, Math.min(band, 4 * MOST_SLACK)) / Math.max(exact.length, found.length);
		const sides = Number(fitsBefore(selector, text, range.start)) + Number(fitsAfter(selector, text, range.end));
		const score = alike + sides * 0.1;
		if (alike >= (sides === 2 ? WEAKEST : WEAKEST_ALONE) && (best === undefined || score > best.score)) {
			best = { range, score };
		}
	}
	return best?.range;
}

/** A shorter quote has too little in it to be recognised once it changed. */
const SHORTEST = 4;
const LONGEST = 20_000;
const MOST_SLACK = 200;
/** What must be left of the quote where prefix and suffix still stand beside it, and where they do not. */
const WEAKEST = 0.5;
const WEAKEST_ALONE = 0.6;
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
