import type { TextRange } from '../text/range.ts';

/** 1 for equal texts, 0 for texts without anything in common: 1 − edit distance / longer length. Quadratic: for short texts. */
export function similarity(a: string, b: string): number {
	const longer = Math.max(a.length, b.length);
	return longer === 0 ? 1 : 1 - bandedDistance(a, b, longer) / longer;
}

/** Levenshtein distance of two texts, in a band of `band` diagonals on each side; at least `band` + 1 where it is wider. */
export function bandedDistance(a: string, b: string, band: number): number {
	if (Math.abs(a.length - b.length) > band) {
		return band + 1;
	}
	let previous = new Int32Array(b.length + 1).map((_, j) => j);
	let current = new Int32Array(b.length + 1);
	for (let i = 1; i <= a.length; i++) {
		const from = Math.max(1, i - band);
		const to = Math.min(b.length, i + band);
		current[from - 1] = from === 1 ? i : FAR;
		const code = a.charCodeAt(i - 1);
		for (let j = from; j <= to; j++) {
			const change = previous[j - 1]! + (code === b.charCodeAt(j - 1) ? 0 : 1);
			const removal = j <= i - 1 + band ? previous[j]! + 1 : FAR;
			current[j] = Math.min(change, removal, current[j - 1]! + 1);
		}
		[previous, current] = [current, previous];
	}
	return previous[b.length]!;
}

export interface Alignment {
	readonly range: TextRange;
	readonly distance: number;
}

/**
 * The stretch of `text` nearest to `words` that begins within `slack` of `near` (Sellers 1980, in a band): costs
 * words × slack. Of equally near stretches the one that begins nearest to `near` is taken.
 */
export function align(words: string, text: string, near: number, slack: number): Alignment | undefined {
	const from = Math.max(0, near - slack);
	const to = Math.min(text.length, near + words.length + slack);
	if (to <= from) {
		return undefined;
	}
	const width = 2 * slack + 1;
	// Cell d of row i stands for the i-th word character against text offset from + i + d.
	let costs = new Int32Array(width);
	let starts = new Int32Array(width);
	for (let d = 0; d < width; d++) {
		costs[d] = from + d <= to ? 0 : FAR;
		starts[d] = from + d;
	}
	let nextCosts = new Int32Array(width);
	let nextStarts = new Int32Array(width);
	for (let i = 1; i <= words.length; i++) {
		const code = words.charCodeAt(i - 1);
		for (let d = 0; d < width; d++) {
			const offset = from + i + d;
			if (offset > to) {
				// Only dropping a character of the words stays inside the text.
				const dropped = d + 1 < width ? costs[d + 1]! + 1 : FAR;
				nextCosts[d] = Math.min(FAR, dropped);
				nextStarts[d] = d + 1 < width ? starts[d + 1]! : 0;
				continue;
			}
			let cost = costs[d]! + (text.charCodeAt(offset - 1) === code ? 0 : 1);
			let start = starts[d]!;
			if (d + 1 < width && costs[d + 1]! + 1 < cost) {
				cost = costs[d + 1]! + 1;
				start = starts[d + 1]!;
			}
			if (d > 0 && nextCosts[d - 1]! + 1 < cost) {
				cost = nextCosts[d - 1]! + 1;
				start = nextStarts[d - 1]!;
			}
			nextCosts[d] = Math.min(FAR, cost);
			nextStarts[d] = start;
		}
		[costs, nextCosts] = [nextCosts, costs];
		[starts, nextStarts] = [nextStarts, starts];
	}
	let found: Alignment | undefined;
	for (let d = 0; d < width; d++) {
		const end = from + words.length + d;
		const start = starts[d]!;
		if (end > to || start > end || costs[d]! >= FAR) {
			continue;
		}
		const nearer =
			found === undefined ||
			costs[d]! < found.distance ||
			(costs[d]! === found.distance && Math.abs(start - near) < Math.abs(found.range.start - near));
		if (nearer) {
			found = { range: { start, end }, distance: costs[d]! };
		}
	}
	return found;
}

const FAR = 1 << 28;
