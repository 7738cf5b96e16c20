import type { Interval } from '../statistics/interval.ts';

/** How much one source does for an outcome: the change of the outcome by keeping it. */
export interface SourceWeight extends Interval {
	/** Number of the source. */
	readonly source: number;
	/** True where the effect is beyond doubt and large enough to matter: the source belongs to the top set. */
	readonly used: boolean;
}

/**
 * Two sources that act together. `redundant`: either suffices, only without both the outcome changes; `joint`: both are needed, each
 * does nothing without the other. The interval is that of leaving out both.
 */
export interface SourcePair extends Interval {
	readonly sources: readonly [number, number];
	readonly kind: 'redundant' | 'joint';
}

/** What an outcome depends on. */
export interface Weighing {
	/** One for each source, in their order. */
	readonly weights: readonly SourceWeight[];
	readonly pairs: readonly SourcePair[];
	/** The sources that count, the strongest first: those used, and both of a pair of which either suffices. */
	readonly top: readonly number[];
	/** Sources whose effect is too likely for chance and too unsure for the top set: more observations would tell. */
	readonly undecided: number;
}

/** What was observed: which sources were left out, and what came of it. */
export interface Observation {
	readonly dropped: readonly number[];
	readonly outcome: number;
}

export interface WeighingOptions {
	readonly sources: number;
	/** `share`: outcomes lie in 0..1; `log-odds`: they are logits, without bounds. */
	readonly scale: 'share' | 'log-odds';
	/** False where the same context always gives the same outcome: then one try leaves no doubt. */
	readonly varies: boolean;
}

/** The smallest effect that is called influence: a tenth of all answers, or a quarter of a nat. */
export const LEAST_EFFECT: Readonly<Record<WeighingOptions['scale'], number>> = { share: 0.1, 'log-odds': 0.25 };

/** Below this share of the strongest effect, a source is not in the top set. */
export const LEAST_SHARE = 0.15;

/** The probability that a source without any effect is in the top set, over all sources together. */
export const FAMILY_ERROR = 0.01;
