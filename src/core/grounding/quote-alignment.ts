import { editDistance } from '../text/spelling.ts';
import type { GroundingUnit } from './grounding.ts';
import { type Word, WordScanner, wordsOf } from './words.ts';

/** A place among the units; `end` is in `lastUnit`. */
export interface AlignedQuote {
	readonly unit: number;
	readonly start: number;
	readonly lastUnit: number;
	readonly end: number;
}

/** A word of the context and the unit it stands in. */
interface PlacedWord extends Word {
	readonly unit: number;
}

/**
 * Finds a quote that was copied with small slips: a misspelled long word, another ending, a dropped or added article.
 * Numbers, negations and the choice of content words must agree, so that what is found says the same. At most one word in
 * five may slip, and the quote has at least {@link LEAST_WORDS} words. Bounded by {@link MOST_WORDS} and by the places tried.
 */
export class QuoteAligner {
	private readonly words: readonly PlacedWord[];
	private readonly places = new Map<string, number[]>();
	private readonly scanner = new WordScanner();

	constructor(units: readonly GroundingUnit[]) {
		this.words = units.flatMap(({ text }, unit) => wordsOf(text, this.scanner).map(word => ({ ...word, unit })));
		for (const [at, { form }] of this.words.entries()) {
			const places = this.places.get(form.term);
			if (places === undefined) {
				this.places.set(form.term, [at]);
			} else {
				places.push(at);
			}
		}
	}

	find(quote: string): AlignedQuote | undefined {
		const words = wordsOf(quote, this.scanner);
		if (words.length < LEAST_WORDS || words.length > MOST_WORDS) {
			return undefined;
		}
		const slips = Math.max(1, Math.floor(words.length / 5));
		const anchor = this.rarest(words);
		let best: Alignment | undefined;
		for (const place of anchor === undefined ? [] : anchor.places.slice(0, MOST_PLACES)) {
			const from = Math.max(0, place - anchor!.at - slips);
			const to = Math.min(this.words.length, place + words.length - anchor!.at + slips);
			const found = align(words, this.words.slice(from, to), Math.min(slips, (best?.slips ?? slips + 1) - 1));
			if (found !== undefined) {
				best = { slips: found.slips, first: from + found.first, last: from + found.last };
			}
			if (best?.slips === 0) {
				break;
			}
		}
		if (best === undefined) {
			return undefined;
		}
		const first = this.words[best.first]!;
		const last = this.words[best.last]!;
		return { unit: first.unit, start: first.start, lastUnit: last.unit, end: last.end };
	}

	private rarest(words: readonly Word[]): { readonly at: number; readonly places: readonly number[] } | undefined {
		let rarest: { at: number; places: readonly number[] } | undefined;
		for (const [at, { form }] of words.entries()) {
			const places = this.places.get(form.term);
			if (
				form.kind !== 'stop' &&
				places !== undefined &&
				(rarest === undefined || places.length < rarest.places.length)
			) {
				rarest = { at, places };
			}
		}
		return rarest;
	}
}

interface Alignment {
	readonly slips: number;
	/** First and last word of the window that the quote covers. */
	readonly first: number;
	readonly last: number;
}

const LEAST_WORDS = 5;
const MOST_WORDS = 200;
const MOST_PLACES = 64;

/** The whole quote against any part of the window, with the fewest slips; `undefined` above `limit`. */
function align(quote: readonly Word[], window: readonly Word[], limit: number): Alignment | undefined {
	if (limit < 0) {
		return undefined;
	}
	// costs[j]: fewest slips for the quote so far, ending before window word j; starts[j]: where that began.
	let costs = new Array<number>(window.length + 1).fill(0);
	let starts = costs.map((_, j) => j);
	for (const word of quote) {
		const nextCosts = [costs[0]! + skipCost(word)];
		const nextStarts = [starts[0]!];
		for (let j = 1; j <= window.length; j++) {
			const options: readonly (readonly [number, number])[] = [
				[costs[j - 1]! + changeCost(word, window[j - 1]!), starts[j - 1]!],
				[costs[j]! + skipCost(word), starts[j]!],
				[nextCosts[j - 1]! + skipCost(window[j - 1]!), nextStarts[j - 1]!],
			];
			const [cost, start] = options.reduce((a, b) => (b[0] < a[0] ? b : a));
			nextCosts.push(cost);
			nextStarts.push(start);
		}
		costs = nextCosts;
		starts = nextStarts;
	}
	let best: Alignment | undefined;
	for (const [j, slips] of costs.entries()) {
		if (slips <= limit && j > starts[j]! && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) {
			best = { slips, first: starts[j]!, last: j - 1 };
		}
	}
	return best;
}

/** Only words of grammar may be missing on either side, and no negation. */
function skipCost({ form }: Word): number {
	return form.kind === 'stop' && !form.negation ? 1 : Number.POSITIVE_INFINITY;
}

function changeCost(a: Word, b: Word): number {
	if (a.form.term === b.form.term) {
		return a.form.folded === b.form.folded ? 0 : 0.5;
	}
	const similar =
		a.form.kind === 'word' &&
		b.form.kind === 'word' &&
		a.form.folded.length >= 6 &&
		a.form.folded[0] === b.form.folded[0] &&
		editDistance(a.form.folded, b.form.folded, 2) < 2;
	return similar ? 1 : Number.POSITIVE_INFINITY;
}
