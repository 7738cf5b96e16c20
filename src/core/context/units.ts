import type { InlineText, TextPiece } from '../documents/question-file.ts';
import type { LineIndex } from '../text/lines.ts';
import { PieceList, slicePieces, sourceRange } from '../text/pieces.ts';
import type { TextRange } from '../text/range.ts';
import type { Unit } from './passage.ts';

/** Where units stand: their passage's number and the document that holds them. */
export interface UnitPlace {
	readonly passage: number;
	/** Root-relative. */
	readonly path: string;
}

/** A unit for each chosen line of a file. `lines` are counted from 1 and exist. */
export function lineUnits(lines: readonly number[], index: LineIndex, { passage, path }: UnitPlace): readonly Unit[] {
	return lines.map(line => {
		const { start, end } = index.rangeOf(line - 1);
		const text = index.text.slice(start, end);
		const pieces = end === start ? [] : [{ at: 0, source: start, length: end - start }];
		return { id: `P${passage}:L${line}`, passage, path, line, text, pieces };
	});
}

/** One unit for a record of a table, with the line breaks inside its quotes as LF. */
export function recordUnit(
	record: TextRange & { readonly line: number },
	source: string,
	{ passage, path }: UnitPlace,
): Unit {
	const { text, pieces } = withLineFeeds(source, record);
	return { id: `P${passage}:L${record.line}`, passage, path, line: record.line, text, pieces };
}

/** A unit for each line of a text that stands in a document of its own, such as a scalar of a question file. */
export function inlineUnits(text: InlineText, index: LineIndex, { passage, path }: UnitPlace): readonly Unit[] {
	const units: Unit[] = [];
	let line = index.positionAt(text.range.start).line + 1;
	for (const [i, { start, end }] of linesOf(text.value).entries()) {
		// The line break belongs to the line, so that an empty line is found too.
		const place = sourceRange(text.pieces, start, end + 1);
		line = place === undefined ? line : index.positionAt(place.start).line + 1;
		const pieces = slicePieces(text.pieces, start, end);
		units.push({ id: `P${passage}:L${i + 1}`, passage, path, line, text: text.value.slice(start, end), pieces });
	}
	return units;
}

/** The lines of a value. A line break at its end begins no further line. */
function linesOf(value: string): readonly TextRange[] {
	const lines: TextRange[] = [];
	let start = 0;
	for (const match of value.matchAll(/\r\n?|\n/g)) {
		lines.push({ start, end: match.index });
		start = match.index + match[0].length;
	}
	if (start < value.length || lines.length === 0) {
		lines.push({ start, end: value.length });
	}
	return lines;
}

function withLineFeeds(source: string, { start, end }: TextRange): { text: string; pieces: readonly TextPiece[] } {
	const list = new PieceList();
	let text = '';
	let from = start;
	for (const match of source.slice(start, end).matchAll(/\r\n?/g)) {
		const at = start + match.index;
		list.add(text.length, from, at - from);
		text += `${source.slice(from, at)}\n`;
		from = at + match[0].length;
	}
	list.add(text.length, from, end - from);
	return { text: text + source.slice(from, end), pieces: list.pieces };
}
