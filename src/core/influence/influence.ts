import type { Usage } from '../review/ports.ts';
import type { TextRange } from '../text/range.ts';
import type { InfluenceMethod } from './design.ts';

/** How the outcome of a call was read. */
export type InfluenceOutcome =
	/** How likely the given answer is to the model, scored by its endpoint. Weights are log-odds. */
	| 'log-probability'
	/** Whether an answer that is asked for again says the same. Weights are shares of answers, −1..1. */
	| 'equivalence';

/** Which lines of its context an answer depends on: measured by leaving lines out. */
export interface Influence {
	/** Short hash of the answer that was examined. */
	readonly answer: string;
	readonly method: InfluenceMethod;
	readonly outcome: InfluenceOutcome;
	readonly state: 'measured' | 'unscored';
	/** Why nothing is known, or what a reader should know of how it was measured. */
	readonly messages: readonly string[];
	/** Lines that were sent and could be left out. */
	readonly sources: number;
	readonly calls: InfluenceCalls;
	/** USD; `undefined` = unknown. */
	readonly cost: number | undefined;
	readonly usage: Pick<Usage, 'input' | 'output'>;
	/** The whole answer first, then its claims in order. Empty where unscored. */
	readonly targets: readonly InfluenceTarget[];
	readonly counterfactuals: readonly Counterfactual[];
}

export interface InfluenceCalls {
	/** All that were wanted; the others succeeded, some of them from the cache. */
	readonly planned: number;
	readonly failed: number;
	readonly cached: number;
	/** Reason → how many failed for it. */
	readonly failures: Readonly<Record<string, number>>;
}

/** The answer, or one claim of it (offsets in the answer), and what it depends on. */
export interface InfluenceTarget extends TextRange {
	readonly kind: 'answer' | 'claim';
	/**
	 * `used`: some lines are known to matter. `independent`: the same without any line. `not-repeated`: the model does not say it
	 * again even with the whole context. `unclear`: none of these is certain.
	 */
	readonly state: 'used' | 'independent' | 'not-repeated' | 'unclear';
	/** The mean outcome with the whole context, and without any of it. */
	readonly whole: number;
	readonly none: number | undefined;
	/** Unit ids of the top set, the strongest first. */
	readonly top: readonly string[];
	/** The top set and the strongest others, at most {@link MOST_WEIGHTS}. */
	readonly weights: readonly UnitWeight[];
	readonly pairs: readonly UnitPair[];
}

/** Weights kept of one target. */
export const MOST_WEIGHTS = 60;

/** The change of the outcome by keeping a unit, with its 95 % interval. */
export interface UnitWeight {
	readonly unit: string;
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

/** Two units that act together, with the effect of leaving out both. `redundant`: either suffices. `joint`: both are needed. */
export interface UnitPair {
	readonly units: readonly [string, string];
	readonly kind: 'redundant' | 'joint';
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

/** What the model said after a value of a used line was changed (S16). */
export interface Counterfactual {
	readonly unit: string;
	/** Offsets of the claim in the answer. */
	readonly claim: TextRange;
	/** The value as the line has it, and what stood there instead. */
	readonly from: string;
	readonly to: string;
	/** `follows`: says the new value. `sticks`: says the old one, which stood nowhere any more. */
	readonly said: 'follows' | 'sticks' | 'abstains' | 'other' | 'unscored';
	/** What it said, or why nothing is known. */
	readonly reply: string;
}

/** 0..1 for a link: the share of answers, or of the answer's odds, that go with the unit. */
export function linkWeight(value: number, outcome: InfluenceOutcome): number {
	return Math.min(1, Math.max(0, outcome === 'equivalence' ? value : 1 - Math.exp(-value)));
}
