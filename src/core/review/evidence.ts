import type { Claim, Grounding, GroundingUnit, Link } from '../grounding/grounding.ts';
import { locateQuote } from '../grounding/quotes.ts';
import type { LocatedQuote } from '../judging/verdict.ts';

/** The quotes that a judge gives, by criterion, looked for in what the model was given. */
export function locateEvidence(
	evidence: Readonly<Record<string, readonly string[]>>,
	units: readonly GroundingUnit[],
): Readonly<Record<string, readonly LocatedQuote[]>> {
	return Object.fromEntries(
		Object.entries(evidence).map(([criterion, quotes]) => [criterion, quotes.map(quote => locateQuote(quote, units))]),
	);
}

/**
 * Adds a link of kind `cited` for every quote that was located: to the claim that already stands on the quoted unit and shares
 * most words with the quote, else to the claim that shares most words with it. A quote that no claim has a word of is linked
 * to none. What the answer used (`used`, `weights`) stays as computed: a judge quotes what speaks against an answer too.
 */
export function withCitations(
	grounding: Grounding,
	answer: string,
	quotes: readonly LocatedQuote[],
): Grounding | undefined {
	const cited = new Map<number, Link[]>();
	const words = grounding.claims.map(claim => wordsOf(answer.slice(claim.start, claim.end)));
	const seen = new Set<string>();
	for (const quote of quotes) {
		if (quote.found === 'no' || seen.has(`${quote.unit} ${quote.start} ${quote.end}`)) {
			continue;
		}
		seen.add(`${quote.unit} ${quote.start} ${quote.end}`);
		const at = bestClaim({ claims: grounding.claims, words, quote });
		if (at !== undefined) {
			const weight = quote.found === 'fuzzy' ? 0.8 : 1;
			const links = (quote.parts ?? [quote]).map(
				({ unit, start, end }): Link => ({ unit, start, end, weight, kind: 'cited' }),
			);
			cited.set(at, [...(cited.get(at) ?? []), ...links]);
		}
	}
	if (cited.size === 0) {
		return undefined;
	}
	const claims = grounding.claims.map((claim, i) => {
		const links = cited.get(i);
		return links === undefined ? claim : { ...claim, links: [...claim.links, ...links] };
	});
	return { ...grounding, claims };
}

interface Search {
	readonly claims: readonly Claim[];
	readonly words: readonly ReadonlySet<string>[];
	readonly quote: { readonly quote: string; readonly unit: string };
}

function bestClaim({ claims, words, quote }: Search): number | undefined {
	const quoted = wordsOf(quote.quote);
	let best: number | undefined;
	let bestScore = 0;
	for (const [i, claim] of claims.entries()) {
		const shared = [...quoted].filter(word => words[i]!.has(word)).length;
		const score = shared === 0 ? 0 : shared + (claim.links.some(link => link.unit === quote.unit) ? quoted.size : 0);
		if (score > bestScore && claim.label !== 'no-claim') {
			best = i;
			bestScore = score;
		}
	}
	return best;
}

function wordsOf(text: string): ReadonlySet<string> {
	return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}|\p{N}+/gu) ?? []);
}
