import type { Claim, ClaimSaving, Grounding, JudgedClaim, Link } from '../grounding/grounding.ts';
import type { QuoteLocator } from '../grounding/quotes.ts';
import type { LocatedQuote } from '../judging/verdict.ts';

/** The quotes that a judge gives, by criterion, looked for in what the model was given. */
export function locateEvidence(
	evidence: Readonly<Record<string, readonly string[]>>,
	locator: QuoteLocator,
): Readonly<Record<string, readonly LocatedQuote[]>> {
	return Object.fromEntries(
		Object.entries(evidence).map(([criterion, quotes]) => [criterion, quotes.map(quote => locator.locate(quote))]),
	);
}

/** What a judge says of claims, by their places in the grounding. */
export interface ClaimVerdicts {
	readonly places: readonly number[];
	readonly judged: readonly JudgedClaim[];
	readonly saving: ClaimSaving;
}

/** What a judge that reads gives. */
export interface JudgeEvidence {
	/** Quotes for criteria, of all verdicts. */
	readonly quotes: readonly LocatedQuote[];
	readonly claims: ClaimVerdicts | undefined;
}

/**
 * The grounding with what the judge says: labels and quotes of claims, and links of kind `cited`. `undefined` where it says
 * nothing that could be shown.
 */
export function withCitations(
	grounding: Grounding,
	answer: string,
	{ quotes, claims }: JudgeEvidence,
): Grounding | undefined {
	const judged = claims === undefined ? grounding : withClaims(grounding, claims);
	return withQuotes(judged, answer, quotes) ?? (claims === undefined ? undefined : judged);
}

/**
 * Each judged claim gets its label and quotes. Only quotes that support it become links: the line that contradicts a claim
 * is nothing that it stands on, and neither is a quote of a claim that could not be verified.
 */
function withClaims(grounding: Grounding, { places, judged, saving }: ClaimVerdicts): Grounding {
	const byPlace = new Map(places.map((place, i) => [place, judged[i]]));
	const claims = grounding.claims.map((claim, place) => {
		const one = byPlace.get(place);
		if (one === undefined) {
			return claim;
		}
		const supports = one.label === 'supported' || one.label === 'partial';
		return { ...claim, links: supports ? [...claim.links, ...linksOf(one.quotes)] : claim.links, judged: one };
	});
	return { ...grounding, claims, judgedClaims: saving };
}

function linksOf(quotes: readonly LocatedQuote[]): readonly Link[] {
	return quotes.flatMap(quote =>
		quote.found === 'no'
			? []
			: (quote.parts ?? [quote]).map(
					({ unit, start, end }): Link => ({ unit, start, end, weight: weightOf(quote), kind: 'cited' }),
				),
	);
}

function weightOf({ found }: LocatedQuote): number {
	return found === 'fuzzy' ? 0.8 : 1;
}

/**
 * Adds a link of kind `cited` for every quote that was located: to the claim that already stands on the quoted unit and shares
 * most words with the quote, else to the claim that shares most words with it. A quote that no claim has a word of is linked
 * to none, and neither is one to a claim that the judge itself does not call supported. What the answer stands on (`used`,
 * `weights`) stays as computed: a judge quotes what speaks against an answer too.
 */
function withQuotes(grounding: Grounding, answer: string, quotes: readonly LocatedQuote[]): Grounding | undefined {
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
			cited.set(at, [...(cited.get(at) ?? []), ...linksOf([quote])]);
		}
	}
	if (cited.size === 0) {
		return undefined;
	}
	const claims = grounding.claims.map((claim, i) => {
		const links = cited.get(i);
		const fresh = links?.filter(link => !claim.links.some(known => isSame(known, link))) ?? [];
		return fresh.length === 0 ? claim : { ...claim, links: [...claim.links, ...fresh] };
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
		if (score > bestScore && claim.label !== 'no-claim' && mayStandOnQuotes(claim)) {
			best = i;
			bestScore = score;
		}
	}
	return best;
}

function mayStandOnQuotes({ judged }: Claim): boolean {
	return judged === undefined || judged.label === 'supported' || judged.label === 'partial';
}

function isSame(a: Link, b: Link): boolean {
	return a.kind === b.kind && a.unit === b.unit && a.start === b.start && a.end === b.end;
}

function wordsOf(text: string): ReadonlySet<string> {
	return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}|\p{N}+/gu) ?? []);
}
