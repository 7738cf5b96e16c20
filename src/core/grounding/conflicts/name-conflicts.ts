import type { ValueConflict } from '../grounding.ts';
import type { JudgedWord } from '../statement.ts';
import type { Word } from '../words.ts';
import { isWrittenOtherwise } from './name-spellings.ts';
import type { ReadUnit } from './unit-words.ts';
import { isValue } from './value-conflicts.ts';

/**
 * Names of a claim that the context lacks, beside the one name that a unit has in the same role, between the
 * same two words ("patented by X in" · "patented by Y in") or at an end, where that unit says nearly all the rest of the
 * claim. The first word of a claim is none: its capital tells nothing.
 */
export function nameConflicts(
	words: readonly JudgedWord[],
	answer: string,
	units: readonly ReadUnit[],
): ValueConflict[] {
	const said = new Set(words.filter(({ standing }) => standing === 'said').map(({ form }) => form.term));
	const foreign = runsOf(
		words,
		answer,
		({ standing, kind, form, start, end }) =>
			standing === 'novel' && kind === 'name' && !ACRONYM.test(answer.slice(start, end)) && !TITLE.test(form.folded),
	);
	if (said.size < FEWEST_WORDS || foreign.length === 0) {
		return [];
	}
	const denies = words.some(({ form }) => form.negation);
	return foreign.slice(0, MOST_NAMES).flatMap(run => {
		for (const { id, text, words: own } of units) {
			const terms = new Set(own.map(({ form }) => form.term));
			if (
				[...said].filter(term => terms.has(term)).length < MOST_OF_IT * said.size ||
				denies !== own.some(({ form }) => form.negation)
			) {
				continue;
			}
			const others = runsOf(own, text, ({ form }) => !said.has(form.term));
			const inRole = others.filter(other => hasSameRole({ words, run }, { words: own, run: other }));
			if (inRole.some(other => isWrittenOtherwise(wordsIn(words, run), wordsIn(own, other)))) {
				return [];
			}
			if (inRole.length === 1) {
				const [{ first, last }] = inRole as [Run];
				return [
					{
						start: words[run.first]!.start,
						end: words[run.last]!.end,
						unit: id,
						unitStart: own[first]!.start,
						unitEnd: own[last]!.end,
					},
				];
			}
		}
		return [];
	});
}

const FEWEST_WORDS = 3;
const MOST_OF_IT = 0.8;
/** A claim with more foreign names is another story, not a changed name. */
const MOST_NAMES = 4;
/** "US" may stand for "American": what it abbreviates is not known. */
const ACRONYM = /^\p{Lu}{1,4}s?$/u;

/** "President Lincoln" may be "Abraham Lincoln". */
const TITLE =
	/^(?:mr|mrs|ms|dr|sir|lord|lady|prof|professor|doctor|president|king|queen|prince|princess|emperor|pope|saint|general|captain|colonel|senator|governor|minister|chancellor|judge|justice|herr|frau|madame|monsieur|senor|senora)$/;

/** Positions of the first and the last word of a name. */
interface Run {
	readonly first: number;
	readonly last: number;
}

/** Capitalised words in a row with nothing but a blank or a hyphen between them. */
function runsOf<W extends Word>(words: readonly W[], text: string, counts: (word: W) => boolean): Run[] {
	const runs: { first: number; last: number }[] = [];
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		if (!word.form.capital || word.form.kind !== 'word' || isValue(word, text) || !counts(word)) {
			continue;
		}
		const last = runs.at(-1);
		if (last?.last === at - 1 && /^[ \u00a0-]$/.test(text.slice(words[at - 1]!.end, word.start))) {
			last.last = at;
		} else {
			runs.push({ first: at, last: at });
		}
	}
	return runs;
}

interface Placed {
	readonly words: readonly Word[];
	readonly run: Run;
}

function hasSameRole(a: Placed, b: Placed): boolean {
	const before = [a, b].map(({ words, run }) => words[run.first - 1]?.form.term);
	const after = [a, b].map(({ words, run }) => words[run.last + 1]?.form.term);
	const sameBefore = before[0] !== undefined && before[0] === before[1];
	return sameBefore && (after[0] === after[1] || after.includes(undefined));
}

function wordsIn(words: readonly Word[], { first, last }: Run): readonly Word[] {
	return words.slice(first, last + 1);
}
