import { logisticFit } from './logistic.ts';

/** A stated probability, and whether what it was stated of came true. */
export interface Forecast {
	/** 0..1 */
	readonly probability: number;
	readonly right: boolean;
}

/** A score of any unit, and whether what was scored is right. */
export interface ScoredOutcome {
	readonly score: number;
	readonly right: boolean;
}

/** The mean squared error of stated probabilities (Brier 1950): 0 is perfect, 0.25 is always saying one half. Not a number without any. */
export function brierScore(forecasts: readonly Forecast[]): number {
	return (
		forecasts.reduce((sum, { probability, right }) => sum + (probability - Number(right)) ** 2, 0) / forecasts.length
	);
}

/**
 * The expected calibration error (Naeini, Cooper & Hauskrecht 2015): how far the share that came true lies from the mean probability, averaged
 * over bins by their size. Not a number without any forecast.
 */
export function calibrationError(bins: readonly (readonly Forecast[])[]): number {
	const all = bins.reduce((sum, bin) => sum + bin.length, 0);
	return (
		bins.reduce((sum, bin) => {
			const surplus = bin.reduce((rest, { probability, right }) => rest + probability - Number(right), 0);
			return sum + Math.abs(surplus);
		}, 0) / all
	);
}

/** Bins of about the same number of forecasts, ten at most and of ten at least (methods S20); equal probabilities stay in one bin. */
export function equalMassBins(forecasts: readonly Forecast[]): readonly (readonly Forecast[])[] {
	const sorted = [...forecasts].sort((a, b) => a.probability - b.probability);
	const count = Math.max(1, Math.min(10, Math.floor(sorted.length / 10)));
	const bins: Forecast[][] = [];
	for (const [i, forecast] of sorted.entries()) {
		const bin = bins.at(-1);
		const full = bin === undefined || i >= (bins.length * sorted.length) / count;
		if (full && forecast.probability !== bin?.at(-1)?.probability) {
			bins.push([forecast]);
		} else {
			bin!.push(forecast);
		}
	}
	return bins;
}

/** `logit P(right) = intercept + slope · score` */
export interface Scaling {
	readonly intercept: number;
	readonly slope: number;
}

/**
 * Platt's scaling (Platt 1999): a logistic regression with his targets (right + 1) / (right + 2) and 1 / (wrong + 2), which keep it finite where the score
 * separates right from wrong. `undefined` where all outcomes or all scores are alike.
 */
export function plattScaling(outcomes: readonly ScoredOutcome[]): Scaling | undefined {
	const right = outcomes.filter(each => each.right).length;
	const wrong = outcomes.length - right;
	if (right === 0 || wrong === 0) {
		return undefined;
	}
	const fit = logisticFit(
		outcomes.map(each => ({ x: each.score, y: each.right ? (right + 1) / (right + 2) : 1 / (wrong + 2) })),
	);
	return fit && { intercept: fit.intercept.value, slope: fit.slope.value };
}

/** The probability that a scaling gives to a score. */
export function scaled({ intercept, slope }: Scaling, score: number): number {
	return 1 / (1 + Math.exp(-(intercept + slope * score)));
}
