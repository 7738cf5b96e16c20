import type { GroundingUnit, JudgedClaim } from '../../grounding/grounding.ts';
import { QuoteLocator } from '../../grounding/quotes.ts';
import type { LocatedQuote } from '../verdict.ts';
import type { ClaimReading } from './read-claims.ts';

/**
 * Looks for the quotes of labelled claims. A claim that is said to be supported or contradicted and has no quote that stands in
 * the context is unverified: the judge's word alone does not count.
 */
export function verifyClaims(
	readings: readonly ClaimReading[],
	units: readonly GroundingUnit[],
): readonly JudgedClaim[] {
	const locator = new QuoteLocator(units);
	return readings.map((reading): JudgedClaim => {
		const quotes = reading.quotes.slice(0, MOST_QUOTES).map(quote => locator.locate(quote));
		if (reading.label === undefined) {
			return { label: 'unverified', problem: reading.problem, quotes };
		}
		const { label } = reading;
		if (label === 'unsupported' || label === 'no-claim' || quotes.some(saysSomething)) {
			return { label, quotes };
		}
		const problem =
			quotes.length === 0
				? `The judge says "${label}" without a quote.`
				: quotes.some(quote => quote.found !== 'no')
					? `The judge says "${label}" with a quote that says nothing.`
					: `The judge says "${label}" with a quote that is not in the context.`;
		return { label: 'unverified', said: label, problem, quotes };
	});
}

/** More quotes than this for one claim are no evidence but a copy of the context. */
const MOST_QUOTES = 8;

/** A located quote of one small word would be found in any context. */
function saysSomething(quote: LocatedQuote): boolean {
	return (
		quote.found !== 'no' &&
		(/\p{N}|\p{L}[\p{L}\p{M}]{3}|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{2}/u.test(quote.quote) ||
			/\p{L}\P{L}+\p{L}/u.test(quote.quote))
	);
}
