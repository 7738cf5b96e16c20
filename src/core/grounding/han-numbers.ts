import type { TextRange } from '../text/range.ts';

/** A number in Han characters. Offsets in the text. */
export interface HanNumber extends TextRange {
	readonly value: number;
}

/**
 * Numbers of several Han characters in a stretch of text, as Chinese and Japanese write them: 二十五, 一千四百万, and years by their digits
 * (一九三二年). A single character is left to the words.
 */
export function hanNumbers(text: string): HanNumber[] {
	if (!HAN.test(text)) {
		return [];
	}
	return [...text.matchAll(HAN_RUN)].flatMap(({ 0: run, index }) => {
		const value = DIGITS_OF_YEAR.test(run) && text[index + 4] === '年' ? yearOf(run) : numberIn(run);
		return value === undefined ? [] : [{ start: index, end: index + run.length, value }];
	});
}

/** What a Han character behind digits multiplies them with: 1400万. */
export function hanScale(character: string): number | undefined {
	return UNITS.get(character) ?? LARGE.get(character);
}

function yearOf(run: string): number {
	return Number([...run].map(digit => DIGITS.get(digit)).join(''));
}

/** `undefined` for what only looks like a number. */
function numberIn(run: string): number | undefined {
	let total = 0;
	let section = 0;
	let digit: number | undefined;
	let unit = Number.POSITIVE_INFINITY;
	let large = Number.POSITIVE_INFINITY;
	let units = 0;
	for (const character of run) {
		const value = DIGITS.get(character);
		const small = UNITS.get(character);
		const big = LARGE.get(character);
		if (value !== undefined) {
			if (digit !== undefined && digit !== 0) {
				return undefined; // Two digits in a row are no number of this kind.
			}
			digit = value;
		} else if (small !== undefined) {
			if (small >= unit) {
				return undefined;
			}
			section += (digit ?? 1) * small;
			[digit, unit] = [undefined, small];
			units++;
		} else if (big !== undefined) {
			if (big >= large || section + (digit ?? 0) === 0) {
				return undefined;
			}
			total += (section + (digit ?? 0)) * big;
			[section, digit, unit, large] = [0, undefined, Number.POSITIVE_INFINITY, big];
			units++;
		}
	}
	return units === 0 ? undefined : total + section + (digit ?? 0);
}

const DIGITS: ReadonlyMap<string, number> = new Map(
	[...'〇零一二三四五六七八九']
		.map((character, at) => [character, Math.max(0, at - 1)] as const)
		.concat([
			['两', 2],
			['兩', 2],
		]),
);
const UNITS: ReadonlyMap<string, number> = new Map([
	['十', 10],
	['百', 100],
	['千', 1000],
]);
const LARGE: ReadonlyMap<string, number> = new Map([
	['万', 1e4],
	['萬', 1e4],
	['亿', 1e8],
	['億', 1e8],
	['兆', 1e12],
]);
const HAN = /[一二三四五六七八九十百千两兩][〇零一二三四五六七八九十百千万萬亿億]/;
const HAN_RUN = /[一二三四五六七八九十百千两兩][〇零一二三四五六七八九十百千万萬亿億兆两兩]{1,30}(?!不|别|要)/g;
const DIGITS_OF_YEAR = /^[一二三四五六七八九][〇零一二三四五六七八九]{3}$/;
