import type { TextRange } from '../text/range.ts';
import { dateAt } from './dates.ts';
import { FormTable } from './form-table.ts';
import { hanNumbers, hanScale } from './han-numbers.ts';
import { asciiDigits, monthOfNumber, numberTerm, numberValue, scaleOf } from './numbers.ts';
import { type Joining, SpelledNumber } from './spelled-numbers.ts';
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
 * ordinals and scales ("2 million", "1k", "1400万") become one number each, dates in digits their day, month and year, and scripts
 * without spaces go through `Intl.Segmenter`.
 */
export class WordScanner {
	private readonly forms = new FormTable();
	private readonly classes = new Uint8Array(0x10000);
	private segmenter: Intl.Segmenter | undefined;

	/** How many different forms it has met. */
	get formCount(): number {
		return this.forms.size;
	}

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
		const dotted = text.charCodeAt(start + 1) === 46 ? DOTTED.exec(text.slice(start, start + 9))?.[0] : undefined;
		if (dotted !== undefined) {
			const letters = dotted.replaceAll('.', '').toUpperCase();
			visit(this.formOf(letters, 0, letters.length), start, start + dotted.length);
			return start + dotted.length;
		}
		const end = this.endOfLetters(text, start);
		const form = this.formOf(text, start, end);
		if (form.kind !== 'number') {
			visit(form, start, end);
			return end;
		}
		return this.scanSpelled(text, { form, start, end }, visit);
	}

	/** "twenty-five", "two hundred and fifty", "two and a half million": the parts are one number. */
	private scanSpelled(text: string, { form, start, end: first }: Word, visit: Visit): number {
		const value = numberValue(form.term.slice(1));
		if (value === undefined) {
			visit(form, start, first);
			return first;
		}
		const number = new SpelledNumber(value);
		let end = first;
		for (;;) {
			const joint = this.jointAfter(text, end);
			if (joint === undefined) {
				break;
			}
			const nextEnd = this.endOfLetters(text, joint.next);
			const next = this.formOf(text, joint.next, nextEnd);
			const nextValue = next.kind === 'number' ? numberValue(next.term.slice(1)) : undefined;
			if (nextValue === undefined || !number.join(nextValue, next.folded, joint.joining)) {
				break;
			}
			end = nextEnd;
		}
		const half = HALF.exec(text.slice(end, end + 24));
		if (half !== null && Number.isInteger(number.value)) {
			visit(this.numberForm(String(number.value + 0.5), scaleOf(half[1] ?? '') ?? 1), start, end + half[0].length);
			return end + half[0].length;
		}
		visit(end === first ? form : this.numberForm(String(number.value), 1), start, end);
		return end;
	}

	private jointAfter(text: string, end: number): { readonly joining: Joining; readonly next: number } | undefined {
		const separator = text.charCodeAt(end);
		if (separator !== 45 && separator !== 32) {
			return undefined;
		}
		const and = separator === 32 && text.startsWith('and ', end + 1);
		const next = end + (and ? 5 : 1);
		return this.classAt(text, next) === LETTER
			? { joining: and ? 'and' : separator === 45 ? 'hyphen' : 'blank', next }
			: undefined;
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
		const date = dateAt(text, start);
		if (date !== undefined) {
			for (const { kind, digits, start: from, end: to } of date) {
				visit(kind === 'month' ? this.monthForm(monthOfNumber(Number(digits))!) : this.numberForm(digits, 1), from, to);
			}
			return date.at(-1)!.end;
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
		if (after?.[0] === 's' && /^[3-9]0$/.test(digits) && /['’‘]/.test(text[start - 1] ?? '')) {
			visit(this.numberForm(`19${digits}`, 1), start, end + 1);
			return end + 1;
		}
		if (after !== null && (scale !== undefined || ORDINAL.test(after[0]))) {
			visit(this.numberForm(digits, scale ?? 1), start, end + after[0].length);
			return end + after[0].length;
		}
		const large = text.charCodeAt(end) < 0x3000 ? undefined : hanScale(text[end] ?? '');
		if (large !== undefined) {
			visit(this.numberForm(digits, large), start, end + 1);
			return end + 1;
		}
		visit(this.numberForm(digits, 1), start, end);
		return end;
	}

	private scanUnspaced(text: string, start: number, visit: Visit): number {
		let end = start + 1;
		while (end < text.length && this.classAt(text, end) === UNSPACED) {
			end++;
		}
		let from = start;
		for (const number of hanNumbers(text.slice(start, end))) {
			this.segment(text, { start: from, end: start + number.start }, visit);
			from = start + number.end;
			visit(this.numberForm(String(number.value), 1), start + number.start, from);
		}
		this.segment(text, { start: from, end }, visit);
		return end;
	}

	private segment(text: string, { start, end }: TextRange, visit: Visit): void {
		if (start === end) {
			return;
		}
		this.segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
		for (const { segment, index, isWordLike } of this.segmenter.segment(text.slice(start, end))) {
			if (isWordLike === true) {
				const from = start + index;
				visit(this.formOf(text, from, from + segment.length), from, from + segment.length);
			}
		}
	}

	private formOf(text: string, start: number, end: number): WordForm {
		return this.forms.at(text, start, end) ?? this.forms.add(text.slice(start, end), wordForm(text.slice(start, end)));
	}

	private numberForm(digits: string, scale: number): WordForm {
		const key = scale === 1 ? digits : `${digits}*${scale}`;
		return (
			this.forms.at(key, 0, key.length) ??
			this.forms.add(key, {
				term: numberTerm(asciiDigits(digits), scale),
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

/** Initials of names are often written apart; these are words. */
const DOTTED = /^(?:U\.S\.S\.R|U\.S\.A|U\.A\.E|U\.S|U\.K|U\.N|E\.U|D\.C)(?![\p{L}\p{N}])/iu;
const HALF = /^ and a half(?: (hundred|thousand|million|billion|trillion)\b)?(?![a-z])/i;
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
		code === 0x66b ||
		code === 0x66c ||
		((code === 0x202f || code === 0xa0 || code === 0x2009 || code === 39 || code === 0x2019) &&
			/^\d{3}(?!\d)/.test(text.slice(at + 1, at + 5))) ||
		(code === 32 && text.charCodeAt(at + 1) === 48 && PLAIN_GROUPS.test(text.slice(Math.max(0, at - 4), at + 9)))
	);
}

/** A plain blank parts thousands only where nothing else can be meant: before "000". */
const PLAIN_GROUPS = /(?:^|[^\d.,])\d{1,3} 000(?!\d)/;
