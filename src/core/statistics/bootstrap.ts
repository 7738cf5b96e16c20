import type { Interval } from './interval.ts';
import { type Random, randomIndex } from './random.ts';

/** Resamples, as the published evaluations that methods S9 follows. */
const RESAMPLES = 5000;

export interface BootstrapOptions {
	readonly random: Random;
	/** Default 5,000. */
	readonly resamples?: number;
}

/**
 * The percentile bootstrap (Efron 1979) of a statistic over units that are resampled whole: the estimate with the 2.5 % and 97.5 %
 * points. Resamples on which the statistic is not a number are left out. `undefined` without units.
 */
export function bootstrap<T>(
	units: readonly T[],
	statistic: (units: readonly T[]) => number,
	{ random, resamples = RESAMPLES }: BootstrapOptions,
): Interval | undefined {
	if (units.length === 0) {
		return undefined;
	}
	const values: number[] = [];
	for (let i = 0; i < resamples; i++) {
		const value = statistic(units.map(() => units[randomIndex(random, units.length)]!));
		if (!Number.isNaN(value)) {
			values.push(value);
		}
	}
	values.sort((a, b) => a - b);
	const value = statistic(units);
	return values.length === 0
		? { value, low: value, high: value }
		: { value, low: quantile(values, 0.025), high: quantile(values, 0.975) };
}

/** The arithmetic mean; not a number where there is nothing. */
export function mean(values: readonly number[]): number {
	return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** Linear between the two nearest of sorted values (Hyndman & Fan 1996, type 7). */
function quantile(sorted: readonly number[], share: number): number {
	const at = share * (sorted.length - 1);
	const low = Math.floor(at);
	const below = sorted[low]!;
	return below + (at - low) * ((sorted[low + 1] ?? below) - below);
}
