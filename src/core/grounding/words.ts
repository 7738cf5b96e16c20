import type { TextRange } from '../text/range.ts';
import { FormTable } from './form-table.ts';
import { monthOfNumber, numberTerm, numberValue, scaleOf } from './numbers.ts';
import { type WordForm, wordForm } from './word-form.ts';

/** A word of a text. Offsets are UTF-16. */
export interface Word extends TextRange {
	readonly form: WordForm;
}

/** The words of a text in order: see {@link WordScanner}. */
export function wordsOf(text: string, scanner = new WordScanner()): Word[] {
	const words: Word[] = [];
	scanner.scan(text, (form, start, end) => words.push({ start, end, form }));
	return words;
}

/**
 * Splits text of any script into words and remembers each form it met, so that a large context costs one look-up a word.
 * Letters and digits part ("GPT4" and "GPT-4" are alike), apostrophes inside a word stay, thousands separators,
 * ordinals, scales ("2 million", "1k") and ISO dates become one number each, and scripts without spaces go through
 * `Intl.Segmenter`.
 */
export class WordScanner {
	private readonly forms = new FormTable();
	private readonly classes = new Uint8Array(0x10000);
	private segmenter: Intl.Segmenter | undefined;

	/** Calls `visit` for every word from left to right. */
	scan(text: string, visit: (form: WordForm, start: number, end: number) => void): void {
		let at = 0;
		while (at < text.length) {
			const kind = this.classAt(text, at);
			if (kind === LETTER) {
				at = this.scanLetters(text, at, visit);
			} else if (kind === DIGIT) {
				at = this.scanNumber(text, at, visit);
			} else if (kind === UNSPACED) {
				at = this.scanUnspaced(text, at, visit);
			} else {
				at++;
			}
		}
	}

	private scanLetters(text: string, start: number, visit: Visit): number {
		const end = this.endOfLetters(text, start);
		const form = this.formOf(text, start, end);
		if (form.kind !== 'number') {
			visit(form, start, end);
			return end;
		}
		// "twenty-five", "two hundred": the parts are one number.
		const nextStart = end + 1;
		const separator = text.charCodeAt(end);
		if ((separator === 45 || separator === 32) && this.classAt(text, nextStart) === LETTER) {
			const nextEnd = this.endOfLetters(text, nextStart);
			const merged = mergedNumber(form, this.formOf(text, nextStart, nextEnd), separator === 45);
			if (merged !== undefined) {
				visit(this.numberForm(merged, 1), start, nextEnd);
				return nextEnd;
			}
		}
		visit(form, start, end);
		return end;
	}

	private endOfLetters(text: string, start: number): number {
		let end = start + 1;
		for (; end < text.length; end++) {
			if (this.classAt(text, end) === LETTER) {
				continue;
			}
			const code = text.charCodeAt(end);
			if ((code === 39 || code === 0x2019) && this.classAt(text, end + 1) === LETTER) {
				continue;
			}
			break;
		}
		return end;
	}

	private scanNumber(text: string, start: number, visit: Visit): number {
		const date = ISO_DATE.exec(text.slice(start, start + 11));
		const month = date === null ? undefined : monthOfNumber(Number(date[2]));
		if (date !== null && month !== undefined) {
			visit(this.numberForm(date[1]!, 1), start, start + 4);
			visit(this.monthForm(month), start + 5, start + 7);
			visit(this.numberForm(date[3]!, 1), start + 8, start + 10);
			return start + 10;
		}
		let end = start + 1;
		for (; end < text.length; end++) {
			const inside = this.classAt(text, end) === DIGIT;
			if (
				!inside &&
				!(end - start < LONGEST_NUMBER && isNumberJoint(text, end) && this.classAt(text, end + 1) === DIGIT)
			) {
				break;
			}
		}
		const digits = text.slice(start, end);
		const inList = start > 1 && text[start - 1] === ',' && this.classAt(text, start - 2) === DIGIT;
		if (digits.includes(',') && (inList || numberValue(digits) === undefined)) {
			// "1,2,3" is a list.
			const first = start + digits.indexOf(',');
			visit(this.numberForm(text.slice(start, first), 1), start, first);
			return first;
		}
		const after = SUFFIX.exec(text.slice(end, end + 12));
		const scale = after === null || (after[1]!.length === 1 && after[0].length > 1) ? undefined : scaleOf(after[1]!);
		if (after !== null && (scale !== undefined || ORDINAL.test(after[0]))) {
			visit(this.numberForm(digits, scale ?? 1), start, end + after[0].length);
			return end + after[0].length;
		}
		visit(this.numberForm(digits, 1), start, end);
		return end;
	}

