import type { ContextIndex } from '../grounding/context-index.ts';
import type { Claim } from '../grounding/grounding.ts';
import { isSaid } from '../grounding/said.ts';
import { type Word, wordsOf } from '../grounding/words.ts';
import { isEverywhere, nearby, placesOf } from './context-places.ts';
import { type JudgeMaterial, wordsWithin } from './judge-material.ts';

/** A detail of a claim that the context does not have where it says the rest of the claim; or a negation that it lacks or has alone. */
export interface Misfit {
	readonly kind: 'number' | 'name' | 'negation';
	/** As written in the answer. */
	readonly words: string;
}

/**
 * Finds details that stand in the wrong place. For each number and name of a claim: how much of the rest of the claim does the
 * context say near that detail, and how much near the best place without regard to it? Where the second is much more, the detail was
 * changed or taken from elsewhere: a swapped name, a number of another line. A claim that is covered but differs from that place
 * in being negated is a misfit as well. Blind to roles that change sides within one line.
 */
export function misfitsOf(material: JudgeMaterial, claim: Claim): readonly Misfit[] {
	const words = wordsOf(material.answer.slice(claim.start, claim.end), material.scanner);
	const terms = termsOf(material.index, words);
	if (terms.length < FEWEST_TERMS || words.length > MOST_WORDS) {
		return [];
	}
	const near = nearFor(words.length);
	const best = bestPlace(material.index, terms, near);
	const text = material.answer.slice(claim.start, claim.end);
	const asked = new Set(material.questionWords.map(word => word.form.term));
	const misfits: Misfit[] = [];
	for (const detail of detailsOf(words, text)) {
		const own = detail.words.flatMap(word => material.index.terms.get(word.form.term) ?? []);
		if (detail.words.some(word => asked.has(word.form.term)) || own.some(term => isEverywhere(material.index, term))) {
			continue;
		}
		const rest = terms.filter(term => !own.includes(term));
		if (
			rest.length < FEWEST_TERMS - 1 ||
			keepsCompany(material.index, own, neighboursOf(detail, words, material.index))
		) {
			continue;
		}
		const { free, anchored } = coverWith(material.index, own, { rest, near: nearFor(words.length) });
		if (free >= COVERED && free - anchored >= MUCH_MORE && !isSaidOtherwise(material, claim, detail)) {
			misfits.push({ kind: detail.kind, words: text.slice(detail.words[0]!.start, detail.words.at(-1)!.end) });
		}
	}
	const negated = words.filter((word, at) => word.form.negation && !isReply(word, at, text)).length;
	if (
		best.cover >= SAME_STATEMENT &&
		(negated % 2 === 1) !== (negationsNear(material.index, best, { terms, near }) % 2 === 1)
	) {
		misfits.push({
			kind: 'negation',
			words: negated > 0 ? words.findLast(word => word.form.negation)!.form.folded : 'no negation',
		});
	}
	return misfits;
}

/** `No. …` answers the question and negates nothing behind it. */
function isReply(word: Word, at: number, text: string): boolean {
	return at === 0 && /^\s*[.,;:!–—]/.test(text.slice(word.end));
}

const FEWEST_TERMS = 3;
/** What is longer is more than one statement, and where a detail belongs in it cannot be told. */
const MOST_WORDS = 50;
/** Words on either side of a place that count as near: for a long claim more. */
function nearFor(words: number): number {
	return Math.max(14, words);
}

/** Words apart that are still beside each other. */
const BESIDE = 3;
/** Only a claim that the context says nearly word for word can be off in one detail; in free wordings places say nothing. */
const COVERED = 0.75;
const MUCH_MORE = 0.34;
const SAME_STATEMENT = 0.8;

interface Detail {
	readonly kind: 'number' | 'name';
	readonly words: readonly Word[];
}

/** The numbers of a claim, in digits or words, and its names; capitalised words in a row are one name. */
function detailsOf(words: readonly Word[], text: string): readonly Detail[] {
	const details: Detail[] = [];
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		if (word.form.kind === 'number') {
			if (word.form.term !== '#1' || /\p{Nd}/u.test(text.slice(word.start, word.end))) {
				details.push({ kind: 'number', words: [word] }); // "one" is mostly a pronoun.
			}
			continue;
		}
		const run = [word];
		while (isCapital(run.at(-1)!) && isCapital(words[at + 1]) && words[at + 1]!.start === run.at(-1)!.end + 1) {
			run.push(words[++at]!);
		}
		if (isCapital(word) && (run.length > 1 || at > 0)) {
			details.push({ kind: 'name', words: run });
		}
	}
	return details;
}

