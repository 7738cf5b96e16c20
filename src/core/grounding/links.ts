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
 * (maximal marginal coverage), until none adds a worthwhile share. A unit that repeats an earlier one word for word is
 * passed over. `candidates` come best first.
 */
export function pickUnits(index: ContextIndex, query: Query, candidates: readonly Candidate[]): PickedUnit[] {
	const top = candidates[0]?.score ?? 0;
	const picked: PickedUnit[] = [];
	const open = new Set(candidates);
	const left = new Map<number, number>();
	const bonus = new Map<number, number>();
	const strongest = strongestParts(candidates);
	const texts = new Set<string>();
	while (open.size > 0 && picked.length < LINK_SETTINGS.limit) {
		const next = mostUseful(open, left, bonus);
		if (next === undefined || next.gain < LINK_SETTINGS.cutOff * top) {
			break;
		}
		const { candidate } = next;
		open.delete(candidate);
		const text = index.units[candidate.unit]!.text.trim();
		if (texts.has(text)) {
			continue;
		}
		texts.add(text);
		picked.push({ unit: candidate.unit, share: candidate.score / top });
		for (const [key, score] of candidate.parts) {
			left.set(key, (left.get(key) ?? 1) * (1 - (LINK_SETTINGS.said * score) / strongest.get(key)!));
		}
		noteBonuses(index, query, { open, chosen: candidate.unit, bonus });
	}
	return picked;
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
