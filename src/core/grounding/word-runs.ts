import type { ContextIndex } from './context-index.ts';

/** Where each term stands among a claim's words. */
export type PlacesOfTerms = ReadonlyMap<number, readonly number[]>;

/** Words of a very long claim beyond this many are in no run. */
const LONGEST_CLAIM = 200;
/** A longer unit is read up to here. */
const LONGEST_UNIT = 600;

/** The places of a claim's terms; words that the context lacks (−1) have none. */
export function placesOf(terms: readonly number[]): PlacesOfTerms {
	const places = new Map<number, number[]>();
	for (const [at, term] of terms.slice(0, LONGEST_CLAIM).entries()) {
		if (term >= 0) {
			const known = places.get(term);
			if (known === undefined) {
				places.set(term, [at]);
			} else {
				known.push(at);
			}
		}
	}
	return places;
}

/** The most words in a row, words of grammar among them, that a unit and a claim have in common. */
export function longestRun({ words, firstWord }: ContextIndex, unit: number, claim: PlacesOfTerms): number {
	const end = Math.min(firstWord[unit + 1]!, firstWord[unit]! + LONGEST_UNIT);
	let runs = new Map<number, number>();
	let longest = 0;
	for (let at = firstWord[unit]!; at < end; at++) {
		const places = claim.get(words[at]!);
		if (places === undefined) {
			runs = runs.size === 0 ? runs : new Map();
			continue;
		}
		const longer = new Map<number, number>();
		for (const place of places) {
			const run = (runs.get(place - 1) ?? 0) + 1;
			longer.set(place, run);
			longest = run > longest ? run : longest;
		}
		runs = longer;
	}
	return longest;
}
