import { type Fake, type FakeSource, fakeBy } from './fake.ts';

/**
 * Changes one number at a time, to a few other values of the same form: decimals keep their places, years stay years, number words
 * stay words. A value that the answer or its context holds elsewhere is not taken, because it might be right.
 */
export function* changedNumbers({ reference, context }: FakeSource): Iterable<Fake> {
	const taken = new Set([...numbersIn(reference), ...numbersIn(context)]);
	for (const match of reference.matchAll(NUMBER)) {
		const range = { start: match.index, end: match.index + match[0].length };
		for (const other of otherValues(match[0])
			.filter(value => !taken.has(value))
			.slice(0, MOST)) {
			yield fakeBy('changed-number', reference, range, other);
		}
	}
	for (const match of reference.matchAll(NUMBER_WORD)) {
		const range = { start: match.index, end: match.index + match[0].length };
		const at = WORDS.indexOf(match[0].toLowerCase());
		const others = [3, 5, 7].map(step => WORDS[(at + step) % WORDS.length]!);
		for (const other of others.filter(word => !new RegExp(`\\b${word}\\b`, 'i').test(`${reference} ${context}`))) {
			yield fakeBy('changed-number', reference, range, sameCase(other, match[0]));
		}
	}
}

const MOST = 5;
/** Digits that are no part of a name (V60, GPT-3), a list number or a longer run. */
const NUMBER = /(?<![\p{L}\p{N}_.,/-])\d{1,15}(?:[.,]\d{1,6})*(?![\p{L}\p{N}_]|[.)]\s*\p{Lu}[^.]*$)/gu;
const WORDS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const NUMBER_WORD = new RegExp(`\\b(?:${WORDS.join('|')})\\b`, 'gi');

function numbersIn(text: string): readonly string[] {
	return text.match(/\d+(?:[.,]\d+)*/g) ?? [];
}

function otherValues(number: string): readonly string[] {
	const decimal = /^\d+[.,]\d{1,2}$/.exec(number) !== null;
	const sign = number.includes(',') ? ',' : '.';
	const value = Number(decimal ? number.replace(',', '.') : number.replace(/[.,]/g, ''));
	if (!Number.isSafeInteger(Math.round(value))) {
		return [];
	}
	if (/^(?:1[5-9]|20)\d\d$/.test(number)) {
		return [value - 7, value + 12, value - 31, value + 4, value - 60].map(String);
	}
	const places = decimal ? number.length - number.search(/[.,]/) - 1 : 0;
	const others = [value * 1.5, value * 0.5, value * 2, value * 3, value * 1.2, value * 10].map(each =>
		Math.max(each, places === 0 ? 1 : 0),
	);
	return others
		.map(each => (each === value ? each + 1 : each))
		.map(each => (decimal ? each.toFixed(places).replace('.', sign) : grouped(Math.round(each), number)))
		.filter(each => each !== number);
}

/** With thousands separators where the original has them. */
function grouped(value: number, like: string): string {
	const separator = /[.,]/.exec(like)?.[0];
	return separator === undefined ? String(value) : String(value).replace(/\B(?=(?:\d{3})+$)/g, separator);
}

function sameCase(word: string, like: string): string {
	return /^\p{Lu}/u.test(like) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
