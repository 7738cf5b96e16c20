import type { TextRange } from '../text/range.ts';
import type { TextEdit } from './problem.ts';

/** The edit that puts `line` ("id: a1") first into a mapping, in the style of the mapping (`range` of its node). */
export function insertKey(mapping: TextRange, text: string, line: string): TextEdit {
	const { start, end } = mapping;
	if (text[start] === '{') {
		const hollow = text.slice(start + 1, end - 1).trim() === '';
		return { range: { start: start + 1, end: start + 1 }, text: ` ${line}${hollow ? ' ' : ','}` };
	}
	return { range: { start, end: start }, text: `${line}${breakOf(text)}${indentAt(start, text)}` };
}

/** The edit that puts `line` behind an entry of a mapping whose value ends on the line that it begins on. */
export function insertKeyBehind(
	{ mapping, entry }: { readonly mapping: TextRange; readonly entry: TextRange },
	text: string,
	line: string,
): TextEdit {
	if (text[mapping.start] === '{') {
		return { range: { start: entry.end, end: entry.end }, text: `, ${line}` };
	}
	const rest = /[^\r\n]*/y;
	rest.lastIndex = entry.end;
	const end = entry.end + (rest.exec(text)?.[0].length ?? 0);
	return { range: { start: end, end }, text: `${breakOf(text)}${indentAt(entry.start, text)}${line}` };
}

/** The spaces that put a key below one that begins at an offset: before that stand spaces and dashes. */
function indentAt(start: number, text: string): string {
	const before = text.slice(0, start);
	const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
	const column = start - lineStart - (text[lineStart] === '\uFEFF' ? 1 : 0);
	return ' '.repeat(Math.max(0, column));
}

function breakOf(text: string): string {
	return text.includes('\r\n') ? '\r\n' : '\n';
}
