import type { ContextIndex } from '../context-index.ts';
import type { ValueConflict } from '../grounding.ts';
import type { JudgedWord } from '../statement.ts';
import type { Candidate } from '../unit-scores.ts';
import { isLessExact } from './less-exact.ts';
import type { UnitWords } from './unit-words.ts';
import { counterpart, isValue } from './value-conflicts.ts';
import { wordClauses } from './word-clauses.ts';

interface Reading {
	readonly index: ContextIndex;
	/** Units that fit the claim, best first. */
	readonly candidates: readonly Candidate[];
	readonly answer: string;
	readonly units: UnitWords;
}

/**
 * Values of a claim that the context has, but elsewhere: one unit says all the rest of their clause with another value of the
 * same kind in their place, and nowhere does the value stand near that rest. So "arabica 2.2 %, robusta 1.2 %" where the
 * context has it the other way round; the second clause of such a swap may leave out what both share. Looks at units of
 * ordinary length only, and says nothing of a value that stands in very many places.
 */
export function misplacedValues(words: readonly JudgedWord[], reading: Reading): ValueConflict[] {
	const clauses = wordClauses(words, reading.answer)
		.filter(({ length }) => length <= LONGEST_CLAUSE)
		.slice(0, MOST_CLAUSES);
	const conflicts = new Map<JudgedWord, ValueConflict>();
	for (const clause of clauses) {
		for (let at = 0; at < clause.length; at++) {
			const word = clause[at]!;
			const found = isSaidValue(word, reading.answer) ? conflictAt(clause, at, reading) : undefined;
			if (found !== undefined) {
				conflicts.set(word, found.conflict);
				noteSwap(clauses, { clause, word, instead: found.instead }, { conflicts, reading });
			}
		}
	}
	return [...conflicts.values()].sort((a, b) => a.start - b.start);
}

/** Fewer other words say too little about where a value belongs. */
const FEWEST_WORDS = 3;
/** The cells of a row belong together: its name and the name of a column are enough. */
const FEWEST_IN_ROW = 2;
const MOST_UNITS = 12;
const MOST_PLACES = 64;
/** What is longer or has more parts is a list, and where a value of it belongs cannot be told. */
const LONGEST_CLAUSE = 40;
const MOST_CLAUSES = 12;
/** A longer unit has values of several statements. */
const LONGEST_UNIT = 60;
const LONGEST_TITLE = 30;
/** So many units before count as near: a sentence may take its subject from them. */
const NEAR = 1;

interface Found {
	readonly conflict: ValueConflict;
	/** Term of the value that the unit has in its place. */
	readonly instead: string;
}

function conflictAt(clause: readonly JudgedWord[], at: number, reading: Reading): Found | undefined {
	const word = clause[at]!;
	const rest = restOf(clause, at);
	if (rest === undefined || rest.size < FEWEST_IN_ROW) {
		return undefined;
	}
	for (const { unit } of reading.candidates.slice(0, MOST_UNITS)) {
		const enough = rest.size >= (isTableRow(reading.index, unit) ? FEWEST_IN_ROW : FEWEST_WORDS);
		const found =
			enough && saysAll(reading.index, unit, rest) ? inPlaceOf(clause, at, { ...reading, unit }) : undefined;
		if (found !== undefined) {
			return standsNear(reading.index, word.term, { rest, except: unit }) ? undefined : found;
		}
	}
	return undefined;
}

/** Rows of sheets are read without the marks between their cells, those of Markdown begin with one. */
function isTableRow({ units, texts }: ContextIndex, unit: number): boolean {
	const { text } = units[unit]!;
	return text !== texts[unit] || /^\s*\|/.test(text);
}