function isCapital(word: Word | undefined): boolean {
	return word?.form.capital === true && word.form.kind === 'word';
}

/** The context has the number in another form: a share for a percentage, another scale. */
function isSaidOtherwise(
	{ index, answer, answerWords }: JudgeMaterial,
	claim: Claim,
	{ kind, words }: Detail,
): boolean {
	if (kind !== 'number' || index.terms.has(words[0]!.form.term)) {
		return false;
	}
	const start = claim.start + words[0]!.start;
	const [word] = wordsWithin(answerWords, { start, end: start + 1 });
	return word !== undefined && isSaid(index, word, answer);
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

function bestPlace(index: ContextIndex, terms: readonly number[], near: number): Place {
	const wanted = new Set(terms);
	let best: Place = { cover: 0, word: -1 };
	for (const term of terms) {
		for (const word of placesOf(index, term)) {
			const { cover } = coverAt(index, word, { wanted, near });
			if (cover > best.cover) {
				best = { cover, word };
			}
		}
	}
	return best;
}

/** How much of the rest one place says at best, and how much one that also has the detail. */
function coverWith(
	index: ContextIndex,
	detail: readonly number[],
	{ rest, near }: { readonly rest: readonly number[]; readonly near: number },
): { readonly free: number; readonly anchored: number } {
	const wanted = new Set(rest);
	const own = new Set(detail);
	let free = 0;
	let anchored = 0;
	for (const term of [...rest, ...detail]) {
		for (const word of placesOf(index, term)) {
			const { cover, hasOwn } = coverAt(index, word, { wanted, near, own });
			free = Math.max(free, cover);
			anchored = hasOwn ? Math.max(anchored, cover) : anchored;
		}
	}
	return { free, anchored };
}

/** The nearest content words on both sides of a detail in its claim. */
function neighboursOf(detail: Detail, words: readonly Word[], index: ContextIndex): ReadonlySet<number> {
	const content = words.filter(word => word.form.kind !== 'stop' && !detail.words.includes(word));
	const before = content.findLast(word => word.start < detail.words[0]!.start);
	const after = content.find(word => word.start > detail.words[0]!.start);
	return new Set([before, after].flatMap(word => (word === undefined ? [] : (index.terms.get(word.form.term) ?? []))));
}

/** True where the detail stands in the context right beside a word that it stands beside in the claim. */
function keepsCompany(index: ContextIndex, detail: readonly number[], neighbours: ReadonlySet<number>): boolean {
	return detail.some(term =>
		placesOf(index, term).some(word => {
			const { first, last } = nearby(index, word, BESIDE);
			const around = index.words.subarray(first, last + 1);
			return around.some(each => neighbours.has(each));
		}),
	);
}

interface Wanted {
	readonly wanted: ReadonlySet<number>;
	readonly near: number;
	readonly own?: ReadonlySet<number>;
}

function coverAt(
	index: ContextIndex,
	word: number,
	{ wanted, near, own }: Wanted,
): { readonly cover: number; readonly hasOwn: boolean } {
	const { first, last } = nearby(index, word, near);
	const found = new Set<number>();
	let hasOwn = false;
	for (let at = first; at <= last; at++) {
		const term = index.words[at]!;
		if (wanted.has(term)) {
			found.add(term);
		}
		hasOwn ||= own?.has(term) === true;
	}
	return { cover: wanted.size === 0 ? 0 : found.size / wanted.size, hasOwn };
}

/** Negations between the first and the last wanted word around the place, and just before. */
function negationsNear(
	index: ContextIndex,
	place: Place,
	{ terms, near: reach }: { readonly terms: readonly number[]; readonly near: number },
): number {
	const wanted = new Set(terms);
	const near = nearby(index, place.word, reach);
	let first = place.word;
	let last = place.word;
	for (let at = near.first; at <= near.last; at++) {
		if (wanted.has(index.words[at]!)) {
			first = Math.min(first, at);
			last = Math.max(last, at);
		}
	}
	const negations = negationTerms(index);
	let count = 0;
	for (let at = Math.max(near.first, first - 2); at <= last; at++) {
		count += negations.has(index.words[at]!) ? 1 : 0;
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
