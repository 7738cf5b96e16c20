import { auc } from '../../../src/core/statistics/auc.ts';
import type { Interval } from '../../../src/core/statistics/interval.ts';
import { seeded } from '../../../src/core/statistics/random.ts';

/** Scores that belong together because they are about one question. */
export interface Cluster {
	readonly good: readonly number[];
	readonly bad: readonly number[];
}

/**
 * The chance that a good answer scores higher than a bad one, ties half (area under the ROC curve), pooled over questions. The interval
 * is the percentile bootstrap with 2,000 resamples and a fixed seed: of whole questions, or of single answers.
 */
export function clusteredAuc(clusters: readonly Cluster[], resample: 'questions' | 'answers' = 'questions'): Interval {
	const value = auc(
		clusters.flatMap(each => each.good),
		clusters.flatMap(each => each.bad),
	);
	const random = seeded(20261121);
	const draws: number[] = [];
	for (let i = 0; i < 2000; i++) {
		const drawn =
			resample === 'questions'
				? clusters.map(() => clusters[Math.floor(random() * clusters.length)]!)
				: clusters.map(each => ({ good: redrawn(each.good, random), bad: redrawn(each.bad, random) }));
		const one = auc(
			drawn.flatMap(each => each.good),
			drawn.flatMap(each => each.bad),
		);
		if (!Number.isNaN(one)) {
			draws.push(one);
		}
	}
	draws.sort((a, b) => a - b);
	const at = (share: number) => draws[Math.min(draws.length - 1, Math.floor(share * draws.length))] ?? Number.NaN;
	return { value, low: at(0.025), high: at(0.975) };
}

function redrawn(values: readonly number[], random: () => number): readonly number[] {
	return values.map(() => values[Math.floor(random() * values.length)]!);
}