	private scanUnspaced(text: string, start: number, visit: Visit): number {
		let end = start + 1;
		while (end < text.length && this.classAt(text, end) === UNSPACED) {
			end++;
		}
		this.segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
		for (const { segment, index, isWordLike } of this.segmenter.segment(text.slice(start, end))) {
			if (isWordLike === true) {
				const from = start + index;
				visit(this.formOf(text, from, from + segment.length), from, from + segment.length);
			}
		}
		return end;
	}

	private formOf(text: string, start: number, end: number): WordForm {
		return this.forms.at(text, start, end) ?? this.forms.add(text.slice(start, end), wordForm(text.slice(start, end)));
	}

	private numberForm(digits: string, scale: number): WordForm {
		const key = scale === 1 ? digits : `${digits}*${scale}`;
		return (
			this.forms.at(key, 0, key.length) ??
			this.forms.add(key, {
				term: numberTerm(digits.normalize('NFKC'), scale),
				kind: 'number',
				negation: false,
				capital: false,
				folded: digits,
			})
		);
	}

	private monthForm(term: string): WordForm {
		const key = `-${term}-`;
		return (
			this.forms.at(key, 0, key.length) ??
			this.forms.add(key, { term, kind: 'word', negation: false, capital: true, folded: term })
		);
	}

	private classAt(text: string, at: number): number {
		const code = text.charCodeAt(at);
		if (Number.isNaN(code)) {
			return OTHER;
		}
		const known = this.classes[code]!;
		if (known !== 0) {
			return known;
		}
		return this.classifyAt(text, at, code);
	}

	private classifyAt(text: string, at: number, code: number): number {
		if (code >= 0xdc00 && code <= 0xdfff) {
			// The second half of a pair goes with its first one.
			const before = text.charCodeAt(at - 1);
			return before >= 0xd800 && before <= 0xdbff ? characterClass(text.codePointAt(at - 1)!) : OTHER;
		}
		const kind = characterClass(text.codePointAt(at)!);
		if (code < 0xd800 || code > 0xdbff) {
			this.classes[code] = kind;
		}
		return kind;
	}
}

type Visit = (form: WordForm, start: number, end: number) => void;

const LETTER = 1;
const DIGIT = 2;
const UNSPACED = 3;
const OTHER = 4;

/** After this many characters no separator goes on with a number: a long list of numbers is none. */
const LONGEST_NUMBER = 40;

const ISO_DATE = /^([12]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)/;
const SUFFIX = /^[ \u00a0-]?([A-Za-z]+)(?![A-Za-z])/;
const ORDINAL = /^(?:st|nd|rd|th|s)$/i;

function characterClass(codePoint: number): number {
	const character = String.fromCodePoint(codePoint);
	if (/\p{Nd}/u.test(character)) {
		return DIGIT;
	}
	if (
		/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}々ー]/u.test(character)
	) {
		return UNSPACED;
	}
	return /[\p{L}\p{M}]/u.test(character) ? LETTER : OTHER;
}

function isNumberJoint(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return (
		code === 44 ||
		code === 46 ||
		((code === 0x202f || code === 0xa0 || code === 0x2009) && /^\d{3}(?!\d)/.test(text.slice(at + 1, at + 5)))
	);
}

function mergedNumber(first: WordForm, second: WordForm, hyphen: boolean): string | undefined {
	if (second.kind !== 'number') {
		return undefined;
	}
	const a = numberValue(first.term.slice(1));
	const b = numberValue(second.term.slice(1));
	if (a === undefined || b === undefined) {
		return undefined;
	}
	if (b >= 100 && a < b) {
		return String(a * b);
	}
	return hyphen && a >= 20 && a < 100 && a % 10 === 0 && b > 0 && b < 10 ? String(a + b) : undefined;
}
