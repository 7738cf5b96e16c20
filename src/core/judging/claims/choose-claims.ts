import type { Claim, ClaimChoice, ClaimSaving, Grounding } from '../../grounding/grounding.ts';
import { estimateTokens } from '../../prompt/estimate.ts';
import { claimInstructions, claimLines } from './claim-request.ts';

/** The claims that a judge is asked about. */
export interface ChosenClaims {
	/** Positions in `grounding.claims`, in order; the judge knows them as C1, C2 … */
	readonly places: readonly number[];
	/** One line each. */
	readonly texts: readonly string[];
	/** What one verdict saves. */
	readonly saving: ClaimSaving;
}

/**
 * From this risk on the comparison of words doubts a claim. `npm run bench -- doubted-claims DIR` prints, for this cut and
 * others, how many claims are sent and how many of the unsupported ones are among them.
 */
export const DOUBT_CUT = 0.2;

/** Chooses the claims of an answer that the judge labels; `undefined` where it is not to be asked, or nothing states anything. */
export function chooseClaims(
	grounding: Grounding | undefined,
	answer: string,
	choice: ClaimChoice,
): ChosenClaims | undefined {
	if (grounding === undefined || choice === 'none') {
		return undefined;
	}
	const stated = grounding.claims.flatMap((claim, place) => (claim.label === 'no-claim' ? [] : [{ claim, place }]));
	if (stated.length === 0) {
		return undefined;
	}
	const sent = stated.filter(({ claim }) => choice === 'all' || isDoubted(claim)).slice(0, MOST_CLAIMS);
	const textOf = ({ claim }: { readonly claim: Claim }) => oneLine(answer.slice(claim.start, claim.end));
	const texts = sent.map(textOf);
	return {
		places: sent.map(({ place }) => place),
		texts,
		saving: {
			choice,
			sent: sent.length,
			of: stated.length,
			savedTokens: tokensOf(stated.map(textOf)) - tokensOf(texts),
		},
	};
}

/** Where words alone do not settle it: a risk above the cut, or any label but "supported". */
export function isDoubted(claim: Claim): boolean {
	return claim.score >= DOUBT_CUT || claim.label !== 'supported';
}

/** A longer list no judge answers in full: what lies behind stays as the words tell. */
const MOST_CLAIMS = 100;

/** A claim that ran over lines could otherwise pretend to be another one. */
function oneLine(text: string): string {
	return text.replace(/[\s\u0085\u2028\u2029]+/gu, ' ').trim();
}

/** Of the request, and of the least that a reply says of them. */
function tokensOf(texts: readonly string[]): number {
	const request = texts.length === 0 ? '' : `${claimInstructions()}\n${claimLines(texts)}`;
	return estimateTokens(request) + texts.length * estimateTokens(SHORTEST_REPLY);
}

const SHORTEST_REPLY = '{"claim": "C1", "quotes": [], "label": "supported"},';
