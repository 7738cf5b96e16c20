/**
 * Holm's step-down adjustment of p-values (Holm 1979), in the order given: the i-th smallest of m is multiplied by m − i + 1, never
 * less than the one before, at most 1. Below 0.05 means significant with a family-wise error of at most 5 %.
 */
export function holm(values: readonly number[]): readonly number[] {
	const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
	const adjusted: number[] = [...values];
	let highest = 0;
	for (const [rank, i] of order.entries()) {
		highest = Math.max(highest, Math.min(1, values[i]! * (values.length - rank)));
		adjusted[i] = highest;
	}
	return adjusted;
}
