import type { ContextIndex } from './context-index.ts';
import { pairKey, type Query } from './query.ts';

/** A unit that shares words with a query. */
export interface Candidate {
	readonly unit: number;
	/** Sum of `parts`. */
	readonly score: number;
	/**
	 * Key → what it contributes: BM25, k1 = 0.8, b = 0.4 (Robertson and Zaragoza, 2009). The key of a term is its number,
	 * that of a pair is larger than any term's number.
	 */
	readonly parts: ReadonlyMap<number, number>;
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
		const read = new Map<number, ReadonlyMap<number, number>>();
		return topUnits(scores, bound, limit)
			.map(unit => this.candidate(unit, query, read))
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

	/** A unit's own parts, and a share of what only its neighbours under the same title say: they are what it speaks of. */
	private candidate(unit: number, query: Query, read: Map<number, ReadonlyMap<number, number>>): Candidate {
		const parts = new Map(this.ownParts(unit, query, read));
		const own = new Set(parts.keys());
		const { units } = this.index;
		const last = Math.min(units.length - 1, unit + NEAR);
		for (let other = Math.max(0, unit - NEAR); other <= last; other++) {
			if (other === unit || units[other]!.title !== units[unit]!.title) {
				continue;
			}
			for (const [key, score] of this.ownParts(other, query, read)) {
				if (!own.has(key)) {
					parts.set(key, Math.max(FROM_NEIGHBOUR * score, parts.get(key) ?? 0));
				}
			}
		}
		let score = 0;
		for (const part of parts.values()) {
			score += part;
		}
		return { unit, score, parts };
	}

	/** `read` keeps the parts of each unit while one query lasts. */
	private ownParts(
		unit: number,
		query: Query,
		read: Map<number, ReadonlyMap<number, number>>,
	): ReadonlyMap<number, number> {
		const known = read.get(unit);
		if (known !== undefined) {
			return known;
		}
		const { words, firstWord } = this.index;
		const counts = new Map<number, number>();
		const parts = new Map<number, number>();
		const end = firstWord[unit + 1]!;
		for (let at = firstWord[unit]!; at < end; at++) {
			const term = words[at]!;
			if (query.terms.has(term)) {
				counts.set(term, (counts.get(term) ?? 0) + 1);
			}
			const key = at + 1 < end ? pairKey(term, words[at + 1]!) : -1;
			const mass = query.pairs.get(key);
			if (mass !== undefined) {
				parts.set(key, mass);
			}
		}
		for (const [term, count] of counts) {
			parts.set(term, (query.terms.get(term)! * count * (K1 + 1)) / (count + this.norms[unit]!));
		}
		read.set(unit, parts);
		return parts;
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
/** How many units before and after are neighbours, and the share of their parts that a unit takes over. */
const NEAR = 2;
const FROM_NEIGHBOUR = 0.2;
const BINS = 1024;
/** Below this share of the best score no unit is ever linked. */
const WORTH_A_LOOK = 0.12;
