import { scoreOf, type Trees } from '../../src/core/grounding/trees.ts';

/** Examples as columns: `columns[feature][example]`. */
export interface Examples {
	readonly columns: readonly Float64Array[];
	/** 0..1 */
	readonly labels: Float64Array;
	readonly weights: Float64Array;
	/** Score that each example starts from, in logits; the trees are fitted to what it leaves over. */
	readonly start: Float64Array;
}

export interface BoostingSettings {
	readonly trees: number;
	readonly leaves: number;
	readonly rate: number;
	readonly l2: number;
	readonly leastInLeaf: number;
	/** Per feature: 1 the score must not fall with it, −1 must not rise, 0 free. */
	readonly signs: readonly number[];
}

/**
 * Gradient boosting of regression trees on histograms with logistic loss (Friedman, 2001; leaf by leaf as in LightGBM, Ke
 * et al., 2017), with monotone constraints: a split must order its leaves as the sign says, and what lies below it stays on
 * its side. The same bytes on every machine: no chance is involved, and gradients are rounded to a grid on which sums
 * are exact, so that neither the order of additions nor the last digit of `Math.exp` shows.
 */
export function boost(examples: Examples, settings: BoostingSettings): Trees {
	const binned = examples.columns.map(binnedColumn);
	const scores = examples.start.slice();
	const trees: number[][] = [];
	for (let round = 0; round < settings.trees; round++) {
		const grown = growTree(binned, gradientsOf(examples, scores), settings);
		trees.push(grown.nodes);
		for (const { rows, value } of grown.leaves) {
			for (const row of rows) {
				scores[row]! += value;
			}
		}
	}
	return trees;
}

/** Score of one example in logits, without its start. */
export function boostedScore(trees: Trees, values: readonly number[]): number {
	return scoreOf(trees, values);
}

const BINS = 64;
const GRID = 2 ** 20;

interface Binned {
	/** Ascending; bin b holds values above `cuts[b - 1]` and up to `cuts[b]`. */
	readonly cuts: readonly number[];
	readonly bins: Uint8Array;
}

function binnedColumn(column: Float64Array): Binned {
	const sorted = column.slice().sort();
	const distinct = [...new Set(sorted)];
	const cuts: number[] = [];
	const add = (cut: number) => {
		if (cut > (cuts.at(-1) ?? Number.NEGATIVE_INFINITY)) {
			cuts.push(cut);
		}
	};
	if (distinct.length <= BINS) {
		for (let at = 1; at < distinct.length; at++) {
			add(rounded((distinct[at - 1]! + distinct[at]!) / 2));
		}
	} else {
		for (let bin = 1; bin < BINS; bin++) {
			add(rounded(sorted[Math.floor((bin * sorted.length) / BINS)]!));
		}
	}
	const bins = Uint8Array.from(column, value => {
		let low = 0;
		let high = cuts.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (value > cuts[middle]!) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	});
	return { cuts, bins };
}

interface Gradients {
	readonly first: Float64Array;
	readonly second: Float64Array;
}

function gradientsOf({ labels, weights }: Examples, scores: Float64Array): Gradients {
	const first = new Float64Array(scores.length);
	const second = new Float64Array(scores.length);
	for (let row = 0; row < scores.length; row++) {
		const chance = 1 / (1 + Math.exp(-scores[row]!));
		first[row] = Math.round(weights[row]! * (labels[row]! - chance) * GRID) / GRID;
		second[row] = Math.round(weights[row]! * chance * (1 - chance) * GRID) / GRID;
	}
	return { first, second };
}

interface Split {
	readonly gain: number;
	readonly feature: number;
	readonly bin: number;
	readonly left: Sums;
	readonly leftValue: number;
	readonly rightValue: number;
}

interface Sums {
	readonly first: number;
	readonly second: number;
}

interface Leaf extends Sums {
	readonly node: number;
	readonly rows: Int32Array;
	readonly histogram: Float64Array;
	/** Its value stays in here, so that no split above is undone. */
	readonly low: number;
	readonly high: number;
	readonly split: Split | undefined;
}

interface Growing {
	readonly binned: readonly Binned[];
	readonly gradients: Gradients;
	readonly settings: BoostingSettings;
}

function growTree(binned: readonly Binned[], gradients: Gradients, settings: BoostingSettings) {
	const growing = { binned, gradients, settings };
	const rows = Int32Array.from(gradients.first, (_, row) => row);
	const nodes = [-1, 0, 0, 0];
	const sums = { first: sum(gradients.first), second: sum(gradients.second) };
	const bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
	const leaves = [leafOf(growing, { node: 0, rows, histogram: histogramOf(growing, rows), ...sums, ...bounds })];
	while (leaves.length < settings.leaves) {
		const at = mostGain(leaves);
		if (at < 0) {
			break;
		}
		const leaf = leaves[at]!;
		nodes.splice(4 * leaf.node, 4, ...splitNode(leaf.split!, binned, nodes.length / 4));
		nodes.push(-1, 0, 0, 0, -1, 0, 0, 0);
		leaves.splice(at, 1, ...divided(growing, leaf, nodes.length / 4 - 2));
	}
	const valued = leaves.map(leaf => ({
		rows: leaf.rows,
		node: leaf.node,
		value: rounded(settings.rate * leafValue(leaf, leaf, settings.l2)),
	}));
	for (const { node, value } of valued) {
		nodes[4 * node + 1] = value;
	}
	return { nodes, leaves: valued };
}

