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
	/** What the unit adds to those before it: its score with the words said already counting less, and its bonus. */
	readonly gain: number;
	/** The part of the gain that it owes to a unit before it: a neighbour's, or a name that leads to it. */
	readonly bonus: number;
}

/**
 * The candidates in the order in which they add most to those before them. A unit that repeats an earlier one word for
 * word is left out.
 */
export function* walkUnits(
	index: ContextIndex,
	query: Query,
	candidates: readonly Candidate[],
): Generator<WalkStep, void, undefined> {
	const open = new Set(candidates);
	const left = new Map<number, number>();
	const bonus = new Map<number, number>();
	const strongest = strongestParts(candidates);
	const texts = new Set<string>();
	for (let next = mostUseful(open, left, bonus); next !== undefined; next = mostUseful(open, left, bonus)) {
		const { candidate, gain } = next;
		open.delete(candidate);
		const text = index.units[candidate.unit]!.text.trim();
		if (texts.has(text)) {
			continue;
		}
		texts.add(text);
		yield { candidate, gain, bonus: bonus.get(candidate.unit) ?? 0 };
		for (const [key, score] of candidate.parts) {
			left.set(key, (left.get(key) ?? 1) * (1 - (LINK_SETTINGS.said * score) / strongest.get(key)!));
		}
		if (texts.size <= LINK_SETTINGS.limit) {
			noteBonuses(index, query, { open, chosen: candidate.unit, bonus });
		}
	}
}

function mostUseful(open: Iterable<Candidate>, left: ReadonlyMap<number, number>, bonus: ReadonlyMap<number, number>) {
	let best: { candidate: Candidate; gain: number } | undefined;
	for (const candidate of open) {
		let gain = bonus.get(candidate.unit) ?? 0;
		for (const [key, score] of candidate.parts) {
			gain += score * (left.get(key) ?? 1);
		}
		if (best === undefined || gain > best.gain) {
			best = { candidate, gain };
		}
	}
	return best;
}

function strongestParts(candidates: readonly Candidate[]): Map<number, number> {
	const strongest = new Map<number, number>();
	for (const { parts } of candidates) {
		for (const [key, score] of parts) {
			strongest.set(key, Math.max(score, strongest.get(key) ?? 0));
		}
	}
	return strongest;
}

interface Bonuses {
	readonly open: Iterable<Candidate>;
	readonly chosen: number;
	readonly bonus: Map<number, number>;
}

function noteBonuses(index: ContextIndex, query: Query, { open, chosen, bonus }: Bonuses): void {
	const title = index.units[chosen]!.title;
	const names = newNames(index, query, chosen);
	for (const { unit, score } of open) {
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
