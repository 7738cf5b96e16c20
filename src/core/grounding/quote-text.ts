import type { TextRange } from '../text/range.ts';
import type { GroundingUnit } from './grounding.ts';

/** The texts of all units as one, made comparable, with the way back. Units are joined by a space. */
export interface QuoteText {
	readonly text: string;
	/** For every UTF-16 unit of `text`: the unit it comes from and where it stood there, from and to. */
	readonly unitAt: Int32Array;
	readonly startAt: Int32Array;
	readonly endAt: Int32Array;
}

/** Makes units comparable with quotes of them: see {@link comparable}. */
export function quoteText(units: readonly GroundingUnit[]): QuoteText {
	const parts: string[] = [];
	const unitAt: number[] = [];
	const startAt: number[] = [];
	const endAt: number[] = [];
	for (const [unit, { text }] of units.entries()) {
		if (parts.length > 0) {
			push(' ', unit, { start: 0, end: 0 });
		}
		comparable(text, (piece, range) => push(piece, unit, range));
	}
	return {
		text: parts.join(''),
		unitAt: Int32Array.from(unitAt),
		startAt: Int32Array.from(startAt),
		endAt: Int32Array.from(endAt),
	};

	function push(piece: string, unit: number, { start, end }: TextRange): void {
		if (piece === ' ' && parts.at(-1) === ' ') {
			return;
		}
		parts.push(piece);
		for (let at = 0; at < piece.length; at++) {
			unitAt.push(unit);
			startAt.push(start);
			endAt.push(end);
		}
	}
}

/** The text without `gone` where a word goes on behind a hyphen at the end of a unit; `undefined` where none does. */
export function withoutBreaks(from: QuoteText, gone: '- ' | ' '): QuoteText | undefined {
	const dropped = new Set<number>();
	for (const { index } of from.text.matchAll(/(?<=\p{L})- (?=\p{Ll})/gu)) {
		if (from.unitAt[index] !== from.unitAt[index + 2]) {
			dropped.add(index + 1);
			if (gone === '- ') {
				dropped.add(index);
			}
		}
	}
	if (dropped.size === 0) {
		return undefined;
	}
	const isKept = (_: unknown, at: number) => !dropped.has(at);
	return {
		text: from.text.split('').filter(isKept).join(''),
		unitAt: from.unitAt.filter(isKept),
		startAt: from.startAt.filter(isKept),
		endAt: from.endAt.filter(isKept),
	};
}

/** A quote made comparable, without the marks that people and models put around quotes and at their end. */
export function comparableQuote(quote: string): string {
	const pieces: string[] = [];
	comparable(quote, piece => pieces.push(piece));
	return pieces
		.join('')
		.replace(/ +/g, ' ')
		.replace(/^[\s'"]+|[\s'".,;:!?]+$/g, '');
}

/**
 * Brings differences together that no reader calls a different wording: compatibility forms (NFKC), case, kinds of
 * quotes, dashes and white space, invisible characters, Markdown marks. Calls `visit` with each piece and where it stood.
 */
function comparable(text: string, visit: (piece: string, range: TextRange) => void): void {
	const marks = markdownMarks(text);
	for (let start = 0; start < text.length; ) {
		const end = endOfCluster(text, start);
		const code = text.charCodeAt(start);
		if (marks.has(start)) {
			// Says nothing.
		} else if (code > 32 && code < 127 && end === start + 1) {
			visit(code === 124 ? ' ' : text[start]!.toLowerCase(), { start, end });
		} else {
			visitSpecial(text.slice(start, end), { start, end });
		}
		start = end;
	}

	function visitSpecial(cluster: string, range: TextRange): void {
		if (/^\s/.test(cluster)) {
			visit(' ', range);
		} else if (!/^[\p{Cf}\p{Cc}]/u.test(cluster)) {
			visit(plain(cluster), range);
		}
	}
}

/** A character goes with the combining marks after it, so that both ways to write "é" are one. */
function endOfCluster(text: string, start: number): number {
	let end = start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
	while (end < text.length && text.charCodeAt(end) >= 0x300 && /^\p{M}/u.test(text.slice(end, end + 2))) {
		end += text.codePointAt(end)! > 0xffff ? 2 : 1;
	}
	return end;
}

function plain(character: string): string {
	if (/[‘’‚‛′`´]/.test(character)) {
		return "'";
	}
	if (/[“”„‟″«»]/.test(character)) {
		return '"';
	}
	if (/[‐‑‒–—―−]/.test(character)) {
		return '-';
	}
	return character === '…' ? '...' : character.normalize('NFKC').toLowerCase();
}

/** Offsets of characters that only mark up: emphasis, code ticks, heading and quote marks, brackets and targets of links. */
function markdownMarks(text: string): Set<number> {
	const marks = new Set<number>();
	if (!/[*_`~#>[•+-]/.test(text)) {
		return marks;
	}
	for (const pattern of MARKS) {
		for (const found of text.matchAll(pattern)) {
			for (let at = found.index; at < found.index + found[0].length; at++) {
				marks.add(at);
			}
		}
	}
	return marks;
}

/** Emphasis marks stand against a word on one side only: `2 * 3` and `snake_case` keep theirs. */
const MARKS: readonly RegExp[] = [
	/^[ \t]{0,3}(?:#{1,6}|>)(?=\s)/gm,
	/^[ \t]*(?:[-*+•])(?=\s)/gm,
	/(?<![\p{L}\p{N}*_~])(?:\*{1,3}|_{1,3}|~~)(?=\S)/gu,
	/(?<=\S)(?:\*{1,3}|_{1,3}|~~)(?![\p{L}\p{N}*_~])/gu,
	/`+/g,
	/\[(?=[^[\]\n]{1,300}\]\()/g,
	/(?<=\[[^[\]\n]{1,300})\]\([^()\s]{0,500}\)/g,
];
