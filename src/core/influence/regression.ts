import { holm } from '../statistics/holm.ts';
import { lassoActive } from './lasso.ts';
import { type Coefficient, ControlledFit } from './least-squares.ts';
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
 * What an outcome depends on, from random halves of a context (Cohen-Wang et al. 2024). The Lasso finds the few sources and the
 * pairs of them that explain it; each weight is then the coefficient of its source beside these, without the Lasso's shrinkage
 * (regression adjustment in a randomised experiment, Lin 2013; Bloniarz et al. 2016): the mean change of the outcome by keeping
 * the source while each other one is kept with probability ½. That estimand needs no linear model to be true.
 */
export function weighAblations(
	observations: readonly Observation[],
	{ sources, scale, varies }: WeighingOptions,
): Weighing {
	const outcomes = observations.map(({ outcome }) => outcome);
	const columns = signsOf(observations, sources);
	const most = Math.max(1, Math.min(MOST_ACTIVE, Math.floor(observations.length / 6)));
	const prior = varies && scale === 'share' ? 'one-of-each' : 'none';
	const strong = lassoActive(columns, outcomes, most);
	const found = pairsAmong(withStandouts(strong, { columns, outcomes, most }), { columns, outcomes });
	const active = [...new Set([...strong, ...found.flatMap(pair => pair.sources)])];
	const products = found.map(({ sources: [a, b] }) => product(columns[a]!, columns[b]!));
	const beside = (source: number) =>
		new ControlledFit(outcomes, [...active.filter(each => each !== source).map(each => columns[each]!), ...products]);
	const shared = beside(-1);
	const inside = new Set(active);
	const raw = columns.map(
		(column, source): Coefficient =>
			(inside.has(source) ? beside(source) : shared).coefficient(column, prior) ?? UNKNOWN,
	);
	// Columns are ±1: from left out to kept is two steps.
	const effects = raw.map(({ value, low, high, p }) => ({ value: 2 * value, low: 2 * low, high: 2 * high, p }));
	const adjusted = holm(effects.map(({ p }) => p));
	const strongest = Math.max(...effects.map(({ value }) => value), 0);
	const floor = Math.max(LEAST_EFFECT[scale], LEAST_SHARE * strongest);
	const beyondChance = adjusted.map(p => p <= FAMILY_ERROR);
	const partners = new Set(
		found.flatMap(({ sources: [a, b] }) => [...(beyondChance[a] ? [b] : []), ...(beyondChance[b] ? [a] : [])]),
	);
	const weights = effects.map(
		({ value, low, high, p }, source): SourceWeight => ({
			source,
			value,
			low,
			high,
			used: (beyondChance[source]! || (partners.has(source) && p <= PARTNER)) && value >= floor,
		}),
	);
	const top = weights
		.filter(({ used }) => used)
		.sort((a, b) => b.value - a.value || a.source - b.source)
		.map(({ source }) => source);
	const undecided = weights.filter(
		({ source, used, value }) =>
			!used &&
			value >= LEAST_EFFECT[scale] &&
			(effects[source]!.p <= UNDECIDED.alone || adjusted[source]! <= UNDECIDED.together),
	).length;
	return {
		weights,
		pairs: found.flatMap(pair => kindOf(pair, { weights, columns, outcomes, active })),
		top,
		undecided,
	};
}

/** A source that surely acts together with one of the top set matters: its own effect needs no more proof than this. */
const PARTNER = 0.05;
/** More sources than these are not looked at for pairs. */
const MOST_ACTIVE = 10;
/** Up to these p-values, by itself or adjusted for all sources, a source that is not in the top set may yet belong there. */
const UNDECIDED = { alone: 0.02, together: 0.5 } as const;

const UNKNOWN: Coefficient = { value: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, p: 1 };

