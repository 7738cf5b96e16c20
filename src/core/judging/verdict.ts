import type { UnscoredReason } from '../review/state.ts';

/** What was read in one reply of a judge. Never a guess: see `readVerdict`. */
export interface VerdictReading {
	readonly state: 'scored' | 'unscored';
	/** Why it is unscored: `unparsed`, `off-scale` or `contradicting`. */
	readonly reason: UnscoredReason | undefined;
	/** criterion id → level name, for every criterion that was read beyond doubt. */
	readonly ratings: Readonly<Record<string, string>>;
	/** criterion id → the judge's words. */
	readonly reasons: Readonly<Record<string, string>>;
	/** criterion id → quotes the judge gives. Not yet located. */
	readonly evidence: Readonly<Record<string, readonly string[]>>;
	readonly score: number | undefined;
	readonly cappedScore: number | undefined;
	readonly pass: boolean | undefined;
	/** One sentence each: what was missing, off the scale, or said twice. */
	readonly problems: readonly string[];
}

/** A quote of the judge after the tool looked for it. */
export type LocatedQuote =
	| {
			readonly quote: string;
			readonly found: 'exact' | 'normalised' | 'fuzzy';
			readonly unit: string;
			readonly start: number;
			readonly end: number;
			/** All its stretches where it runs over several units or an ellipsis joins pieces; the first is the one above. */
			readonly parts?: readonly { readonly unit: string; readonly start: number; readonly end: number }[];
	  }
	| { readonly quote: string; readonly found: 'no' };

/** The arithmetic of a score, ready to be shown. */
export interface ScoreArithmetic {
	/** In the order of the rubric. */
	readonly terms: readonly {
		readonly criterion: string;
		readonly weight: number;
		readonly level: string;
		readonly value: number;
	}[];
	/** Σ weight·value / Σ weight, 0–100, not rounded. */
	readonly score: number;
	/** min(score, every cap that applies) */
	readonly cappedScore: number;
	readonly caps: readonly { readonly criterion: string; readonly level: string; readonly cap: number }[];
}
