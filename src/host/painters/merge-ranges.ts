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
