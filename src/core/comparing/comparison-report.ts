import type { ComparisonSetup, NotComparedReason, Preferred } from '../review/events.ts';
import type { Interval } from '../statistics/interval.ts';
import type { Kappa } from '../statistics/kappa.ts';
import type { Share } from '../statistics/proportion.ts';

/**
 * Everything that a comparison amounts to, as plain data. Rates are 0..1 and those of `a`; a tie counts one half. The unit is the
 * question: pairs of the same question are averaged first.
 */
export interface ComparisonReport {
	readonly version: typeof COMPARISON_REPORT_VERSION;
	/** Id of the run; `undefined` where only counts were given. */
	readonly run: string | undefined;
	readonly setup: ComparisonSetup;
	/** The judge counts words (`offline`): said beside every figure. */
	readonly lexical: boolean;
	readonly account: ComparisonAccount;
	readonly outcome: ComparisonOutcome;
	readonly conclusion: Conclusion;
	readonly power: PowerNote;
	/** `undefined` where no pair was seen in two orders. */
	readonly orders: OrderFigures | undefined;
	/** `undefined` where nothing was compared. */
	readonly length: LengthFigures | undefined;
	/** For every stratum with at least two values, its values in the order of their size. */
	readonly strata: readonly Stratum[];
	/** Ratings against ranking (methods S7); `undefined` where fewer than one pair has both. */
	readonly consistency: ConsistencyFigures | undefined;
	/** Differences of the ratings, criterion by criterion, and of the score (`score`), where both answers have them (methods S8). */
	readonly criteria: readonly CriterionDifference[];
	/** What people should look at, most needed first. */
	readonly queue: readonly QueueEntry[];
	/** Keys of the pairs that `a` lost and that `b` lost, the clearest first. */
	readonly lostByA: readonly string[];
	readonly lostByB: readonly string[];
	/** USD of the judging; `undefined` = unknown. */
	readonly cost: number | undefined;
	/** Verdicts that were asked for. */
	readonly verdicts: number;
}

export const COMPARISON_REPORT_VERSION = 1;

/** `loaded` = `compared` + the length of `notCompared`, always. */
export interface ComparisonAccount {
	readonly loaded: number;
	readonly compared: number;
	readonly notCompared: readonly NotCompared[];
	/** Reason → how many. */
	readonly reasons: Readonly<Partial<Record<NotComparedReason, number>>>;
}

export interface NotCompared {
	readonly key: string;
	readonly file: string;
	readonly question: string;
	readonly row: number | undefined;
	readonly line: number | undefined;
	readonly reason: NotComparedReason;
	/** One sentence. */
	readonly message: string;
}

export interface ComparisonOutcome {
	readonly questions: number;
	readonly pairs: number;
	/** Questions that `a` won, that are tied, that it lost. */
	readonly wins: number;
	readonly ties: number;
	readonly losses: number;
	/** Mean over the questions: won 1, tied ½, lost 0. `undefined` where nothing was compared. */
	readonly winRate: Interval | undefined;
	/**
	 * How its 95 % interval was made: Wilson's where nothing is tied, else the same at the effective number of questions (see
	 * `meanInterval`). The percentile bootstrap, which methods S9 names, covers too little where questions are few: see docs/measurements.md.
	 */
	readonly method: 'wilson' | 'effective-wilson';
	/** Wins among those that are decided, Wilson. */
	readonly decided: Share | undefined;
	/** Two-sided p of the exact sign test, ties dropped. */
	readonly signTest: number;
	/** Two-sided p of the sign-flip test of the margins. */
	readonly permutationTest: number;
}

/** What may be said of it. A winner is named only where the sign test is below 0.05 and both protocols agree. */
export interface Conclusion {
	readonly kind: 'difference' | 'no-difference' | 'depends-on-protocol' | 'nothing-compared';
	readonly winner: 'a' | 'b' | undefined;
	/** For a person, with the names of the sides. */
	readonly sentence: string;
	/** What a reader has to know beside it: the orders disagree often, length may explain it, the judge counts words. */
	readonly cautions: readonly string[];
}

/** What a number of questions can show (methods S9). */
export interface PowerNote {
	readonly questions: number;
	/** The fewest wins, were all decided, with which p < 0.05; `undefined`: not even all of them. */
	readonly winsNeeded: number | undefined;
	/** The smallest true win rate above one half that is found in 80 of 100 such comparisons; `undefined`: none. */
	readonly detectable: number | undefined;
	/** True win rate → decided pairs that are needed to find it in 80 of 100 comparisons. */
	readonly needed: readonly { readonly rate: number; readonly pairs: number }[];
	readonly sentence: string;
}

/** How the order of showing mattered (methods S1). */
export interface OrderFigures {
	/** Pairs whose orders disagree. */
	readonly conflicts: Share;
	/** Verdicts for the answer that was shown first, ties one half; ½ = unbiased. Interval over pairs. */
	readonly firstSlot: Interval;
	/** Verdicts that were read in both orders. */
	readonly verdicts: number;
	/** Mean entropy, 0..1. */
	readonly entropy: number;
}

/** How length mattered (methods S6.5). Lengths in characters. */
export interface LengthFigures {
	readonly meanA: number;
	readonly meanB: number;
	/** Geometric mean of length of a over length of b. */
	readonly ratio: number;
	/** Decided pairs of unequal length that the longer answer won. */
	readonly longerWon: Share | undefined;
	/** Win rate over the questions whose lengths differ by at most half: 0.67 ≤ ratio ≤ 1.5. */
	readonly similar: { readonly questions: number; readonly winRate: Interval } | undefined;
	/** Win rate at equal length by logistic regression on the logarithm of the ratio. */
	readonly controlled: Interval | undefined;
	/** Slope of that regression; above 0 the longer answer is favoured. */
	readonly slope: Interval | undefined;
	/** Why there is no controlled rate; `undefined` where there is one. */
	readonly without: string | undefined;
}

export interface Stratum {
	/** `category`, `answerable` … */
	readonly name: string;
	readonly values: readonly StratumValue[];
}

export interface StratumValue {
	readonly value: string;
	readonly outcome: ComparisonOutcome;
	/** The sign test after Holm's correction over all values of all strata. */
	readonly corrected: number;
}

/** Ratings of each answer alone against the ranking of both (methods S7). */
export interface ConsistencyFigures {
	readonly pairs: number;
	/** `table[rating][ranking]`, both in the order a, tie, b. */
	readonly table: readonly (readonly number[])[];
	readonly agreement: Share;
	readonly kappa: Kappa;
	/** Win rate of `a` by ratings and by ranking, over the same pairs. */
	readonly byRatings: Interval;
	readonly byRanking: Interval;
	/** Opposite signs, or agreement below 0.6: the conclusion depends on the protocol. */
	readonly depends: boolean;
}

export interface CriterionDifference {
	/** Criterion id, or `score`. */
	readonly criterion: string;
	readonly questions: number;
	/** Mean of a minus b, in points, with its bootstrap interval. */
	readonly difference: Interval;
	/** Two-sided p of the sign-flip test, Holm's correction over the criteria. */
	readonly p: number;
	readonly better: number;
	readonly same: number;
	readonly worse: number;
}

export interface QueueEntry {
	readonly key: string;
	readonly question: string;
	/** `inconsistent`: ratings and ranking name different winners; `conflict`: the orders disagree; `uncertain`: by entropy. */
	readonly why: 'inconsistent' | 'conflict' | 'uncertain';
	/** 0..1 */
	readonly entropy: number;
	readonly winner: Preferred;
}