function inPlaceOf(
	clause: readonly JudgedWord[],
	at: number,
	{ index, unit, answer, units }: Reading & { readonly unit: number },
): Found | undefined {
	const { text, words: own } = units.of(unit);
	const { term } = clause[at]!.form;
	if (own.length > LONGEST_UNIT || own.some(({ form }) => form.term === term)) {
		return undefined;
	}
	const said = new Set(clause.map(({ form }) => form.term));
	const found = counterpart({ words: clause, at, text: answer }, { words: own, text, said });
	if (found === undefined || isLessExact({ words: clause, at, text: answer }, { words: own, at: found, text })) {
		return undefined;
	}
	const place = own[found]!;
	const { start, end } = clause[at]!;
	const { id } = index.units[unit]!;
	return { conflict: { start, end, unit: id, unitStart: place.start, unitEnd: place.end }, instead: place.form.term };
}

interface Swap {
	readonly clause: readonly JudgedWord[];
	readonly word: JudgedWord;
	readonly instead: string;
}

/** Where another clause has the value that belongs here, and a unit says of that clause what was said here, both changed places. */
function noteSwap(
	clauses: readonly (readonly JudgedWord[])[],
	{ clause, word, instead }: Swap,
	{ conflicts, reading }: { readonly conflicts: Map<JudgedWord, ValueConflict>; readonly reading: Reading },
): void {
	for (const other of clauses) {
		const at = other.findIndex(({ form }) => form.term === instead);
		if (other === clause || at < 0 || conflicts.has(other[at]!)) {
			continue;
		}
		const rest = restOf(other, at);
		const wanted = rest === undefined || rest.size === 0 ? undefined : new Set(rest).add(word.term);
		for (const { unit } of reading.candidates.slice(0, MOST_UNITS)) {
			const found =
				wanted !== undefined && saysAll(reading.index, unit, wanted)
					? inPlaceOf(other, at, { ...reading, unit })
					: undefined;
			if (found?.instead === word.form.term) {
				conflicts.set(other[at]!, found.conflict);
				break;
			}
		}
	}
}

/** The other content words of a clause; `undefined` where the context lacks one of them. */
function restOf(clause: readonly JudgedWord[], at: number): ReadonlySet<number> | undefined {
	const rest = new Set<number>();
	for (let other = 0; other < clause.length; other++) {
		const { term, standing } = clause[other]!;
		if (other === at || standing === 'stop' || standing === 'meta') {
			continue;
		}
		if (term < 0) {
			return undefined;
		}
		rest.add(term);
	}
	return rest;
}

function saysAll({ words, firstWord }: ContextIndex, unit: number, terms: ReadonlySet<number>): boolean {
	if (firstWord[unit + 1]! - firstWord[unit]! > LONGEST_UNIT + LONGEST_TITLE) {
		return false;
	}
	const own = new Set(words.subarray(firstWord[unit]!, firstWord[unit + 1]!));
	return [...terms].every(term => own.has(term));
}

/**
 * True where the value stands in a unit that says the rest too, together with the unit before it but for the one that has
 * another value there; or where it stands too often to tell.
 */
function standsNear(
	index: ContextIndex,
	term: number,
	{ rest, except }: { readonly rest: ReadonlySet<number>; readonly except: number },
): boolean {
	const from = index.firstPlace[term]!;
	const to = index.firstPlace[term + 1]!;
	if (to - from > MOST_PLACES) {
		return true;
	}
	for (let at = from; at < to; at++) {
		const unit = index.unitOfWord[index.places[at]!]!;
		const first = Math.max(0, unit - NEAR);
		const near = new Set<number>();
		for (let other = first; other <= unit; other++) {
			const words = other === except ? [] : index.words.subarray(index.firstWord[other]!, index.firstWord[other + 1]!);
			for (const word of words) {
				near.add(word);
			}
		}
		if ([...rest].every(each => near.has(each))) {
			return true;
		}
	}
	return false;
}

function isSaidValue(word: JudgedWord, answer: string): boolean {
	return word.standing === 'said' && word.term >= 0 && !word.echoes && isValue(word, answer);
}
