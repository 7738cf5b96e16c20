import type { ContextIndex } from './context-index.ts';
import { pairKey, type Query } from './query.ts';

/** A unit that shares words with a query. */
export interface Candidate {
	readonly unit: number;
	/** Sum of `parts`. */
	readonly score: number;
	/** What each term and pair of the query contributes: BM25, k1 = 0.8, b = 0.4 (Robertson and Zaragoza, 2009). */
	readonly parts: readonly Part[];
}

export interface Part {
	/** The term's number; for a pair its key, which is larger than any term's number. */
	readonly key: number;
	readonly score: number;
}

/**
 * Scores units against queries. One scorer serves all claims of an answer: it keeps its work space, and what the
 * question contributes is computed once.
 */
export class UnitScorer {
	private readonly index: ContextIndex;
	private readonly base: Float64Array;
	private readonly baseTerms: ReadonlyMap<number, number>;
	private readonly norms: Float64Array;

	constructor(index: ContextIndex, question: ReadonlyMap<number, number>) {
		this.index = index;
		this.base = new Float64Array(index.units.length);
		this.norms = Float64Array.from(
			index.lengths,
			length => K1 * (1 - B + (B * length) / Math.max(1, index.meanLength)),
		);
		this.baseTerms = question;
		for (const [term, mass] of question) {
			this.add(this.base, term, mass);
		}
	}

	/** The units that fit the query best, best first, at most `limit`; of equal ones the earlier first. */
	best(query: Query, limit: number): Candidate[] {
		const scores = this.base.slice();
		let bound = Number.MIN_VALUE;
		for (const [term, mass] of query.terms) {
			bound += mass * (K1 + 1);
			const extra = mass - (this.baseTerms.get(term) ?? 0);
			if (extra > 0) {
				this.add(scores, term, extra);
			}
		}
		return topUnits(scores, bound, limit)
			.map(unit => this.candidate(unit, query))
			.sort((a, b) => b.score - a.score || a.unit - b.unit);
	}

	private add(scores: Float64Array, term: number, mass: number): void {
		const { firstPlace, places, unitOfWord } = this.index;
		const end = firstPlace[term + 1]!;
		let at = firstPlace[term]!;
		while (at < end) {
			const unit = unitOfWord[places[at]!]!;
			let count = 1;
			while (++at < end && unitOfWord[places[at]!] === unit) {
				count++;
			}
			scores[unit]! += (mass * count * (K1 + 1)) / (count + this.norms[unit]!);
		}
	}

	private candidate(unit: number, query: Query): Candidate {
		const { words, firstWord } = this.index;
		const counts = new Map<number, number>();
		const pairs = new Set<number>();
		for (let at = firstWord[unit]!; at < firstWord[unit + 1]!; at++) {
			const term = words[at]!;
			if (query.terms.has(term)) {
				counts.set(term, (counts.get(term) ?? 0) + 1);
			}
			if (at + 1 < firstWord[unit + 1]!) {
				const key = pairKey(term, words[at + 1]!);
				if (query.pairs.has(key)) {
					pairs.add(key);
				}
			}
		}
		const parts: Part[] = [];
		let score = 0;
		for (const [term, count] of counts) {
			const part = (query.terms.get(term)! * count * (K1 + 1)) / (count + this.norms[unit]!);
			parts.push({ key: term, score: part });
			score += part;
		}
		for (const key of pairs) {
			parts.push({ key, score: query.pairs.get(key)! });
			score += query.pairs.get(key)!;
		}
		return { unit, score, parts };
	}
}

/**
 * The `limit` highest entries above zero, in order of position; `bound` is above all of them. Linear: a histogram finds
 * the cut, and where more than `limit` fall together at the cut the earliest stay.
 */
function topUnits(scores: Float64Array, bound: number, limit: number): number[] {
	const bins = new Int32Array(BINS);
	const scale = BINS / bound;
	let highest = 0;
	for (let unit = 0; unit < scores.length; unit++) {
		const score = scores[unit]!;
		if (score > 0) {
			const bin = (score * scale) | 0;
			bins[bin]!++;
			highest = bin > highest ? bin : highest;
		}
	}
	let bin = highest;
	const lowest = Math.max(1, highest * WORTH_A_LOOK);
	for (let count = bins[bin]!; bin - 1 >= lowest && count + bins[bin - 1]! <= limit; bin--) {
		count += bins[bin - 1]!;
	}
	const cut = bin / scale;
	const units: number[] = [];
	for (let unit = 0; unit < scores.length && units.length < limit; unit++) {
		if (scores[unit]! >= cut && scores[unit]! > 0) {
			units.push(unit);
		}
	}
	return units;
}

const K1 = 0.8;
const B = 0.4;
const BINS = 1024;
/** Below this share of the best score no unit is ever linked. */
const WORTH_A_LOOK = 0.12;
