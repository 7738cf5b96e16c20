import { type FoundJson, findJson } from '../reading/json-values.ts';
import { claimLists, withoutClaims } from './claim-entry.ts';
import { claimLinesOf } from './claim-lines.ts';

/** What of a reply may hold ratings. */
export interface RatingsPart {
	/** The JSON values without what they say of claims, with their places in `text`. `isTaken`: they are no text to be read. */
	readonly values: readonly (FoundJson & { readonly isTaken: boolean })[];
	readonly text: string;
	/** Takes what is outside of the values, and gives it without the lines that speak of claims. */
	readonly outside: (text: string) => string;
}

/**
 * Sets apart what a reply says of claims: their labels and quotes are words of judges and documents, which must not be taken for ratings.
 * A reply that breaks off in the midst of its claims ends there.
 */
export function ratingsPart(reply: string): RatingsPart {
	const text = withoutCutClaims(reply);
	return {
		text,
		values: findJson(text).map(found => ({
			...found,
			value: withoutClaims(found.value),
			isTaken: claimLists(found.value).length > 0,
		})),
		outside: words => claimLinesOf(words).rest,
	};
}

function withoutCutClaims(text: string): string {
	const found = findJson(text);
	const cut = found.find(({ whole }) => !whole);
	if (cut === undefined) {
		return text;
	}
	for (const { index } of text.slice(cut.start).matchAll(/["'](?:claims|claim_labels|claimLabels)["']\s*:/g)) {
		const at = cut.start + index;
		if (!found.some(({ whole, start, end }) => whole && start < at && at < end)) {
			return text.slice(0, at);
		}
	}
	return text;
}
