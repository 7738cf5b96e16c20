/** Agreement of two raters beyond chance. */
export interface Kappa {
	/** Share of agreement, weighted where asked for, 0..1. */
	readonly observed: number;
	readonly expected: number;
	/** (observed − expected) / (1 − expected); `undefined` where there is no variation: everything is one level. */
	readonly kappa: number | undefined;
	readonly n: number;
}

/** How much of an agreement two levels are. `quadratic`: 1 − (i − j)² / (k − 1)², for levels in order. */
export type KappaWeights = 'none' | 'quadratic';

/**
 * Cohen's kappa (Cohen 1960, weighted 1968) of a square table of counts: `table[i][j]` is how often the first rater gave level i and the
 * second level j.
 */
export function cohenKappa(table: readonly (readonly number[])[], weights: KappaWeights = 'none'): Kappa {
	const rows = table.map(row => row.reduce((sum, each) => sum + each, 0));
	const columns = table.map((_, j) => table.reduce((sum, row) => sum + (row[j] ?? 0), 0));
	const n = rows.reduce((sum, each) => sum + each, 0);
	const weightOf = weigher(table.length, weights);
	let observed = 0;
	let expected = 0;
	for (let i = 0; i < table.length; i++) {
		for (let j = 0; j < table.length; j++) {
			observed += weightOf(i, j) * (table[i]![j] ?? 0);
			expected += n === 0 ? 0 : (weightOf(i, j) * rows[i]! * columns[j]!) / n;
		}
	}
	const [po, pe] = n === 0 ? [0, 0] : [observed / n, expected / n];
	const varies = n > 0 && 1 - pe > 1e-12;
	return { observed: po, expected: pe, kappa: varies ? (po - pe) / (1 - pe) : undefined, n };
}

function weigher(levels: number, weights: KappaWeights): (i: number, j: number) => number {
	return weights === 'quadratic' && levels > 1
		? (i, j) => 1 - ((i - j) / (levels - 1)) ** 2
		: (i, j) => (i === j ? 1 : 0);
}
