/** A stretch of one text: UTF-16 offsets, `start` included, `end` excluded, `0 <= start <= end <= text.length`. */
export interface TextRange {
	readonly start: number;
	readonly end: number;
}

/** A value together with the place in the source text that it was read from. */
export interface Located<T> {
	readonly value: T;
	readonly range: TextRange;
}

/** True if the two ranges share at least one character, or one is empty and lies inside the other. */
export function overlaps(a: TextRange, b: TextRange): boolean {
	return a.start === a.end || b.start === b.end
		? a.start <= b.end && b.start <= a.end
		: a.start < b.end && b.start < a.end;
}
