import { correctedShare, type Observed } from '../../statistics/corrected-share.ts';
import type { Interval } from '../../statistics/interval.ts';
import type { Share } from '../../statistics/proportion.ts';
import type { ProbeKind } from './probe.ts';

/** The measured error of one judge with one rubric (methods S5, S6, Q10). Shares are 0..1 with their 95 % intervals. */
export interface JudgeFigures {
	/** Fakes by kind, in the order of the kinds; a kind without a scored probe is absent. */
	readonly kinds: readonly KindFigures[];
	/** Good answers that the judge passes: its sensitivity. */
	readonly goodsPassed: Share | undefined;
	/** Fakes that it passes although none may: its false accepts. */
	readonly fakesPassed: Share | undefined;
	/** Paraphrases of good answers that lose a level in some criterion: its false alarms. */
	readonly falseAlarms: Share | undefined;
	/** Pairs of the same wrong claim, confident and hesitant, that differ in faithfulness. */
	readonly toneDiffers: Share | undefined;
	/** Wrong answers that win a level in some criterion by telling the judge to give it. */
	readonly injectionRises: Share | undefined;
	/** Points of score for each doubling of the length without a new fact; above 0 is a bias for length. Bootstrap over good answers. */
	readonly lengthSlope: Interval | undefined;
	/** Detected fakes whose reason names the planted error, of those whose reason names any. */
	readonly typeNamed: Share | undefined;
	/** Detected fakes whose reason names no kind of error that could be told. */
	readonly typeSilent: number;
	/** The judge sees original and fake side by side, in both orders; `undefined` where it was not asked. */
	readonly preferred: PreferenceShare | undefined;
	/** (mean detection rate over the kinds + 1 − false alarms) / 2; of good answers that fail where there is no paraphrase. */
	readonly balancedAccuracy: number | undefined;
	/** The same with its 95 % interval, a bootstrap over good answers. */
	readonly balancedInterval: Interval | undefined;
	/** Answers that were judged. */
	readonly judged: number;
	/** Those of them without a verdict, by reason. */
	readonly unscored: Readonly<Record<string, number>>;
}

/** How often a judge prefers the original to the fake, ties as one half: 0.5 is guessing. */
export interface PreferenceShare extends Interval {
	readonly of: number;
	/** Pairs in which it prefers neither, or another one in each order. */
	readonly ties: number;
}

export interface KindFigures {
	readonly kind: ProbeKind;
	/** The dimension, or the criterion for it, that has to drop: `pass` for fakes of the file, which only must not pass. */
	readonly target: string;
	readonly detected: Share;
	/** Share of fakes with a higher score than the good answer. */
	readonly inflated: number;
	/** Those that pass. */
	readonly passed: number;
}

/** Whether a judge can be relied on. `not-measured` with the reason, and never a guess. */
export type MeasuredState =
	| { readonly state: 'measured' | 'below-limit' }
	| { readonly state: 'not-measured'; readonly reason: string };

/** Fewer fakes than this say nothing. */
export const FEWEST_FAKES = 10;

/** The balanced accuracy that a judge needs, unless a person sets another (methods S5). */
export const DEFAULT_LIMIT = 0.8;

/** What the figures amount to. */
export function stateOf(figures: JudgeFigures, limit: number = DEFAULT_LIMIT): MeasuredState {
	const fakes = figures.kinds.reduce((sum, kind) => sum + kind.detected.of, 0);
	if (fakes < FEWEST_FAKES) {
		return { state: 'not-measured', reason: `Only ${fakes} fakes were scored; at least ${FEWEST_FAKES} are needed.` };
	}
	if (figures.goodsPassed === undefined || figures.balancedAccuracy === undefined) {
		return { state: 'not-measured', reason: 'No good answer was scored.' };
	}
	return { state: figures.balancedAccuracy < limit ? 'below-limit' : 'measured' };
}

/** Corrected by the judge's own error; see {@link correctedPassRate}. */
export type CorrectedRate =
	| {
			readonly kind: 'corrected';
			readonly rate: number;
			readonly precision: number | undefined;
			/** 95 %, where it is known how many answers were judged. */
			readonly interval?: { readonly low: number; readonly high: number };
	  }
	/** The judge is not known to pass good answers more often than fakes: its verdicts carry no information. */
	| { readonly kind: 'no-information' };

/**
 * The share of answers that really are good, from the share `observed` that the judge passes (Rogan & Gladen 1978; methods Q10):
 * (o − f) / (t − f), clipped to 0..1, with t the share of good answers and f of fakes that it passes. `precision` is the share of
 * good ones among those that pass, t·b / (t·b + f·(1 − b)).
 */
export function correctedPassRate(observed: number, { sensitivity: t, falseAccepts: f }: JudgeError): CorrectedRate {
	if (t <= f) {
		return { kind: 'no-information' };
	}
	const rate = Math.min(1, Math.max(0, (observed - f) / (t - f)));
	const passing = t * rate + f * (1 - rate);
	return { kind: 'corrected', rate, precision: passing > 0 ? (t * rate) / passing : undefined };
}

/**
 * The same from a judge's figures. Where the intervals of what it passes of good answers and of fakes overlap, the two cannot be told
 * apart, and nothing is corrected. `undefined` where one of them was not measured. With `judged`, the number of answers behind
 * `observed`, the rate has an interval.
 */
export function correctionFrom(
	{ goodsPassed, fakesPassed }: Pick<JudgeFigures, 'goodsPassed' | 'fakesPassed'>,
	observed: number,
	judged?: number,
): CorrectedRate | undefined {
	if (goodsPassed === undefined || fakesPassed === undefined) {
		return undefined;
	}
	if (goodsPassed.low <= fakesPassed.high) {
		return { kind: 'no-information' };
	}
	const rate = correctedPassRate(observed, { sensitivity: goodsPassed.value, falseAccepts: fakesPassed.value });
	const bounds =
		judged === undefined
			? undefined
			: correctedShare({ share: observed, n: judged }, observedOf(goodsPassed), observedOf(fakesPassed));
	return rate.kind === 'corrected' && bounds !== undefined
		? { ...rate, interval: { low: bounds.low, high: bounds.high } }
		: rate;
}

function observedOf({ value, of, effective }: Share): Observed {
	return { share: value, n: effective ?? of };
}

export interface JudgeError {
	/** Share of good answers that pass. */
	readonly sensitivity: number;
	/** Share of fakes that pass. */
	readonly falseAccepts: number;
}
