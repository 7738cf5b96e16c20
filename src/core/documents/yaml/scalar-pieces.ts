import { PieceList } from '../../text/pieces.ts';
import type { TextPiece } from '../question-file.ts';
import type { YamlScalar } from './tree.ts';

/**
 * Where the characters of a scalar's value stand in the source. Every piece is verbatim; what escapes, folding and
 * chomping made belongs to none. Total: a value that does not fit its source has fewer pieces.
 */
export function scalarPieces(scalar: YamlScalar, text: string): readonly TextPiece[] {
	const { start, end } = scalar.range;
	const list = new PieceList();
	switch (scalar.style) {
		case 'plain':
			foldedLines(list, scalar.source, linesOf(text, start, end, ' \t'));
			break;
		case 'single':
			singleQuoted(list, scalar.source, linesOf(text, start + 1, Math.max(start + 1, end - 1), ' \t'), text);
			break;
		case 'double':
			doubleQuoted(list, text, start + 1, Math.max(start + 1, end - 1));
			break;
		case 'literal':
			literal(list, scalar.source, blockLines(text, start, end), text);
			break;
		case 'folded':
			foldedLines(list, scalar.source, unindented(scalar.source, blockLines(text, start, end)));
			break;
		case 'empty':
			break;
	}
	return list.pieces.filter(({ at, source, length }) =>
		scalar.source.startsWith(text.slice(source, source + length), at),
	);
}

interface SourceLine {
	readonly text: string;
	readonly source: number;
}

/** The lines between two offsets, without their breaks. The inner ends of lines are stripped of `blank` characters. */
function linesOf(text: string, start: number, end: number, blank: string): readonly SourceLine[] {
	const lines: SourceLine[] = [];
	for (let at = start; at <= end; ) {
		const found = text.indexOf('\n', at);
		const last = found === -1 || found >= end;
		let from = at;
		let to = last ? end : found;
		if (!last && text[to - 1] === '\r' && to > from) {
			to--;
		}
		while (at !== start && from < to && blank.includes(text[from]!)) {
			from++;
		}
		while (!last && to > from && blank.includes(text[to - 1]!)) {
			to--;
		}
		lines.push({ text: text.slice(from, to), source: from });
		at = last ? end + 1 : found + 1;
	}
	return lines;
}

/** The lines below the header of a block scalar. */
function blockLines(text: string, start: number, end: number): readonly SourceLine[] {
	const header = text.indexOf('\n', start);
	return header === -1 || header >= end ? [] : linesOf(text, header + 1, end, '');
}

function literal(list: PieceList, value: string, lines: readonly SourceLine[], text: string): void {
	let at = 0;
	for (const line of lines) {
		const found = value.indexOf('\n', at);
		const end = found === -1 ? value.length : found;
		const length = end - at;
		// A line of the value is what its source line holds behind the indentation.
		const indent = line.text.length - length;
		if (indent >= 0) {
			list.add(at, line.source + indent, length);
		}
		if (found !== -1) {
			const behind = line.source + line.text.length;
			list.add(end, text[behind] === '\r' ? behind + 1 : behind, 1);
		}
		at = end + 1;
	}
}

/** Lines that were joined by spaces or line breaks: finds each in the value, behind what joined it. */
function foldedLines(list: PieceList, value: string, lines: readonly SourceLine[]): void {
	let at = 0;
	for (const line of lines) {
		if (line.text === '') {
			continue;
		}
		at = behindJoint(value, at, line.text);
		if (at === -1) {
			return;
		}
		list.add(at, line.source, line.text.length);
		at += line.text.length;
	}
}

function behindJoint(value: string, from: number, line: string): number {
	let at = from;
	while (value[at] === '\n') {
		at++;
	}
	if (!value.startsWith(line, at) && value[at] === ' ') {
		at++;
	}
	return value.startsWith(line, at) ? at : -1;
}

