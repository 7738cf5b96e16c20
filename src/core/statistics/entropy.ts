/**
 * The entropy of counts as a share of what it can be at most (Shannon 1948; for verdicts in both orders the "balanced position diversity
 * entropy" of methods S1): 0 = all alike, 1 = evenly spread over all kinds. 0 where there is nothing.
 */
export function relativeEntropy(counts: readonly number[]): number {
	const total = counts.reduce((sum, count) => sum + count, 0);
	if (total === 0 || counts.length < 2) {
		return 0;
	}
	const entropy = counts.reduce((sum, count) => sum - (count === 0 ? 0 : (count / total) * Math.log(count / total)), 0);
	return entropy / Math.log(counts.length);
}
