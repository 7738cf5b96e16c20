import type { LocatedQuote } from '../judging/verdict.ts';
import type { TextRange } from '../text/range.ts';

/** Where a link comes from: computed from the texts, quoted by the judge and located, or measured by leaving the line out. */
export type LinkKind = 'overlap' | 'cited' | 'influence';

export type ClaimLabel = 'supported' | 'partial' | 'unsupported' | 'contradicted' | 'unverified' | 'no-claim';

/** A claim of the answer stands on (a part of) one unit of the context. */
export interface Link {
	/** Unit id. */
	readonly unit: string;
	/** Offsets in the unit's text. */
	readonly start: number;
	readonly end: number;
	/** 0..1 */
	readonly weight: number;
	readonly kind: LinkKind;
}

/** One checkable statement. Offsets in the answer. */
export interface Claim extends TextRange {
	readonly label: ClaimLabel;
	/** Risk that the claim is not supported, 0..1. */
	readonly score: number;
	readonly links: readonly Link[];
	/** Words of the claim that the context lacks; the whole claim where it as a whole is unsupported. */
	readonly unsupported: readonly TextRange[];
	/** Values that the context gives differently; absent where there are none. */
	readonly conflicts?: readonly ValueConflict[];
	/** What the judge says of it; absent where it was not asked. The label above stays what the words alone tell. */
	readonly judged?: JudgedClaim;
}

/** What a judge that reads says of a claim, after its quotes were looked for. */
export interface JudgedClaim {
	/** `unverified` where what it said cannot be taken over: see `problem`. */
	readonly label: ClaimLabel;
	/** What it said, where that is not `label`. */
	readonly said?: ClaimLabel;
	/** Why the claim is unverified, one sentence. */
	readonly problem?: string;
	/** In the order of the reply. Those of a contradicted claim speak against it: they are no links. */
	readonly quotes: readonly LocatedQuote[];
}

/** Which claims a judge is asked about: all, those that the comparison of words doubts, or none. */
export type ClaimChoice = 'all' | 'doubted' | 'none';

/** How many claims the judge was asked about, and what leaving out the others saved. */
export interface ClaimSaving {
	readonly choice: Exclude<ClaimChoice, 'none'>;
	readonly sent: number;
	/** Claims of the answer that state something. */
	readonly of: number;
	/** Estimated, over all verdicts. */
	readonly savedTokens: number;
}

/** A value of the answer (`start`, `end`) and what a unit says in its place. */
export interface ValueConflict extends TextRange {
	readonly unit: string;
	/** Offsets in the unit's text. */
	readonly unitStart: number;
	readonly unitEnd: number;
}

/** What an answer stands on. Ranges are offsets in the answer, ordered, inside it. */
export interface Grounding {
	readonly claims: readonly Claim[];
	readonly sentences: readonly SentenceRisk[];
	/** Everything unsupported, merged over claims. */
	readonly unsupported: readonly TextRange[];
	/** Unit id → weight 0..1, for every unit with a weight above 0. */
	readonly weights: Readonly<Record<string, number>>;
	/** Units whose weight passes the cut-off. */
	readonly used: readonly string[];
	/** Risk that the answer is unfaithful, 0..1 (higher = less faithful). */
	readonly risk: number;
	readonly label: 'faithful' | 'unfaithful';
	/** Absent where no judge was asked about single claims. */
	readonly judgedClaims?: ClaimSaving;
}

export interface SentenceRisk extends TextRange {
	readonly score: number;
	readonly unsupported: boolean;
}

/** What grounding needs of a unit. */
export interface GroundingUnit {
	readonly id: string;
	readonly text: string;
	/** A heading, page title or table header that gives the unit its meaning. */
	readonly title?: string;
}

export interface GroundingInput {
	readonly question: string;
	readonly history?: string;
	readonly units: readonly GroundingUnit[];
	readonly answer: string;
}