function splitNode({ feature, bin }: Split, binned: readonly Binned[], left: number): number[] {
	return [feature, binned[feature]!.cuts[bin]!, left, left + 1];
}

function mostGain(leaves: readonly Leaf[]): number {
	let best = -1;
	for (const [at, { split }] of leaves.entries()) {
		if (split !== undefined && (best < 0 || split.gain > leaves[best]!.split!.gain)) {
			best = at;
		}
	}
	return best;
}

function leafOf(growing: Growing, leaf: Omit<Leaf, 'split'>): Leaf {
	return { ...leaf, split: bestSplit(growing, leaf) };
}

/** The two leaves that a split makes. The smaller one's histogram is counted, the other one's is what is left. */
function divided(growing: Growing, leaf: Leaf, node: number): Leaf[] {
	const { feature, bin, left, leftValue, rightValue } = leaf.split!;
	const { bins } = growing.binned[feature]!;
	const leftRows = leaf.rows.filter(row => bins[row]! <= bin);
	const rightRows = leaf.rows.filter(row => bins[row]! > bin);
	const [small, large] = [leftRows, rightRows].sort((a, b) => a.length - b.length) as [Int32Array, Int32Array];
	const counted = histogramOf(growing, small);
	const rest = leaf.histogram.map((value, at) => value - counted[at]!);
	const sign = growing.settings.signs[feature]!;
	const middle = (leftValue + rightValue) / 2;
	const { low, high } = leaf;
	return [
		leafOf(growing, {
			node,
			rows: leftRows,
			histogram: leftRows === large ? rest : counted,
			...left,
			low: sign < 0 ? Math.max(low, middle) : low,
			high: sign > 0 ? Math.min(high, middle) : high,
		}),
		leafOf(growing, {
			node: node + 1,
			rows: rightRows,
			histogram: rightRows === large ? rest : counted,
			first: leaf.first - left.first,
			second: leaf.second - left.second,
			low: sign > 0 ? Math.max(low, middle) : low,
			high: sign < 0 ? Math.min(high, middle) : high,
		}),
	];
}

/** First and second gradients and the number of rows per feature and bin. */
function histogramOf({ binned, gradients }: Growing, rows: Int32Array): Float64Array {
	const { first, second } = gradients;
	const histogram = new Float64Array(binned.length * BINS * 3);
	for (const [feature, { bins }] of binned.entries()) {
		const base = feature * BINS * 3;
		for (let at = 0; at < rows.length; at++) {
			const row = rows[at]!;
			const cell = base + bins[row]! * 3;
			histogram[cell]! += first[row]!;
			histogram[cell + 1]! += second[row]!;
			histogram[cell + 2]! += 1;
		}
	}
	return histogram;
}

function bestSplit({ binned, settings }: Growing, leaf: Omit<Leaf, 'split'>): Split | undefined {
	const { l2, leastInLeaf, signs } = settings;
	const whole = qualityOf(leaf, leafValue(leaf, leaf, l2), l2);
	let best: Split | undefined;
	for (const [feature, { cuts }] of binned.entries()) {
		let first = 0;
		let second = 0;
		let count = 0;
		for (let bin = 0; bin < cuts.length; bin++) {
			const cell = (feature * BINS + bin) * 3;
			first += leaf.histogram[cell]!;
			second += leaf.histogram[cell + 1]!;
			count += leaf.histogram[cell + 2]!;
			if (count < leastInLeaf) {
				continue;
			}
			if (leaf.rows.length - count < leastInLeaf) {
				break;
			}
			const left = { first, second };
			const right = { first: leaf.first - first, second: leaf.second - second };
			const leftValue = leafValue(left, leaf, l2);
			const rightValue = leafValue(right, leaf, l2);
			if (signs[feature]! * (rightValue - leftValue) < 0) {
				continue;
			}
			const gain = qualityOf(left, leftValue, l2) + qualityOf(right, rightValue, l2) - whole;
			if (gain > (best?.gain ?? LEAST_GAIN)) {
				best = { gain, feature, bin, left, leftValue, rightValue };
			}
		}
	}
	return best;
}

const LEAST_GAIN = 1e-3;

function leafValue({ first, second }: Sums, { low, high }: Pick<Leaf, 'low' | 'high'>, l2: number): number {
	return Math.min(high, Math.max(low, first / (second + l2)));
}

function qualityOf({ first, second }: Sums, value: number, l2: number): number {
	return 2 * first * value - (second + l2) * value * value;
}

function sum(values: Float64Array): number {
	return values.reduce((total, value) => total + value, 0);
}

/** Four decimals: what is read in the file is what counts. */
function rounded(value: number): number {
	return Math.round(value * 1e4) / 1e4;
}
