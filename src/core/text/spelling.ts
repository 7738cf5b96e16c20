/**
 * The candidate nearest to `word`, or `undefined` where none is near enough to be meant: at most one edit in three
 * characters (Damerau–Levenshtein with adjacent transpositions, case ignored).
 */
export function nearestSpelling(word: string, candidates: Iterable<string>): string | undefined {
	const wanted = word.toLowerCase();
	let best: string | undefined;
	let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of candidates) {
		const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
		if (distance < bestDistance && candidate !== word) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best;
}

/** Number of insertions, deletions, substitutions and adjacent swaps between two words; `limit` where it is at least that. */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
	if (Math.abs(a.length - b.length) >= limit) {
		return limit;
	}
	let beforePrevious: number[] = [];
	let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const current = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = a[i - 1] === b[j - 1] ? 0 : 1;
			let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + change);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				cost = Math.min(cost, beforePrevious[j - 2]! + 1);
			}
			current.push(cost);
		}
		beforePrevious = previous;
		previous = current;
	}
	return Math.min(previous[b.length]!, limit);
}
