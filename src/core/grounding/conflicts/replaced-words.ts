import type { ValueConflict } from '../grounding.ts';
import type { JudgedWord } from '../statement.ts';
import type { Word } from '../words.ts';
import { isWrittenOtherwise } from './name-spellings.ts';
import { contentAround, type Stretch, saysMost } from './said-around.ts';
import { type ReadUnit, surelyNames } from './unit-words.ts';

/**
 * Names and number words of a claim in whose place a linked unit has another one: "Alice founded the mill" · "Bob", "five rooms" · "two rooms". They may
 * well stand elsewhere in the context. One sentence must say nearly all the rest of the clause, with the same words right before
 * and after; nothing is said where another linked sentence has the claim's own name with that rest, or where both may name the same.
 */
export function replacedWords(
	words: readonly JudgedWord[],
	answer: string,
	units: readonly ReadUnit[],
): ValueConflict[] {
	const mentions = mentionsIn(words, answer).filter(
		({ kind, first, last }) => kind === 'count' || words.slice(first, last + 1).every(isSaid),
	);
	if (mentions.length === 0) {
		return [];
	}
	const own = surelyNames(words, answer);
	const names = { has: (term: string) => own.has(term) || units.some(unit => unit.names.has(term)) };
	return mentions
		.filter(mention => isSurelyNamed(words, mention, names))
		.slice(0, MOST_MENTIONS)
		.flatMap(mention => conflictOf({ words, mention, rest: contentAround(words, mention), names }, units));
}

const FEWEST_WORDS = 3;
const MOST_MENTIONS = 8;
/** Longer sentences are lists. */
const LONGEST_SENTENCE = 70;
/** Names that stand so near each other anywhere may be the same person's or thing's. */
const BESIDE = 3;

/** A name, or a number in words. */
interface Mention extends Stretch {
	readonly kind: 'name' | 'count';
}

interface Sought {
	readonly words: readonly JudgedWord[];
	readonly mention: Mention;
	/** The content words around it. */
	readonly rest: readonly JudgedWord[];
	readonly names: Names;
}

function conflictOf({ words, mention, rest, names }: Sought, units: readonly ReadUnit[]): ValueConflict[] {
	const around = new Set(rest.map(({ form }) => form.term));
	if (around.size < FEWEST_WORDS) {
		return [];
	}
	const own = termsOf(words, mention);
	const denies = words.some(({ form }) => form.negation);
	let found: ValueConflict | undefined;
	for (const { id, text, sentences } of units) {
		for (const { words: sentence, terms } of sentences) {
			if (
				sentence.length > LONGEST_SENTENCE ||
				!saysMost(terms, rest) ||
				// "Two of five have one": "three of five have none".
				sentence.some(({ form }) => form.negation) !== denies
			) {
				continue;
			}
			const alike = mentionsIn(sentence, text).filter(({ kind }) => kind === mention.kind);
			const likeness = (other: Mention) => placeLikeness({ words, mention }, { words: sentence, mention: other });
			if (alike.some(other => sharesAny(termsOf(sentence, other), own) && likeness(other) !== 'none')) {
				return [];
			}
			const places = alike.filter(
				other =>
					likeness(other) === 'same' &&
					isSurelyNamed(sentence, other, names) &&
					!sharesAny(termsOf(sentence, other), own) &&
					!sharesAny(termsOf(sentence, other), around),
			);
			const [place] = places;
			if (place !== undefined && places.length === 1 && found === undefined) {
				// "Russia … with Moscow imposing sanctions": what was named before may be meant again.
				const namedBefore = sentence.slice(0, place.first).some(({ form }) => own.includes(form.term));
				if (namedBefore || (mention.kind === 'name' && mayBeTheSame({ words, mention }, { sentence, place, units }))) {
					return [];
				}
				found = {
					...{ start: words[mention.first]!.start, end: words[mention.last]!.end, unit: id },
					...{ unitStart: sentence[place.first]!.start, unitEnd: sentence[place.last]!.end },
				};
			}
		}
	}
	return found === undefined ? [] : [found];
}

