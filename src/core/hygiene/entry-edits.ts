import { spanText } from '../context/choose-lines.ts';
import { insertKey } from '../documents/insert-key.ts';
import type { TextEdit } from '../documents/problem.ts';
import type { ContextEntry, LineSpan } from '../documents/question-file.ts';
import { lineStartAt } from '../text/lines.ts';
import type { TextRange } from '../text/range.ts';

/** The edit that takes an entry out of its list; `undefined` where it is the only one, and nothing would be left. */
export function dropEntry(entries: readonly ContextEntry[], entry: ContextEntry, text: string): TextEdit | undefined {
	const at = entries.indexOf(entry);
	if (entries.length < 2 || at < 0) {
		return undefined;
	}
	return isBlockItem(entry.range, text) ? dropBlockItem(entry.range, text) : dropFlowItem(entries, at, text);
}

/** The edit that makes an entry choose other lines, or rows, of its file: `numbers` in their order, from 1. */
export function chooseOnly(
	entry: Extract<ContextEntry, { readonly kind: 'file' }>,
	what: 'lines' | 'rows',
	{ numbers, text }: { readonly numbers: readonly number[]; readonly text: string },
): TextEdit {
	const value = `"${spansOf(numbers).map(spanText).join(', ')}"`;
	const written = entry[what];
	if (written !== undefined) {
		return { range: written.range, text: value };
	}
	return insertKey(entry.range, text, `${what}: ${value}`);
}

/** `1, 2, 3, 7` → `1-3`, `7`, in the order given. */
export function spansOf(numbers: readonly number[]): readonly LineSpan[] {
	const spans: { first: number; last: number }[] = [];
	for (const number of numbers) {
		const open = spans.at(-1);
		if (open !== undefined && open.last === number - 1) {
			open.last = number;
		} else {
			spans.push({ first: number, last: number });
		}
	}
	return spans;
}

/** True where only blanks and dashes stand before it on its line. */
function isBlockItem({ start }: TextRange, text: string): boolean {
	return /^[\uFEFF ]*(?:-[ \t]+)+$/.test(text.slice(lineStartAt(text, start), start));
}

function dropBlockItem({ start, end }: TextRange, text: string): TextEdit {
	const from = lineStartAt(text, start);
	const before = text.slice(from, start);
	const dash = from + before.lastIndexOf('-');
	if (/-[ \t]+-/.test(before)) {
		// `- - a`: the outer item begins on the same line and stays.
		const rest = /[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)?[^\S\r\n]*(?:-[ \t]+)?/y;
		rest.lastIndex = end;
		return { range: { start: dash, end: end + (rest.exec(text)?.[0].length ?? 0) }, text: '- ' };
	}
	return { range: { start: from, end: endOfItem(end, text) }, text: '' };
}

/** A block text ends behind its last line break, everything else before it, perhaps with a comment behind. */
function endOfItem(end: number, text: string): number {
	if (/[\r\n]/.test(text[end - 1] ?? '')) {
		return end;
	}
	const rest = /[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)?/y;
	rest.lastIndex = end;
	return end + (rest.exec(text)?.[0].length ?? 0);
}

/** In `[a, b]` the comma before the item goes with it; of the first one the comma behind. */
function dropFlowItem(entries: readonly ContextEntry[], at: number, text: string): TextEdit | undefined {
	const { range } = entries[at]!;
	const between =
		at > 0
			? { start: entries[at - 1]!.range.end, end: range.start }
			: { start: range.end, end: entries[1]!.range.start };
	if (!/^\s*,\s*$/.test(text.slice(between.start, between.end))) {
		return undefined; // A comment, or something else that somebody wrote there.
	}
	const whole = at > 0 ? { start: between.start, end: range.end } : { start: range.start, end: between.end };
	return { range: whole, text: '' };
}
