import type { TextRange } from '../text/range.ts';
import type { JudgedWord } from './statement.ts';

/**
 * The ranges of a claim's words that neither context nor question has: numbers and names always, other words only where
 * `alsoWords` says that the claim as a whole is doubtful (a paraphrase uses new words too). Neighbours become one range.
 */
export function unsupportedWords(words: readonly JudgedWord[], which: 'telling' | 'all'): TextRange[] {
	const ranges: { start: number; end: number }[] = [];
	let joins = false;
	for (const word of words) {
		if (word.standing === 'novel' && (which === 'all' || word.kind !== 'word')) {
			const last = ranges.at(-1);
			if (joins && last !== undefined) {
				last.end = word.end;
			} else {
				ranges.push({ start: word.start, end: word.end });
			}
			joins = true;
		} else if (word.standing !== 'stop') {
			joins = false;
		}
	}
	return ranges;
}

/** Sorted ranges with what overlaps or touches made one. */
export function mergedRanges(ranges: readonly TextRange[]): TextRange[] {
	const merged: { start: number; end: number }[] = [];
	for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
		const last = merged.at(-1);
		if (last !== undefined && start <= last.end) {
			last.end = Math.max(last.end, end);
		} else {
			merged.push({ start, end });
		}
	}
	return merged;
}
