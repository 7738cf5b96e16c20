/**
 * The chance that a good item scores higher than a bad one, ties half: the area under the ROC curve by Mann–Whitney (Hanley & McNeil 1982).
 * Linear after sorting. Not a number where either side is empty.
 */
export function auc(good: readonly number[], bad: readonly number[]): number {
	if (good.length === 0 || bad.length === 0) {
		return Number.NaN;
	}
	const sorted = [...bad].sort((a, b) => a - b);
	let sum = 0;
	for (const score of good) {
		sum += (lowerBound(sorted, score) + upperBound(sorted, score)) / 2;
	}
	return sum / (good.length * bad.length);
}

function lowerBound(sorted: readonly number[], value: number): number {
	return bound(sorted, each => each < value);
}

function upperBound(sorted: readonly number[], value: number): number {
	return bound(sorted, each => each <= value);
}

function bound(sorted: readonly number[], below: (each: number) => boolean): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (below(sorted[middle]!)) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}
