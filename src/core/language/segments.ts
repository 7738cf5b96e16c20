import type { TextRange } from '../text/range.ts';
import { contentIndent, lineAfter, lineAround } from './block-line.ts';

/**
 * Cuts a question file into the items of its block list `questions:` and the rest. Each item can be parsed alone:
 * what belongs to an item is indented deeper than its dash, so a dash in that column always begins the next one.
 * One item from its dash to the next; all of them stand side by side.
 */
export function itemsOf(text: string): readonly TextRange[] {
	const key = /^questions:[ \t]*(?:#.*)?$/m.exec(text);
	if (key === null) {
		return [];
	}
	const starts: number[] = [];
	let column: number | undefined;
	let end = text.length;
	for (
		let line = lineAfter(text, lineAround(text, key.index).end);
		line !== undefined;
		line = lineAfter(text, line.end)
	) {
		const indent = contentIndent(text, line);
		if (indent === undefined || indent > (column ?? Number.POSITIVE_INFINITY)) {
			continue;
		}
		const isItem = isDash(text, line.start + indent) && indent === (column ?? indent);
		if (!isItem) {
			end = line.start;
			break;
		}
		column = indent;
		starts.push(line.start);
	}
	return starts.map((start, index) => ({ start, end: starts[index + 1] ?? end }));
}

function isDash(text: string, at: number): boolean {
	return text[at] === '-' && /[\s]|^$/.test(text[at + 1] ?? '');
}
