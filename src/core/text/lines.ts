import type { TextRange } from './range.ts';

/** Line and column, both counted from 0, columns in UTF-16 units. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** Knows where the lines of one text begin. LF, CRLF and a lone CR all end a line. */
export class LineIndex {
	readonly text: string;
	private readonly starts: readonly number[];

	constructor(text: string) {
		this.text = text;
		this.starts = lineStarts(text);
	}

	/** Number of lines; an empty text has one. A final line break opens a last, empty line. */
	get count(): number {
		return this.starts.length;
	}

	/** Where an offset lies. Offsets outside the text are moved to its nearest end. */
	positionAt(offset: number): Position {
		const wanted = Math.max(0, Math.min(offset, this.text.length));
		let low = 0;
		let high = this.starts.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (this.starts[middle]! <= wanted) {
				low = middle;
			} else {
				high = middle;
			}
		}
		return { line: low, column: wanted - this.starts[low]! };
	}

	/** The offset of a position; lines and columns outside the text are moved to its nearest end. */
	offsetAt(position: Position): number {
		if (position.line < 0) {
			return 0;
		}
		const start = this.starts[position.line];
		if (start === undefined) {
			return this.text.length;
		}
		const next = this.starts[position.line + 1] ?? this.text.length;
		return Math.min(start + Math.max(0, position.column), next);
	}

	/** The range of a line (counted from 0) without its line break; the empty range at the end past the last one. */
	rangeOf(line: number): TextRange {
		const start = this.starts[line] ?? this.text.length;
		let end = this.starts[line + 1] ?? this.text.length;
		while (end > start && (this.text[end - 1] === '\n' || this.text[end - 1] === '\r')) {
			end--;
		}
		return { start, end };
	}

	/** The text of a line (counted from 0) without its line break. */
	textOf(line: number): string {
		const { start, end } = this.rangeOf(line);
		return this.text.slice(start, end);
	}
}

function lineStarts(text: string): number[] {
	const starts = [0];
	if (!text.includes('\r')) {
		// Searching is several times as fast as looking at each character, and most texts have only LF.
		for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
			starts.push(at + 1);
		}
		return starts;
	}
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) {
			starts.push(at + 1);
		}
	}
	return starts;
}

/** Where the line of one offset begins, without reading more of the text than that line. */
export function lineStartAt(text: string, offset: number): number {
	let at = Math.min(offset, text.length);
	while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') {
		at--;
	}
	return at;
}
