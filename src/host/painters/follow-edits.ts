import type { TextRange } from '../../core/text/range.ts';

/** `length` characters at `offset` become `text`. Offsets of one event refer to the document before it. */
export interface Edit {
	readonly offset: number;
	readonly length: number;
	readonly text: string;
}

export interface FollowedRange extends TextRange {
	/** An edit reached into the range: its text need not be the old one. */
	readonly touched: boolean;
}

/**
 * Where ranges stand after edits that do not overlap each other. Text inserted at an edge stays outside of a range. Of a
 * range that an edit reaches into, the part that is left (or, where the edit covers it, the start of the new text) remains.
 */
export function followEdits(ranges: readonly TextRange[], edits: readonly Edit[]): readonly FollowedRange[] {
	const backwards = [...edits].sort((a, b) => b.offset - a.offset);
	return ranges.map(range => backwards.reduce(followOne, { start: range.start, end: range.end, touched: false }));
}

function followOne(range: FollowedRange, { offset, length, text }: Edit): FollowedRange {
	const editEnd = offset + length;
	const growth = text.length - length;
	if (editEnd <= range.start) {
		return { start: range.start + growth, end: range.end + growth, touched: range.touched };
	}
	if (offset >= range.end) {
		return range;
	}
	const start = Math.min(range.start, offset);
	return { start, end: Math.max(start, Math.max(range.end, editEnd) + growth), touched: true };
}
