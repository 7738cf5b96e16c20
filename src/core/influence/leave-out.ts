import { holm } from '../statistics/holm.ts';
import type { Interval } from '../statistics/interval.ts';
import { studentP, studentQuantile } from '../statistics/student.ts';
import {
	FAMILY_ERROR,
	LEAST_EFFECT,
	LEAST_SHARE,
	type Observation,
	type SourcePair,
	type SourceWeight,
	type Weighing,
	type WeighingOptions,
} from './weighing.ts';

/**
 * What an outcome depends on, from leaving out each source and each pair: the weight is the outcome of the whole context less that
 * without the source. Where the same context gives varying outcomes, Student's interval with the variance pooled over what was tried
 * more than once; what varies but was tried once has no bounds.
 */
export function weighLeaveOut(observations: readonly Observation[], options: WeighingOptions): Weighing {
	const compare = comparison(observations, options);
	const singles = Array.from({ length: options.sources }, (_, source) => compare([source]));
	const together = pairsOf(options.sources).map(sources => ({ sources, effect: compare(sources) }));
	const strongest = Math.max(...singles.map(({ value }) => value), ...together.map(({ effect }) => effect.value), 0);
	const floor = Math.max(LEAST_EFFECT[options.scale], LEAST_SHARE * strongest);
	const sure = holm(singles.map(({ p }) => p)).map(p => p <= FAMILY_ERROR);
	const surePairs = holm(together.map(({ effect }) => effect.p)).map(p => p <= FAMILY_ERROR);
	const weights = singles.map(
		({ value, low, high }, source): SourceWeight => ({
			source,
			value,
			low,
			high,
			used: sure[source]! && value >= floor,
		}),
	);
	const pairs = together.flatMap(({ sources, effect: { value, low, high } }, i): readonly SourcePair[] => {
		const [a, b] = sources.map(source => weights[source]!) as [SourceWeight, SourceWeight];
		const more = value - Math.max(0, a.value) - Math.max(0, b.value);
		if (!surePairs[i] || value < floor) {
			return [];
		}
		if (!a.used && !b.used && more >= value / 2) {
			return [{ sources, kind: 'redundant', value, low, high }];
		}
		const joint = a.used && b.used && -more >= Math.min(a.value, b.value) / 2;
		return joint ? [{ sources, kind: 'joint', value, low, high }] : [];
	});
	return { weights, pairs, top: topOf(weights, pairs), undecided: 0 };
}

function topOf(weights: readonly SourceWeight[], pairs: readonly SourcePair[]): readonly number[] {
	const strength = new Map<number, number>();
	for (const { source, value, used } of weights) {
		if (used) {
			strength.set(source, value);
		}
	}
	for (const { sources, kind, value } of pairs) {
		for (const source of kind === 'redundant' ? sources : []) {
			strength.set(source, Math.max(strength.get(source) ?? 0, value / 2));
		}
	}
	return [...strength].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([source]) => source);
}

function pairsOf(sources: number): readonly (readonly [number, number])[] {
	return Array.from({ length: sources }, (_, a) =>
		Array.from({ length: sources - a - 1 }, (__, i): readonly [number, number] => [a, a + 1 + i]),
	).flat();
}

interface Effect extends Interval {
	/** Probability of as large an effect where there is none. */
	readonly p: number;
}

const UNKNOWN: Effect = { value: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, p: 1 };

function comparison(
	observations: readonly Observation[],
	{ varies }: WeighingOptions,
): (dropped: readonly number[]) => Effect {
	const groups = new Map<string, number[]>();
	for (const { dropped, outcome } of observations) {
		const name = dropped.join();
		groups.set(name, [...(groups.get(name) ?? []), outcome]);
	}
	const whole = groups.get('') ?? [];
	const noise = pooled([...groups.values()]);
	return dropped => {
		const part = groups.get(dropped.join()) ?? [];
		if (whole.length === 0 || part.length === 0) {
			return UNKNOWN;
		}
		const value = average(whole) - average(part);
		if (!varies || noise?.variance === 0) {
			return { value, low: value, high: value, p: Math.abs(value) < 1e-9 ? 1 : 0 };
		}
		if (noise === undefined) {
			return { ...UNKNOWN, value };
		}
		const error = Math.sqrt(noise.variance * (1 / whole.length + 1 / part.length));
		const reach = studentQuantile(0.05, noise.df) * error;
		return { value, low: value - reach, high: value + reach, p: studentP(value / error, noise.df) };
	};
}

function pooled(
	groups: readonly (readonly number[])[],
): { readonly variance: number; readonly df: number } | undefined {
	let [sum, df] = [0, 0];
	for (const group of groups) {
		const mean = average(group);
		sum += group.reduce((total, each) => total + (each - mean) ** 2, 0);
		df += group.length - 1;
	}
	return df === 0 ? undefined : { variance: sum / df, df };
}

function average(values: readonly number[]): number {
	return values.reduce((sum, each) => sum + each, 0) / values.length;
}
