/**
 * Boosted regression trees as numbers: each tree is a list of nodes, four numbers a node: the feature that is looked at, the
 * cut, and the nodes to go on with (counted from 0) where the value is at most the cut, or above it. A leaf has feature −1
 * and its value in place of the cut. A forest's score is the sum of the leaves that an example falls into.
 */
export type Trees = readonly (readonly number[])[];

/** Sum over the trees for the example with these feature values. */
export function scoreOf(trees: Trees, values: readonly number[]): number {
	let sum = 0;
	for (const nodes of trees) {
		let at = 0;
		let feature = nodes[0]!;
		while (feature >= 0) {
			at = 4 * (values[feature]! <= nodes[at + 1]! ? nodes[at + 2]! : nodes[at + 3]!);
			feature = nodes[at]!;
		}
		sum += nodes[at + 1]!;
	}
	return sum;
}