/** Names of one or several capitalised words, and numbers in words. What only the first word of a text may be is no name. */
function mentionsIn(words: readonly Word[], text: string): Mention[] {
	const mentions: { first: number; last: number; kind: Mention['kind'] }[] = [];
	for (let at = 0; at < words.length; at++) {
		const { form, start, end } = words[at]!;
		const last = mentions.at(-1);
		const gap = at === 0 ? '' : text.slice(words[at - 1]!.end, start);
		if (form.kind === 'number') {
			if (!/\p{Nd}/u.test(text.slice(start, end))) {
				mentions.push({ first: at, last: at, kind: 'count' });
			}
		} else if (form.capital && form.kind === 'word') {
			if (last?.kind === 'name' && last.last === at - 1 && /^[ \u00a0-]$/.test(gap)) {
				last.last = at;
			} else {
				mentions.push({ first: at, last: at, kind: 'name' });
			}
		}
	}
	return mentions;
}

function isSurelyNamed(words: readonly Word[], { kind, first, last }: Mention, names: Names): boolean {
	return kind === 'count' || last > first || names.has(words[first]!.form.term);
}

/** What is surely a name, in the claim or in a linked unit. */
interface Names {
	has(term: string): boolean;
}

interface Placed {
	readonly words: readonly Word[];
	readonly mention: Mention;
}

/** `same`: the same words right before and after, two of them where the other side has none. `near`: on one side. */
function placeLikeness(claim: Placed, unit: Placed): 'same' | 'near' | 'none' {
	const [before, after] = [sameWords(claim, unit, -1), sameWords(claim, unit, 1)];
	const ends = [before, after].filter(count => count === 'end').length;
	const total = Number(before === 'end' ? 0 : before) + Number(after === 'end' ? 0 : after);
	if (ends === 0 ? before !== 0 && after !== 0 : ends === 1 && total >= 2) {
		return 'same';
	}
	return total > 0 ? 'near' : 'none';
}

/** How many words on one side are the same, at most two; `end` where both texts end there. */
function sameWords(claim: Placed, unit: Placed, step: number): number | 'end' {
	const [mine, its] = [claim, unit].map(({ words, mention }) => {
		const edge = step < 0 ? mention.first : mention.last;
		return [1, 2].map(distance => words[edge + step * distance]?.form.term);
	}) as [(string | undefined)[], (string | undefined)[]];
	if (mine[0] === undefined && its[0] === undefined) {
		return 'end';
	}
	return mine[0] === undefined || mine[0] !== its[0] ? 0 : mine[1] === its[1] && mine[1] !== undefined ? 2 : 1;
}

interface Candidate {
	readonly sentence: readonly Word[];
	readonly place: Mention;
	readonly units: readonly ReadUnit[];
}

/** Another spelling, initials, or two names that stand side by side somewhere: "President Obama", "Hewlett-Packard (HP)". */
function mayBeTheSame({ words: claim, mention }: Placed, { sentence, place, units }: Candidate): boolean {
	const mine = claim.slice(mention.first, mention.last + 1);
	const its = sentence.slice(place.first, place.last + 1);
	if (isWrittenOtherwise(mine, its)) {
		return true;
	}
	const [own, others] = [mine, its].map(words => new Set(words.map(({ form }) => form.term)));
	return units.some(({ words }) => {
		const at = words.flatMap(({ form }, place) => (own!.has(form.term) ? [place] : []));
		return words.some(({ form }, place) => others!.has(form.term) && at.some(one => Math.abs(one - place) <= BESIDE));
	});
}

/** A name that the context lacks is a matter of its own. */
function isSaid({ standing }: JudgedWord): boolean {
	return standing === 'said';
}

function termsOf(words: readonly Word[], { first, last }: Mention): readonly string[] {
	return words.slice(first, last + 1).map(({ form }) => form.term);
}

function sharesAny(terms: readonly string[], others: readonly string[] | ReadonlySet<string>): boolean {
	const set = new Set(others);
	return terms.some(term => set.has(term));
}