/** What the Lasso finds, and what stands out beside that: two sources of which either suffices hide each other. */
function withStandouts(
	active: readonly number[],
	{ columns, outcomes, most }: Material & { readonly most: number },
): readonly number[] {
	const fit = new ControlledFit(
		outcomes,
		active.map(each => columns[each]!),
	);
	const others = [...columns.keys()]
		.filter(source => !active.includes(source))
		.map(source => ({ source, p: fit.coefficient(columns[source]!)?.p ?? 1 }))
		.filter(({ p }) => p < STANDS_OUT)
		.sort((a, b) => a.p - b.p)
		.slice(0, Math.max(0, most - active.length));
	return [...active, ...others.map(({ source }) => source)];
}

const STANDS_OUT = 0.02;

/** +1 where a source was kept, −1 where it was left out. */
function signsOf(observations: readonly Observation[], sources: number): readonly Int8Array[] {
	const columns = Array.from({ length: sources }, () => new Int8Array(observations.length).fill(1));
	for (const [row, { dropped }] of observations.entries()) {
		for (const source of dropped) {
			columns[source]![row] = -1;
		}
	}
	return columns;
}

function product(a: Int8Array, b: Int8Array): Int8Array {
	return a.map((each, i) => each * b[i]!);
}

interface Material {
	readonly columns: readonly Int8Array[];
	readonly outcomes: readonly number[];
}

interface Interaction {
	readonly sources: readonly [number, number];
	/** Positive: more together than each alone. */
	readonly value: number;
}

/** Pairs whose product explains what their sum does not; the clearest first, each beside those before it. */
function pairsAmong(active: readonly number[], { columns, outcomes }: Material): readonly Interaction[] {
	const all = active.flatMap((a, i) => active.slice(i + 1).map((b): [number, number] => (a < b ? [a, b] : [b, a])));
	const singles = active.map(each => columns[each]!);
	const found: Interaction[] = [];
	while (found.length < MOST_PAIRS) {
		const taken = found.map(({ sources: [a, b] }) => product(columns[a]!, columns[b]!));
		const fit = new ControlledFit(outcomes, [...singles, ...taken]);
		const open = all.filter(pair => !found.some(({ sources }) => sources[0] === pair[0] && sources[1] === pair[1]));
		const tested = open.flatMap(pair => {
			const fitted = fit.coefficient(product(columns[pair[0]]!, columns[pair[1]]!));
			return fitted === undefined ? [] : [{ sources: pair, value: 4 * fitted.value, p: fitted.p }];
		});
		const best = tested.reduce<(typeof tested)[number] | undefined>(
			(known, each) => (known === undefined || each.p < known.p ? each : known),
			undefined,
		);
		if (best === undefined || best.p * tested.length > FAMILY_ERROR) {
			return found;
		}
		found.push({ sources: best.sources, value: best.value });
	}
	return found;
}

const MOST_PAIRS = 6;

interface KindMaterial extends Material {
	readonly weights: readonly SourceWeight[];
	readonly active: readonly number[];
}

/**
 * With either sufficient each of two has half the effect and the product takes all of it away again; with both needed it adds as
 * much. Half of that is the line.
 */
function kindOf(pair: Interaction, { weights, columns, outcomes, active }: KindMaterial): readonly SourcePair[] {
	const [a, b] = pair.sources.map(source => weights[source]!) as [SourceWeight, SourceWeight];
	if (!a.used || !b.used || Math.abs(pair.value) < Math.max(a.value, b.value)) {
		return [];
	}
	const [x, y] = [columns[a.source]!, columns[b.source]!];
	// The effect of both together is the coefficient of their sum, beside their difference.
	const others = active.filter(each => each !== a.source && each !== b.source).map(each => columns[each]!);
	const difference = x.map((each, i) => each - y[i]!);
	const both = new ControlledFit(outcomes, [...others, difference, product(x, y)]).coefficient(
		Float64Array.from(x, (each, i) => (each + y[i]!) / 2),
	);
	if (both === undefined) {
		return [];
	}
	const [value, low, high] = [both.value, both.low, both.high].map(each => 2 * each) as [number, number, number];
	return [{ sources: pair.sources, kind: pair.value < 0 ? 'redundant' : 'joint', value, low, high }];
}
