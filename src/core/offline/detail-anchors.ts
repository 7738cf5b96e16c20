import type { ContextIndex } from '../grounding/context-index.ts';
import type { Claim } from '../grounding/grounding.ts';
import { type Word, wordsOf } from '../grounding/words.ts';
import type { JudgeMaterial } from './judge-material.ts';

/** A detail of a claim that the context has, but not where it says the rest of the claim; or a negation that it lacks or has alone. */
export interface Misfit {
	readonly kind: 'number' | 'name' | 'negation';
	/** As written in the answer. */
	readonly words: string;
}

/**
 * Finds details that stand in the wrong place. For each number and name of a claim: how much of the rest of the claim does the
 * context say near that detail, and how much near the best place without regard to it? Where the second is much more, the detail was
 * taken from elsewhere: a swapped name, a number of another line. A claim that is covered but differs from that place
 * in being negated is a misfit as well. Blind to roles that change sides within one line.
 */
export function misfitsOf(material: JudgeMaterial, claim: Claim): readonly Misfit[] {
	const words = wordsOf(material.answer.slice(claim.start, claim.end), material.scanner);
	const terms = termsOf(material.index, words);
	if (terms.length < FEWEST_TERMS) {
		return [];
	}
	const best = bestPlace(material.index, terms);
	const text = material.answer.slice(claim.start, claim.end);
	const misfits: Misfit[] = [];
	for (const [at, word] of words.entries()) {
		const kind = kindOf(word, at, text, material.index);
		const term = kind === undefined ? undefined : material.index.terms.get(word.form.term);
		if (kind === undefined || term === undefined) {
			continue;
		}
		const rest = terms.filter(each => each !== term);
		const free = bestPlace(material.index, rest).cover;
		const anchored = coverNear(material.index, term, new Set(rest));
		if (free >= COVERED && free - anchored >= MUCH_MORE) {
			misfits.push({ kind, words: text.slice(word.start, word.end) });
		}
	}
	const negated = words.filter(word => word.form.negation).length;
	if (best.cover >= SAME_STATEMENT && (negated % 2 === 1) !== (negationsNear(material.index, best, terms) % 2 === 1)) {
		misfits.push({
			kind: 'negation',
			words: negated > 0 ? words.find(word => word.form.negation)!.form.folded : 'no negation',
		});
	}
	return misfits;
}

const FEWEST_TERMS = 3;
/** Words on either side of a place that count as near. */
const NEAR = 14;
/** A term that stands everywhere says nothing about places; the first ones must do. */
const MOST_PLACES = 64;
const COVERED = 0.5;
const MUCH_MORE = 0.34;
const SAME_STATEMENT = 0.7;

function kindOf(word: Word, at: number, text: string, index: ContextIndex): 'number' | 'name' | undefined {
	if (word.form.kind === 'number') {
		return /\p{Nd}/u.test(text.slice(word.start, word.end)) ? 'number' : undefined;
	}
	const term = index.terms.get(word.form.term);
	const isName = word.form.capital && word.form.kind === 'word' && term !== undefined && index.names[term] === 1;
	return isName && at > 0 ? 'name' : undefined;
}

/** The different content terms of a claim that the context has, as numbers. */
function termsOf(index: ContextIndex, words: readonly Word[]): readonly number[] {
	const terms = words.flatMap(({ form }) => (form.kind === 'stop' ? [] : [index.terms.get(form.term) ?? -1]));
	return [...new Set(terms.filter(term => term >= 0 && index.content[term] === 1))];
}

interface Place {
	/** Share of the wanted terms that stand near. */
	readonly cover: number;
	/** Number of the word in its middle; −1 where there is none. */
	readonly word: number;
}

function bestPlace(index: ContextIndex, terms: readonly number[]): Place {
	const wanted = new Set(terms);
	let best: Place = { cover: 0, word: -1 };
	for (const term of terms) {
		for (const word of placesOf(index, term)) {
			const cover = coverAt(index, word, wanted);
			if (cover > best.cover) {
				best = { cover, word };
			}
		}
	}
	return best;
}

function coverNear(index: ContextIndex, term: number, wanted: ReadonlySet<number>): number {
	return placesOf(index, term).reduce((most, word) => Math.max(most, coverAt(index, word, wanted)), 0);
}

function placesOf(index: ContextIndex, term: number): readonly number[] {
	const from = index.firstPlace[term]!;
	return [...index.places.subarray(from, Math.min(index.firstPlace[term + 1]!, from + MOST_PLACES))];
}

function coverAt(index: ContextIndex, word: number, wanted: ReadonlySet<number>): number {
	const found = new Set<number>();
	for (let at = Math.max(0, word - NEAR); at <= Math.min(index.words.length - 1, word + NEAR); at++) {
		if (wanted.has(index.words[at]!)) {
			found.add(index.words[at]!);
		}
	}
	return wanted.size === 0 ? 0 : found.size / wanted.size;
}

/** Negations between the first and the last wanted word around the place, and just before. Only within its own unit. */
function negationsNear(index: ContextIndex, place: Place, terms: readonly number[]): number {
	const wanted = new Set(terms);
	const unit = index.unitOfWord[place.word];
	let first = place.word;
	let last = place.word;
	for (let at = Math.max(0, place.word - NEAR); at <= Math.min(index.words.length - 1, place.word + NEAR); at++) {
		if (index.unitOfWord[at] === unit && wanted.has(index.words[at]!)) {
			first = Math.min(first, at);
			last = Math.max(last, at);
		}
	}
	const negations = negationTerms(index);
	let count = 0;
	for (let at = Math.max(0, first - 2); at <= last; at++) {
		count += index.unitOfWord[at] === unit && negations.has(index.words[at]!) ? 1 : 0;
	}
	return count;
}

function negationTerms(index: ContextIndex): ReadonlySet<number> {
	return new Set(NEGATION_WORDS.flatMap(word => index.terms.get(word) ?? []));
}

const NEGATION_WORDS =
	'not no never none neither nor without cannot nobody nothing nicht kein keine keinen nie pas ne jamais aucun aucune nunca ningún ninguna non nessun nessuna não niet geen nooit'.split(
		' ',
	);
