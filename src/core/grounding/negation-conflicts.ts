import { type Denials, deniesOtherwise, readDenials } from './denials.ts';
import type { GroundingUnit, ValueConflict } from './grounding.ts';
import type { JudgedWord } from './statement.ts';
import { wordClauses, wordSentences } from './word-clauses.ts';
import type { Word, WordScanner } from './words.ts';
import { wordsOf } from './words.ts';

/**
 * What a claim says and a linked unit denies, or the other way round: "the bridge is open" · "not open". A sentence of the unit must say nearly all
 * of the claim's clause, with the same word beside the one that is denied; nothing is said where another sentence agrees with the
 * claim, or where the denial has a condition, an exception or a "may" that the claim does not have.
 */
export function negationConflicts(
	words: readonly JudgedWord[],
	answer: string,
	{ units, scanner }: { readonly units: readonly GroundingUnit[]; readonly scanner: WordScanner },
): ValueConflict[] {
	const sentences = units.flatMap(({ id, text }) =>
		wordSentences(wordsOf(text, scanner), text).map(sentence => ({ id, text, sentence })),
	);
	const own = withoutAnsweringNo(words);
	// A negation of another clause may reach into this one: "not like the usual (stocks or bonds)".
	const negated = own.some(({ form }) => form.negation);
	return wordClauses(own, answer).flatMap(clause => {
		const content = clause.filter(({ standing }) => standing !== 'stop' && standing !== 'meta');
		const claim = readDenials(clause);
		if (content.length < FEWEST_WORDS || claim === undefined || (claim.denied.size === 0 && negated)) {
			return [];
		}
		const found: ValueConflict[] = [];
		let agrees = false;
		for (const { id, text, sentence } of sentences) {
			for (const part of saying(content, sentence, text)) {
				const unit = readDenials(part);
				const comparable =
					unit !== undefined &&
					!hasAny([...clause, ...part], CONDITION) &&
					hasAny(clause, HEDGE) === hasAny(part, HEDGE) &&
					deniesOtherwise(clause, claim) === deniesOtherwise(part, unit) &&
					hasWords(part, claim.quantifiers) &&
					hasWords(clause, unit.quantifiers);
				const against = comparable ? between(claim, unit) : undefined;
				agrees ||= against === 'agrees';
				if (against !== undefined && against !== 'agrees') {
					const { start, end } = against.unit;
					found.push({ ...against.claim, unit: id, unitStart: start, unitEnd: end });
				}
			}
		}
		return agrees ? [] : found.slice(0, 1);
	});
}

const FEWEST_WORDS = 2;
const MOST_OF_IT = 0.8;

/** The parts of a sentence that say nearly all of a clause: single clauses, or all of it where nothing in it is set against something else. */
function saying(content: readonly JudgedWord[], sentence: readonly Word[], text: string): readonly (readonly Word[])[] {
	const terms = new Set(sentence.map(({ form }) => form.term));
	if (!saysMost(content, terms)) {
		return [];
	}
	return sentence.some(({ form }) => SET_AGAINST.test(form.folded))
		? wordClauses(sentence, text).filter(part => saysMost(content, new Set(part.map(({ form }) => form.term))))
		: [sentence];
}

/** Names and numbers must all be there: they are what a statement is about. */
function saysMost(content: readonly JudgedWord[], terms: ReadonlySet<string>): boolean {
	const lacking = content.filter(({ form }) => !terms.has(form.term));
	return lacking.every(({ kind }) => kind === 'word') && lacking.length <= (1 - MOST_OF_IT) * content.length;
}

type Against = { readonly claim: Span; readonly unit: Span } | 'agrees' | undefined;

interface Span {
	readonly start: number;
	readonly end: number;
}

/** How a clause and a part of a unit stand to each other at the words that one of them denies. */
function between(claim: Denials, unit: Denials): Against {
	let agrees: Against;
	for (const word of new Set([...claim.denied.keys(), ...termsOf(unit.denied, claim.content)])) {
		const places = unit.content.filter(other => isSamePlace(claim.content, word, { content: unit.content, other }));
		if (places.length === 0) {
			continue;
		}
		const mine = claim.denied.get(word);
		const opposed = places.filter(place => unit.denied.has(place) !== (mine !== undefined));
		if (opposed.length < places.length) {
			agrees = 'agrees';
		} else if (claim.denied.size === 0 || unit.denied.size === 0) {
			const place = opposed[0]!;
			return { claim: spanOf(mine, word), unit: spanOf(unit.denied.get(place), place) };
		}
	}
	return agrees;
}

/** The content words of the claim that the unit denies. */
function termsOf(denied: ReadonlyMap<Word, Word>, content: readonly Word[]): readonly Word[] {
	const terms = new Set([...denied.keys()].map(({ form }) => form.term));
	return content.filter(({ form }) => terms.has(form.term));
}

/** The same word between the same content words: one more beside it limits what is denied ("not open on Sundays"). */
function isSamePlace(
	content: readonly Word[],
	word: Word,
	unit: { readonly content: readonly Word[]; readonly other: Word },
): boolean {
	if (word.form.term !== unit.other.form.term) {
		return false;
	}
	const at = content.indexOf(word);
	const place = unit.content.indexOf(unit.other);
	return [-1, 1].every(step => content[at + step]?.form.term === unit.content[place + step]?.form.term);
}

function spanOf(negation: Word | undefined, word: Word): Span {
	return { start: negation?.start ?? word.start, end: word.end };
}

/** The "No" in "No, it opened in 1932" answers the question and denies nothing of what follows. */
function withoutAnsweringNo(clause: readonly JudgedWord[]): readonly JudgedWord[] {
	const [first, second] = clause;
	return first?.form.negation && second !== undefined && second.start > first.end + 1 ? clause.slice(1) : clause;
}

function hasWords(clause: readonly Word[], wanted: readonly string[]): boolean {
	return wanted.every(word => clause.some(({ form }) => form.folded === word));
}

function hasAny(clause: readonly Word[], words: RegExp): boolean {
	return clause.some(({ form }) => words.test(form.folded));
}

/** Exceptions and possibilities, which must stand on both sides or on none. */
const HEDGE = /^(?:until|till|except|otherwise|may|might|could|should|would|bis|außer|sauf|salvo)$/;
/** A condition states nothing. */
const CONDITION = /^(?:if|unless|whether|wenn|falls|ob)$/;
/** Where these stand in a sentence its clauses are read one by one. */
const SET_AGAINST =
	/^(?:and|or|but|while|whereas|although|though|however|because|who|which|that|und|oder|aber|sondern|während|obwohl|weil|et|ou|mais|y|o|pero|sino|aunque|e|ma|en|maar)$/;
