import type { TextRange } from '../text/range.ts';
import type { TextEdit } from './problem.ts';

/** The edit that puts `line` ("id: a1") first into a mapping, in the style of the mapping (`range` of its node). */
export function insertKey(mapping: TextRange, text: string, line: string): TextEdit {
	const { start, end } = mapping;
	if (text[start] === '{') {
		const hollow = text.slice(start + 1, end - 1).trim() === '';
		return { range: { start: start + 1, end: start + 1 }, text: ` ${line}${hollow ? ' ' : ','}` };
	}
	const before = text.slice(0, start);
	const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
	const breaks = text.includes('\r\n') ? '\r\n' : '\n';
	// What stands before the mapping on its line is spaces and dashes; the next key stands below the first.
	const column = start - lineStart - (text[lineStart] === '\uFEFF' ? 1 : 0);
	return { range: { start, end: start }, text: `${line}${breaks}${' '.repeat(Math.max(0, column))}` };
}
