import { type ContextIndex, rarity } from './context-index.ts';
import type { UnitTerms } from './unit-terms.ts';

/** What one unit has of the words of question and answer together, as shares of their mass (rarity), 0..1. */
export interface UnitShare {
	/** Words that no better unit has. */
	readonly adds: number;
	/** Words that the best unit lacks, and that the best two lack. */
	readonly beyondBest: number;
	readonly beyondTwo: number;
	/** Words that no other candidate has. */
	readonly only: number;
	/** Words weighted by how much of them the unit has beside the others. */
	readonly share: number;
}

/**
 * The marginal coverage of units: walking from the best to the worst, what each adds that those before it lack.
 * `wanted` is term → mass, for the words of the question and of all claims that the context has.
 */
export function answerCover(
	{ index, terms }: { readonly index: ContextIndex; readonly terms: UnitTerms },
	wanted: ReadonlyMap<number, number>,
	units: Iterable<number>,
): (unit: number) => UnitShare {
	const order = ranked(index, { terms, wanted, units });
	const holders = new Map<number, number>();
	const most = new Map<number, number>();
	const adds = new Map<number, number>();
	let total = 0;
	for (const mass of wanted.values()) {
		total += mass;
	}
	for (const unit of order) {
		let added = 0;
		const own = terms.of(unit);
		for (let at = 0; at < own.terms.length; at++) {
			const term = own.terms[at]!;
			const mass = wanted.get(term);
			if (mass !== undefined) {
				const count = own.counts[at]!;
				const before = holders.get(term) ?? 0;
				added += before === 0 ? mass : 0;
				holders.set(term, before + 1);
				most.set(term, Math.max(most.get(term) ?? 0, saturated(count)));
			}
		}
		adds.set(unit, added);
	}
	const best = order[0] === undefined ? undefined : terms.of(order[0]);
	const second = order[1] === undefined ? undefined : terms.of(order[1]);
	return unit => {
		const share = { beyondBest: 0, beyondTwo: 0, only: 0, share: 0 };
		const own = terms.of(unit);
		for (let at = 0; at < own.terms.length; at++) {
			const term = own.terms[at]!;
			const mass = wanted.get(term);
			if (mass !== undefined) {
				const count = own.counts[at]!;
				const others = holders.get(term)!;
				share.beyondBest += best?.has(term) ? 0 : mass;
				share.beyondTwo += best?.has(term) || second?.has(term) ? 0 : mass;
				share.only += others === 1 ? mass : 0;
				share.share += (mass * saturated(count)) / (most.get(term)! * others);
			}
		}
		const scale = total > 0 ? 1 / total : 0;
		return {
			adds: adds.get(unit)! * scale,
			beyondBest: share.beyondBest * scale,
			beyondTwo: share.beyondTwo * scale,
			only: share.only * scale,
			share: share.share * scale,
		};
	};
}

interface Wanted {
	readonly terms: UnitTerms;
	readonly wanted: ReadonlyMap<number, number>;
	readonly units: Iterable<number>;
}

/** Best first by BM25 over the wanted words; of equal ones the earlier first. */
function ranked(index: ContextIndex, { terms, wanted, units }: Wanted): number[] {
	const scores = new Map<number, number>();
	for (const unit of units) {
		const norm = K1 * (1 - B + (B * index.lengths[unit]!) / Math.max(1, index.meanLength));
		let score = 0;
		const own = terms.of(unit);
		for (let at = 0; at < own.terms.length; at++) {
			const mass = wanted.get(own.terms[at]!);
			const count = own.counts[at]!;
			score += mass === undefined ? 0 : (mass * count * (K1 + 1)) / (count + norm);
		}
		scores.set(unit, score);
	}
	return [...scores.keys()].sort((a, b) => scores.get(b)! - scores.get(a)! || a - b);
}

function saturated(count: number): number {
	return count / (count + 1);
}

/** Term → mass of the content words that the context has, each once. */
export function massOf(index: ContextIndex, terms: Iterable<number>): Map<number, number> {
	const mass = new Map<number, number>();
	for (const term of terms) {
		if (term >= 0 && index.content[term] === 1 && !mass.has(term)) {
			mass.set(term, rarity(index, term));
		}
	}
	return mass;
}

const K1 = 0.8;
const B = 0.4;
