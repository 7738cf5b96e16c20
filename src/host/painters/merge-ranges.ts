import type { TextRange } from '../../core/text/range.ts';

/** The union of some ranges: ordered, apart from each other, none empty. */
export function mergeRanges(ranges: readonly TextRange[]): readonly TextRange[] {
	const merged: { start: number; end: number }[] = [];
	for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
		const last = merged.at(-1);
		if (last !== undefined && start <= last.end) {
			last.end = Math.max(last.end, end);
		} else if (start < end) {
			merged.push({ start, end });
		}
	}
	return merged;
}

/** What is left of some ranges outside of others. Both lists are ordered and apart, as {@link mergeRanges} gives them. */
export function withoutRanges(ranges: readonly TextRange[], others: readonly TextRange[]): readonly TextRange[] {
	const left: TextRange[] = [];
	let first = 0;
	for (const { start, end } of ranges) {
		while (first < others.length && others[first]!.end <= start) {
			first++;
		}
		let at = start;
		for (let i = first; i < others.length && others[i]!.start < end; i++) {
			if (others[i]!.start > at) {
				left.push({ start: at, end: others[i]!.start });
			}
			at = Math.max(at, others[i]!.end);
		}
		if (at < end) {
			left.push({ start: at, end });
		}
	}
	return left;
}
