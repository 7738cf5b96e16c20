import type { TextEdit } from '../../core/documents/problem.ts';

/** The one edit that turns a text into another and touches no more than the part that differs; no halves of a character pair. */
export function minimalEdit(before: string, after: string): TextEdit | undefined {
	if (before === after) {
		return undefined;
	}
	const most = Math.min(before.length, after.length);
	let start = 0;
	while (start < most && before[start] === after[start]) {
		start++;
	}
	let same = 0;
	while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) {
		same++;
	}
	if (isSplitPair(before, start) || isSplitPair(after, start)) {
		start--;
	}
	if (same > 0 && (isSplitPair(before, before.length - same) || isSplitPair(after, after.length - same))) {
		same--;
	}
	return { range: { start, end: before.length - same }, text: after.slice(start, after.length - same) };
}

/** A boundary inside of a surrogate pair, or between CR and LF: the editor has no position there. */
function isSplitPair(text: string, at: number): boolean {
	const before = text.charCodeAt(at - 1);
	const after = text.charCodeAt(at);
	return (before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000) || (before === 13 && after === 10);
}
