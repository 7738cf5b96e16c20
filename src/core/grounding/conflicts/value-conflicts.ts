import type { ValueConflict } from '../grounding.ts';
import { numberValue } from '../numbers.ts';
import type { JudgedWord } from '../statement.ts';
import type { Word } from '../words.ts';
import { isLessExact, isRounded, type Place } from './less-exact.ts';
import type { ReadUnit } from './unit-words.ts';

/**
 * Numbers of a claim that the context lacks, beside the number that a linked unit has in their place: with the same
 * word or sign after it ("5 times" · "3 times"), with the same word before it, or where both texts have one number of
 * this kind only. Nothing is said where two numbers of a unit would do equally well, where the claim says the same less exactly, or
 * where one of both denies ("not open on Mondays").
 */
export function valueConflicts(
	words: readonly JudgedWord[],
	answer: string,
	units: readonly ReadUnit[],
): ValueConflict[] {
	const conflicts: ValueConflict[] = [];
	const said = new Set(words.map(({ form }) => form.term));
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		if (word.standing !== 'novel' || !isValue(word, answer)) {
			continue;
		}
		for (const unit of units) {
			const place = counterpart({ words, at, text: answer }, { words: unit.words, text: unit.text, said });
			if (place !== undefined) {
				const claim = { words, at, text: answer };
				if (isLessExact(claim, { words: unit.words, text: unit.text, at: place }) || saysRounded(claim, unit)) {
					break;
				}
				const found = unit.words[place]!;
				if (denies(words) !== denies(unit.sentences.find(sentence => sentence.words.includes(found))?.words ?? [])) {
					continue;
				}
				const { start, end } = found;
				conflicts.push({ start: word.start, end: word.end, unit: unit.id, unitStart: start, unitEnd: end });
				break;
			}
		}
	}
	return conflicts;
}

/** A unit in which the place of a claim's value is looked for. */
export interface SearchedUnit {
	readonly words: readonly Word[];
	readonly text: string;
	/** Terms of the claim: a number that the claim has too is not in conflict with it. */
	readonly said: ReadonlySet<string>;
}

/** A number of the unit that the claim rounds, wherever it stands. */
function saysRounded(claim: Place, { words, text }: Omit<Place, 'at'>): boolean {
	return words.some(({ form }, at) => form.kind === 'number' && isRounded(claim, { words, text, at }));
}

function denies(words: readonly Word[]): boolean {
	return words.some(({ form }) => form.negation);
}

/** True for what one value of a kind can take the place of: a number in digits, a month, a day of the week. */
export function isValue({ form, start, end }: Word, text: string): boolean {
	return form.kind === 'number' ? /\p{Nd}/u.test(text.slice(start, end)) : calendarKind(form) !== undefined;
}

/** Where a unit has its value in the place of another one of a claim; `undefined` where nowhere, or two do equally well. */
export function counterpart(claim: Place, { words, text, said }: SearchedUnit): number | undefined {
	const numbers = words.flatMap((word, at) =>
		isValue(word, text) && !said.has(word.form.term) && !isSplit({ words, at, text }) ? [at] : [],
	);
	const shape = shapeOf(claim);
	const alike = (place: Place) => isValue(place.words[place.at]!, place.text) && shapeOf(place) === shape;
	const lonely =
		numbers.filter(at => alike({ words, at, text })).length === 1 &&
		claim.words.filter((_, at) => alike({ ...claim, at })).length === 1;
	const rated = numbers
		.map(at => ({
			at,
			likeness: likeness(claim, { words, at, text }) + (lonely && alike({ words, at, text }) ? 1 : 0),
		}))
		.filter(({ at, likeness }) => likeness >= LIKE_ENOUGH && isNumber(words[at]) === isNumber(claim.words[claim.at]))
		.sort((a, b) => b.likeness - a.likeness);
	const [best, second] = rated;
	return best === undefined || best.likeness === second?.likeness ? undefined : best.at;
}

/** 2 for the same word or sign after both numbers, 1 for the same word before, 1 for the same shape. */
function likeness(a: Place, b: Place): number {
	if (prepositionsDiffer(a, b)) {
		return 0;
	}
	const shape = shapeOf(a) === shapeOf(b) ? 1 : 0;
	const sign = signAfter(a);
	const after = sign !== '' ? sign === signAfter(b) : isSameWord(a.words[a.at + 1], b.words[b.at + 1]);
	return shape + (after ? 2 : 0) + (isSameWord(contentBefore(a), contentBefore(b)) ? 1 : 0);
}

/** "rose by 5 to 15": "from 10 to 15". */
function prepositionsDiffer(a: Place, b: Place): boolean {
	const [mine, its] = [a, b].map(({ words, at }) => words[at - 1]?.form.folded ?? '');
	return mine !== its && PREPOSITION.test(mine!) && PREPOSITION.test(its!);
}

const PREPOSITION = /^(?:from|to|by|since|until|till|von|um|auf|bis|seit)$/;

/** Thousands that a blank parts, and two numbers that are one quantity: "63 400 000", "2 h 14 min". */
function isSplit({ words, at, text }: Place): boolean {
	const before = words.slice(Math.max(0, at - 3), at).findLast(isNumber);
	const behind = words.slice(at + 1, at + 4).find(isNumber);
	return [
		[before, words[at]],
		[words[at], behind],
	].some(([first, second]) => {
		const between = first === undefined || second === undefined ? '' : text.slice(first.end, second.start);
		return (
			(/^[ \u00a0\u202f]$/.test(between) && /^\d{3}(?!\d)/.test(text.slice(second!.start, second!.start + 4))) ||
			COMPOUND.test(between)
		);
	});
}

const COMPOUND =
	/^\s?(?:h|hrs?|hours?|std|stunden?|heures?|horas?|min|minutes?|minuten|ft|feet|foot|lbs?|pounds?|years?|months?),?\s?(?:and\s|und\s|et\s|y\s)?$/;

const LIKE_ENOUGH = 2;

function isNumber(word: Word | undefined): boolean {
	return word?.form.kind === 'number';
}

/** Months have one term in all languages and spellings; days of the week are read by their English and German names. */
function calendarKind({ term, folded, capital }: Word['form']): 'month' | 'day' | undefined {
	if (!capital) {
		return undefined;
	}
	return MONTH.test(term) ? 'month' : DAY_OF_WEEK.test(folded) ? 'day' : undefined;
}

const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/;
const DAY_OF_WEEK =
	/^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$|^(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)s?$/;

function shapeOf({ words, at }: Place): string {
	const calendar = calendarKind(words[at]!.form);
	if (calendar !== undefined) {
		return calendar;
	}
	const value = numberValue(words[at]!.form.term.slice(1));
	if (value === undefined) {
		return 'other';
	}
	// "95.3" may stand in the place of "90".
	return Number.isInteger(value) && value >= 1000 && value <= 2100 ? 'year' : 'amount';
}

function signAfter({ words, at, text }: Place): string {
	return /^\s?([%‰°$€£¥])/.exec(text.slice(words[at]!.end, words[at]!.end + 2))?.[1] ?? '';
}

function isSameWord(a: Word | undefined, b: Word | undefined): boolean {
	return a !== undefined && b !== undefined && a.form.kind === 'word' && a.form.term === b.form.term;
}

function contentBefore({ words, at }: Place): Word | undefined {
	return words.slice(Math.max(0, at - 3), at).findLast(({ form }) => form.kind !== 'stop');
}
