import { type Interval, Z95 } from './interval.ts';

/**
 * The mean of values that lie in 0..1 with a 95 % interval: Wilson's, at the number of observations that a share of the same variance would
 * have (the effective sample size of Korn & Graubard 1998; Dean & Pagano 2015 find it the best for clusters). One value for each
 * independent unit. Values that are all 0 or 1 give the plain Wilson interval; never a point, never outside of 0..1.
 *
 * @param observations How many observations stand behind each value: what is known where the values do not differ at all.
 */
export function meanInterval(values: readonly number[], observations = 1): Interval | undefined {
	const n = values.length;
	if (n === 0) {
		return undefined;
	}
	const mean = values.reduce((sum, each) => sum + each, 0) / n;
	const spread = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, n - (isShare(values) ? 0 : 1));
	const most = n * Math.max(1, observations);
	const units = spread > 0 ? (mean * (1 - mean) * n) / spread : most;
	return wilsonAt(mean, Math.max(1, units));
}

/** Wilson's interval of a share among `n` observations, `n` not necessarily whole. */
export function wilsonAt(share: number, n: number): Interval {
	const z2 = Z95 ** 2;
	const centre = share + z2 / (2 * n);
	const half = Z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
	const below = 1 + z2 / n;
	return { value: share, low: Math.max(0, (centre - half) / below), high: Math.min(1, (centre + half) / below) };
}

function isShare(values: readonly number[]): boolean {
	return values.every(value => value === 0 || value === 1);
}
