import type { LineSpan } from '../documents/question-file.ts';

/** The numbers that spans choose out of `1..count`, in the order written, each once. */
export interface Choice {
	readonly chosen: readonly number[];
	/** The first span that asks for more than there is. */
	readonly outside: LineSpan | undefined;
}

/** Chooses lines or rows. Without spans: all. */
export function choose(spans: readonly LineSpan[] | undefined, count: number): Choice {
	if (spans === undefined) {
		return { chosen: Array.from({ length: count }, (_, i) => i + 1), outside: undefined };
	}
	const chosen = new Set<number>();
	let outside: LineSpan | undefined;
	for (const span of spans) {
		const last = span.last ?? Math.max(count, span.first);
		if (last > count) {
			outside ??= span;
		}
		for (let number = span.first; number <= Math.min(last, count); number++) {
			chosen.add(number);
		}
	}
	return { chosen: [...chosen], outside };
}

/** `10-42`, `7` or `90-`, as it would be written. */
export function spanText({ first, last }: LineSpan): string {
	return last === first ? `${first}` : `${first}-${last ?? ''}`;
}
