/**
 * Boosted regression trees as numbers: each tree is a list of nodes, four numbers a node: the feature that is looked at, the
 * cut, and the nodes to go on with (counted from 0) where the value is at most the cut, or above it. A leaf has feature −1
 * and its value in place of the cut. A forest's score is the sum of the leaves that an example falls into.
 */
export type Trees = readonly (readonly number[])[];

/** Sum over the trees for the example with these feature values. */
export function scoreOf(trees: Trees, values: readonly number[]): number {
	const { next, cuts, roots } = forestOf(trees);
	let sum = 0;
	for (let tree = 0; tree < roots.length; tree++) {
		let at = roots[tree]!;
		let feature = next[3 * at]!;
		while (feature >= 0) {
			at = values[feature]! <= cuts[at]! ? next[3 * at + 1]! : next[3 * at + 2]!;
			feature = next[3 * at]!;
		}
		sum += cuts[at]!;
	}
	return sum;
}

/** All trees in one: an answer asks thousands of times. */
interface Forest {
	/** Three numbers a node: its feature, and the nodes to go on with. */
	readonly next: Int32Array;
	/** The cut of a node, the value of a leaf. */
	readonly cuts: Float64Array;
	readonly roots: Int32Array;
}

const forests = new WeakMap<Trees, Forest>();

function forestOf(trees: Trees): Forest {
	let forest = forests.get(trees);
	if (forest === undefined) {
		forest = flattened(trees);
		forests.set(trees, forest);
	}
	return forest;
}

function flattened(trees: Trees): Forest {
	const count = trees.reduce((sum, nodes) => sum + nodes.length / 4, 0);
	const forest = {
		next: new Int32Array(3 * count),
		cuts: new Float64Array(count),
		roots: new Int32Array(trees.length),
	};
	let first = 0;
	for (const [tree, nodes] of trees.entries()) {
		forest.roots[tree] = first;
		for (let node = 0; node < nodes.length / 4; node++) {
			const [feature, cut, below, above] = nodes.slice(4 * node, 4 * node + 4) as [number, number, number, number];
			forest.next.set([feature, first + below, first + above], 3 * (first + node));
			forest.cuts[first + node] = cut;
		}
		first += nodes.length / 4;
	}
	return forest;
}
