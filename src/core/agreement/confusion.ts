import { bootstrap } from '../statistics/bootstrap.ts';
import { cohenKappa, type KappaWeights } from '../statistics/kappa.ts';
import { seeded } from '../statistics/random.ts';

/** Two raters on one item, as indexes of the same list of levels. */
export interface RatedPair {
	/** Items of one cluster (a question) resemble each other and are resampled together. */
	readonly cluster: string;
	readonly first: number;
	readonly second: number;
}

/** How two raters agree, with the table behind it. */
export interface Agreement {
	readonly n: number;
	/** What rows and columns are called. */
	readonly levels: readonly string[];
	/** `table[i][j]`: how often the first rater said level i and the second level j. */
	readonly table: readonly (readonly number[])[];
	/** Share of exactly equal levels, 0..1. */
	readonly exact: number;
	/** Cohen's kappa; `undefined` where there is no variation. */
	readonly kappa: Estimate | undefined;
	/** With quadratic weights, where there are more than two levels. */
	readonly weighted: Estimate | undefined;
}

export interface Estimate {
	readonly value: number;
	/** 95 %, over clusters; `undefined` where there are too few of them. */
	readonly interval: { readonly low: number; readonly high: number } | undefined;
}

export interface AgreementOptions {
	readonly levels: readonly string[];
	readonly seed?: number;
	readonly resamples?: number;
}

/** Fewer clusters than this give no interval: a bootstrap over them would be far too narrow. */
export const FEWEST_CLUSTERS = 10;

/**
 * Cohen's kappa, unweighted and with quadratic weights, with percentile bootstrap intervals over clusters (methods S18). `undefined`
 * without a pair.
 */
export function agreementOf(
	pairs: readonly RatedPair[],
	{ levels, seed = 18, resamples = 2000 }: AgreementOptions,
): Agreement | undefined {
	if (pairs.length === 0) {
		return undefined;
	}
	const size = levels.length;
	const clusters = new Map<string, number[]>();
	for (const { cluster, first, second } of pairs) {
		const counts = clusters.get(cluster) ?? new Array<number>(size * size).fill(0);
		counts[first * size + second]!++;
		clusters.set(cluster, counts);
	}
	const units = [...clusters.values()];
	const interval = (weights: KappaWeights): Estimate | undefined => {
		const statistic = (sample: readonly number[][]) => cohenKappa(tableOf(sample, size), weights).kappa ?? Number.NaN;
		const value = statistic(units);
		if (Number.isNaN(value)) {
			return undefined;
		}
		const enough = units.length >= FEWEST_CLUSTERS;
		const found = enough ? bootstrap(units, statistic, { random: seeded(seed), resamples }) : undefined;
		return { value, interval: found && { low: found.low, high: found.high } };
	};
	const table = tableOf(units, size);
	return {
		n: pairs.length,
		levels,
		table,
		exact: table.reduce((sum, row, i) => sum + row[i]!, 0) / pairs.length,
		kappa: interval('none'),
		weighted: size > 2 ? interval('quadratic') : undefined,
	};
}

function tableOf(units: readonly number[][], size: number): readonly (readonly number[])[] {
	const total = new Array<number>(size * size).fill(0);
	for (const unit of units) {
		for (let i = 0; i < total.length; i++) {
			total[i]! += unit[i]!;
		}
	}
	return Array.from({ length: size }, (_, i) => total.slice(i * size, (i + 1) * size));
}

/** Every pair of people in both orders, for raters who have no fixed places (Scott 1955 pools the margins so). */
export function bothWays(pairs: readonly RatedPair[]): readonly RatedPair[] {
	return pairs.flatMap(({ cluster, first, second }) => [
		{ cluster, first, second },
		{ cluster, first: second, second: first },
	]);
}