/** Takes the indentation of a folded scalar off its lines. An explicit one is told by the spaces the value begins with. */
function unindented(value: string, lines: readonly SourceLine[]): readonly SourceLine[] {
	const first = lines.find(({ text }) => text.trim() !== '');
	if (first === undefined) {
		return [];
	}
	const kept = /^\n*( *)/.exec(value)?.[1]?.length ?? 0;
	const indent = Math.max(0, first.text.search(/[^ ]/) - kept);
	return lines.map(line => ({ text: line.text.slice(indent), source: line.source + indent }));
}

function singleQuoted(list: PieceList, value: string, lines: readonly SourceLine[], text: string): void {
	let at = 0;
	for (const line of lines) {
		if (line.text === '') {
			continue;
		}
		const parts = line.text.split("''");
		at = behindJoint(value, at, parts.join("'"));
		if (at === -1) {
			return;
		}
		let source = line.source;
		for (const [i, part] of parts.entries()) {
			const length = part.length + (i < parts.length - 1 && text[source + part.length] === "'" ? 1 : 0);
			list.add(at, source, length);
			at += length;
			source += part.length + 2;
		}
	}
}

/** Walks a double-quoted scalar the way it is read: escapes, trimmed line ends, folded breaks. */
function doubleQuoted(list: PieceList, text: string, start: number, end: number): void {
	let at = 0;
	let source = start;
	while (source < end) {
		const step = doubleQuotedStep(text, source, end);
		if (step.verbatim !== undefined) {
			list.add(at, step.verbatim, step.produces);
		}
		at += step.produces;
		source += step.consumes;
	}
}

interface QuotedStep {
	readonly consumes: number;
	readonly produces: number;
	/** Where the produced characters stand as they are. */
	readonly verbatim?: number;
}

function doubleQuotedStep(text: string, at: number, end: number): QuotedStep {
	const rest = text.slice(at, Math.min(end, at + 2));
	if (rest[0] === '\\') {
		return escapeStep(text, at);
	}
	if (rest === '\r\n') {
		return { consumes: 1, produces: 0 };
	}
	if (rest[0] === '\n') {
		return breakStep(text, at, end);
	}
	if (rest[0] !== ' ' && rest[0] !== '\t') {
		return { consumes: 1, produces: 1, verbatim: at };
	}
	const length = runLength(text, at, end, ' \t');
	const trimmed = text[at + length] === '\n' || (text[at + length] === '\r' && text[at + length + 1] === '\n');
	return trimmed && at + length < end
		? { consumes: length, produces: 0 }
		: { consumes: length, produces: length, verbatim: at };
}

/** One break becomes a space, several become one fewer; blanks around them vanish. */
function breakStep(text: string, at: number, end: number): QuotedStep {
	let stop = at + 1;
	let breaks = 0;
	while (stop < end && ' \t\n\r'.includes(text[stop]!)) {
		if (text[stop] === '\r' && text[stop + 1] !== '\n') {
			break;
		}
		breaks += text[stop] === '\n' ? 1 : 0;
		stop++;
	}
	return { consumes: stop - at, produces: Math.max(1, breaks) };
}

function escapeStep(text: string, at: number): QuotedStep {
	const code = text[at + 1];
	if (code === '\n' || code === '\r') {
		const breakEnd = code === '\r' ? at + 3 : at + 2;
		return { consumes: breakEnd - at + runLength(text, breakEnd, text.length, ' \t'), produces: 0 };
	}
	const digits = code === 'x' ? 2 : code === 'u' ? 4 : code === 'U' ? 8 : 0;
	if (digits > 0) {
		const point = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
		return { consumes: digits + 2, produces: point > 0xffff ? 2 : 1 };
	}
	// `\"`, `\\`, `\/` and an escaped blank stand for the character behind the backslash.
	return code !== undefined && '"\\/ \t'.includes(code)
		? { consumes: 2, produces: 1, verbatim: at + 1 }
		: { consumes: 2, produces: 1 };
}

function runLength(text: string, at: number, end: number, characters: string): number {
	let stop = at;
	while (stop < end && characters.includes(text[stop]!)) {
		stop++;
	}
	return stop - at;
}
