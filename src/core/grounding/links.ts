import { type ContextIndex, rarity } from './context-index.ts';
import type { Query } from './query.ts';
import type { Candidate } from './unit-scores.ts';

/** A unit that a claim stands on. */
export interface PickedUnit {
	/** Position among the units. */
	readonly unit: number;
	/** Its score beside the best unit's, 0..1. */
	readonly share: number;
}

/**
 * How the units of one claim are chosen. Set by hand on open data; the same for every kind of text.
 */
export const LINK_SETTINGS = {
	/** A unit is taken while what it adds is at least this share of the best unit's score. */
	cutOff: 0.45,
	/** How much of a word's worth is gone once a chosen unit says it. */
	said: 0.5,
	/** A neighbour of a chosen unit gets this share of its own score on top: evidence comes in runs. */
	neighbour: 0.1,
	/** A name that a chosen unit brings in leads to the unit that says more about it (a second hop). */
	hop: 0.1,
	limit: 12,
} as const;

/**
 * Chooses the units that together support a claim: greedily the one that adds most, words already said counting less
 * (maximal marginal coverage), until none adds a worthwhile share. `candidates` come best first.
 */
export function pickUnits(index: ContextIndex, query: Query, candidates: readonly Candidate[]): PickedUnit[] {
	const top = candidates[0]?.score ?? 0;
	const picked: PickedUnit[] = [];
	for (const { candidate, gain } of walkUnits(index, query, candidates)) {
		if (picked.length >= LINK_SETTINGS.limit || gain < LINK_SETTINGS.cutOff * top) {
			break;
		}
		picked.push({ unit: candidate.unit, share: candidate.score / top });
	}
	return picked;
}

/** One step of a walk through the candidates. */
export interface WalkStep {
	readonly candidate: Candidate;
	/** What the unit adds to those before it: its score with the words said already counting less, and more where it neighbours one of them or says more about a name in it. */
	readonly gain: number;
}

/**
 * The candidates in the order in which they add most to those before them. A unit that repeats an earlier one word for
 * word is left out.
 */
export function walkUnits(index: ContextIndex, query: Query, candidates: readonly Candidate[]): WalkStep[] {
	const steps: WalkStep[] = [];
	const open = new Set(slotted(candidates));
	const left: number[] = [];
	const bonus = new Map<number, number>();
	const strongest: number[] = [];
	for (const { slots, scores } of open) {
		for (let at = 0; at < slots.length; at++) {
			const slot = slots[at]!;
			left[slot] = 1;
			strongest[slot] = Math.max(strongest[slot] ?? 0, scores[at]!);
		}
	}
	const texts = new Set<string>();
	for (let next = mostUseful(open, left, bonus); next !== undefined; next = mostUseful(open, left, bonus)) {
		const { chosen, gain } = next;
		const { candidate, slots, scores } = chosen;
		open.delete(chosen);
		const text = index.units[candidate.unit]!.text.trim();
		if (texts.has(text)) {
			continue;
		}
		texts.add(text);
		steps.push({ candidate, gain });
		for (let at = 0; at < slots.length; at++) {
			const slot = slots[at]!;
			left[slot]! *= 1 - (LINK_SETTINGS.said * scores[at]!) / strongest[slot]!;
		}
		if (texts.size <= LINK_SETTINGS.limit) {
			noteBonuses(index, query, { open, chosen: candidate.unit, bonus });
		}
	}
	return steps;
}

/** A candidate with its parts by small numbers in place of keys: they are looked up many times. */
interface Slotted {
	readonly candidate: Candidate;
	readonly slots: readonly number[];
	readonly scores: readonly number[];
}

function slotted(candidates: readonly Candidate[]): Slotted[] {
	const numbers = new Map<number, number>();
	return candidates.map(candidate => {
		const slots: number[] = [];
		const scores: number[] = [];
		for (const [key, score] of candidate.parts) {
			let slot = numbers.get(key);
			if (slot === undefined) {
				slot = numbers.size;
				numbers.set(key, slot);
			}
			slots.push(slot);
			scores.push(score);
		}
		return { candidate, slots, scores };
	});
}

function mostUseful(open: Iterable<Slotted>, left: readonly number[], bonus: ReadonlyMap<number, number>) {
	let best: { chosen: Slotted; gain: number } | undefined;
	for (const chosen of open) {
		const { candidate, slots, scores } = chosen;
		let gain = bonus.get(candidate.unit) ?? 0;
		for (let at = 0; at < slots.length; at++) {
			gain += scores[at]! * left[slots[at]!]!;
		}
		if (best === undefined || gain > best.gain) {
			best = { chosen, gain };
		}
	}
	return best;
}

interface Bonuses {
	readonly open: Iterable<Slotted>;
	readonly chosen: number;
	readonly bonus: Map<number, number>;
}

function noteBonuses(index: ContextIndex, query: Query, { open, chosen, bonus }: Bonuses): void {
	const title = index.units[chosen]!.title;
	const names = title === undefined ? new Set<number>() : newNames(index, query, chosen);
	for (const {
		candidate: { unit, score },
	} of open) {
		const sameTitle = index.units[unit]!.title === title;
		const extra =
			Math.abs(unit - chosen) === 1 && sameTitle
				? LINK_SETTINGS.neighbour * score
				: title === undefined || sameTitle
					? 0
					: LINK_SETTINGS.hop * sharedMass(index, names, unit);
		if (extra > (bonus.get(unit) ?? 0)) {
			bonus.set(unit, extra);
		}
	}
}

/** Names in a unit that the query does not have. */
function newNames(index: ContextIndex, query: Query, unit: number): Set<number> {
	const names = new Set<number>();
	for (let at = index.firstWord[unit]!; at < index.firstWord[unit + 1]!; at++) {
		const term = index.words[at]!;
		if (index.names[term] === 1 && !query.terms.has(term)) {
			names.add(term);
		}
	}
	return names;
}

function sharedMass(index: ContextIndex, terms: ReadonlySet<number>, unit: number): number {
	const seen = new Set<number>();
	let mass = 0;
	for (let at = index.firstWord[unit]!; at < index.firstWord[unit + 1]!; at++) {
		const term = index.words[at]!;
		if (terms.has(term) && !seen.has(term)) {
			seen.add(term);
			mass += rarity(index, term);
		}
	}
	return Math.min(mass, 2 * Math.log(1 + index.units.length));
}
