import type { ValueConflict } from '../grounding.ts';
import type { JudgedWord } from '../statement.ts';
import type { Word } from '../words.ts';
import { type Denials, deniesOtherwise, mayDeny, readDenials } from './denials.ts';
import { areOpposite } from './opposite-words.ts';
import { saysMost } from './said-around.ts';
import type { ReadUnit } from './unit-words.ts';
import { wordClauses } from './word-clauses.ts';

/**
 * What a claim says and a linked unit denies, or the other way round: "the bridge is open" · "not open". A sentence of the unit must have nearly all
 * words of the clause around the one that is denied, the next ones right beside it; nothing is said where another sentence agrees with the
 * claim, or where the denial has a condition, an exception or a "may" that the claim does not have.
 */
export function negationConflicts(
	words: readonly JudgedWord[],
	answer: string,
	units: readonly ReadUnit[],
): ValueConflict[] {
	if (!mayDeny(words) && !units.some(({ denies }) => denies)) {
		return [];
	}
	const own = withoutAnsweringNo(words);
	// A negation of another clause may reach into this one: "not like the usual (stocks or bonds)".
	const negated = own.some(({ form }) => form.negation);
	return wordClauses(own, answer).flatMap(clause => {
		const claim = readDenials(clause);
		if (claim === undefined || claim.content.length < FEWEST_WORDS || (claim.denied.size === 0 && negated)) {
			return [];
		}
		const found: ValueConflict[] = [];
		let agrees = false;
		for (const { id, text, statements } of units) {
			for (const { words: part, denials: unit } of statements) {
				const comparable =
					claim.denied.size + unit.denied.size > 0 &&
					hasAny(clause, HEDGE) === hasAny(part, HEDGE) &&
					deniesOtherwise(clause, claim) === deniesOtherwise(part, unit) &&
					hasWords(part, claim.quantifiers) &&
					hasWords(clause, unit.quantifiers);
				const against = comparable ? between(claim, unit) : undefined;
				if (
					against !== undefined &&
					against !== 'agrees' &&
					(saysItOtherwise(clause, part) || isConditional(clause, { part, at: against.unit, text }))
				) {
					continue;
				}
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
/** Content words on each side of a denied word that say what it is said of. */
const AROUND = 4;

/** True where a part of a unit has nearly all content words around a word of the claim. */
function saysTheSame(content: readonly JudgedWord[], at: number, terms: ReadonlySet<string>): boolean {
	const around = content.slice(Math.max(0, at - AROUND), at + AROUND + 1).filter(({ standing }) => standing !== 'meta');
	return saysMost(terms, around);
}

type Against = { readonly claim: Span; readonly unit: Span } | 'agrees' | undefined;

interface Span {
	readonly start: number;
	readonly end: number;
}

/** How a clause and a part of a unit stand to each other at the words that one of them denies. */
function between(claim: Denials<JudgedWord>, unit: Denials): Against {
	let agrees: Against;
	const terms = new Set(unit.content.map(({ form }) => form.term));
	for (const word of new Set([...claim.denied.keys(), ...termsOf(unit.denied, claim.content)])) {
		const at = claim.content.indexOf(word);
		const places = unit.content.filter((_, place) =>
			isSamePlace({ words: claim.content, at }, { words: unit.content, at: place }),
		);
		if (places.length === 0 || !saysTheSame(claim.content, at, terms)) {
			continue;
		}
		const mine = claim.denied.get(word);
		const opposed = places.filter(place => unit.denied.has(place) !== (mine !== undefined));
		if (opposed.length < places.length) {
			agrees = 'agrees';
		} else if (claim.denied.size < 2 && (claim.denied.size === 0 || unit.denied.size === 0)) {
			// "No member failed to vote" denies twice.
			const place = opposed[0]!;
			return { claim: spanOf(mine, word), unit: spanOf(unit.denied.get(place), place) };
		}
	}
	return agrees;
}

/** The content words of the claim that the unit denies. */
function termsOf<W extends Word>(denied: ReadonlyMap<Word, Word>, content: readonly W[]): readonly W[] {
	const terms = new Set([...denied.keys()].map(({ form }) => form.term));
	return content.filter(({ form }) => terms.has(form.term));
}

/** The same word between the same content words: one more beside it limits what is denied ("not open on Sundays"). */
function isSamePlace(claim: Place, unit: Place): boolean {
	return (
		claim.words[claim.at]!.form.term === unit.words[unit.at]!.form.term &&
		isBeside(claim, unit, -1) &&
		isBeside(claim, unit, 1)
	);
}

interface Place {
	readonly words: readonly Word[];
	readonly at: number;
}

/** The next content word on one side is the same, or one of both texts has one more in between: "the reticulum (ER) is". */
function isBeside(claim: Place, unit: Place, step: number): boolean {
	const [mine, its] = [claim, unit].map(({ words, at }) =>
		[1, 2].map(distance => words[at + step * distance]?.form.term),
	) as [(string | undefined)[], (string | undefined)[]];
	return mine[0] === undefined || its[0] === undefined
		? mine[0] === its[0]
		: mine[0] === its[0] || mine[0] === its[1] || mine[1] === its[0];
}

/** A condition states nothing, neither in the claim nor in the clause that was found. */
function isConditional(
	clause: readonly Word[],
	{ part, at, text }: { readonly part: readonly Word[]; readonly at: Span; readonly text: string },
): boolean {
	const around = wordClauses(part, text).find(words => words.some(({ end }) => end === at.end)) ?? part;
	return hasAny([...clause, ...around], CONDITION);
}

/** "not below" may say what "above" says, "not after 30 days" what "within 30 days" says, and a half may what the other half does not. */
function saysItOtherwise(clause: readonly Word[], part: readonly Word[]): boolean {
	return (
		limitsOf(clause) !== limitsOf(part) ||
		hasAny(clause, PART) ||
		clause.some(
			({ form }) => !form.negation && part.some(other => areOpposite(form.folded, other.form.folded, 'listed')),
		)
	);
}

function limitsOf(words: readonly Word[]): string {
	const limits = words.map(({ form }) => form.folded).filter(word => LIMIT.test(word));
	return [...new Set(limits)].sort().join(' ');
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
const HEDGE =
	/^(?:until|till|almost|nearly|fast|presque|casi|quasi|except|otherwise|may|might|could|should|would|bis|außer|sauf|salvo)$/;
/** "not before May" says when. */
const LIMIT =
	/^(?:over|under|above|below|before|after|within|since|during|vor|bevor|nach|seit|avant|apres|depuis|antes|despues|prima|dopo)$/;
/** What is said of a part, or of one alone, may be denied of the rest. */
const PART =
	/^(?:only|nur|seulement|solo|half|halves|thirds?|quarters?|fourths?|fifths?|halfte|drittel|viertel|moitie|tiers|mitad|tercio|meta)$/;
const CONDITION = /^(?:if|unless|whether|wenn|falls|ob)$/;
