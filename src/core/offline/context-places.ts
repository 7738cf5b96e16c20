import type { ContextIndex } from '../grounding/context-index.ts';

/** Where a term stands in the context, as numbers of words; at most the first {@link MOST_PLACES}. */
export function placesOf(index: ContextIndex, term: number): readonly number[] {
	const from = index.firstPlace[term]!;
	return [...index.places.subarray(from, Math.min(index.firstPlace[term + 1]!, from + MOST_PLACES))];
}

/** True for a term with more places than are looked at: it says nothing about any of them. */
export function isEverywhere({ firstPlace }: ContextIndex, term: number): boolean {
	return firstPlace[term + 1]! - firstPlace[term]! > MOST_PLACES;
}

/** The words near a place, up to where its unit ends with the end of a sentence. A line that runs on goes with the next. */
export function nearby(
	index: ContextIndex,
	word: number,
	near: number,
): { readonly first: number; readonly last: number } {
	let first = word;
	let last = word;
	while (first > 0 && word - first < near && !isBorder(index, first - 1)) {
		first--;
	}
	while (last < index.words.length - 1 && last - word < near && !isBorder(index, last)) {
		last++;
	}
	return { first, last };
}

/** True where a word is the last of its unit and the unit ends a sentence. */
function isBorder({ unitOfWord, units }: ContextIndex, word: number): boolean {
	const unit = unitOfWord[word]!;
	return (
		unitOfWord[word + 1] !== unit && /[.!?:;。！？]["'”’»)\]*_]{0,3}\s*$|^\s*[#|]/u.test(units[unit]!.text.slice(-400))
	);
}

/** A term that stands in more places says nothing about any of them. */
const MOST_PLACES = 64;
