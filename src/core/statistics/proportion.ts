import { type Interval, Z95 } from './interval.ts';

/** How many of how many. */
export interface Count {
	readonly hits: number;
	readonly of: number;
}

/** A share with its 95 % interval, and what it is a share of. */
export interface Share extends Interval, Count {
	/** Independent observations that it is worth, where the observations come in clusters. */
	readonly effective?: number;
}

/**
 * The share `hits / of` with its 95 % Wilson score interval (Wilson 1927; recommended for small n by Brown, Cai & DasGupta 2001), which
 * never leaves 0..1 and is no point at 0 or all hits. `undefined` where there is nothing to be a share of.
 */
export function wilson({ hits, of }: Count): Share | undefined {
	return of > 0 ? { hits, of, ...scoreInterval(hits / of, of) } : undefined;
}

/**
 * The same where observations come in clusters (several fakes of one question), which resemble each other: the number of observations
 * is divided by the design effect of the ratio estimator (Kish 1965), never below 1, before the Wilson interval is taken
 * (Korn & Graubard 1998 do so for the exact one).
 */
export function clusteredWilson(clusters: readonly Count[]): Share | undefined {
	const known = clusters.filter(({ of }) => of > 0);
	const hits = known.reduce((sum, cluster) => sum + cluster.hits, 0);
	const of = known.reduce((sum, cluster) => sum + cluster.of, 0);
	if (of === 0) {
		return undefined;
	}
	const share = hits / of;
	const simple = (share * (1 - share)) / of;
	const deviations = known.reduce((sum, cluster) => sum + (cluster.hits - share * cluster.of) ** 2, 0);
	const variance = known.length < 2 ? 0 : ((known.length / (known.length - 1)) * deviations) / of ** 2;
	const effect = simple > 0 ? Math.max(1, variance / simple) : 1;
	return { hits, of, ...scoreInterval(share, of / effect), ...(effect > 1 ? { effective: of / effect } : {}) };
}

function scoreInterval(share: number, n: number): Interval {
	const z2 = Z95 ** 2;
	const centre = share + z2 / (2 * n);
	const half = Z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
	const below = 1 + z2 / n;
	return { value: share, low: Math.max(0, (centre - half) / below), high: Math.min(1, (centre + half) / below) };
}
