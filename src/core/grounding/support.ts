import type { ContextIndex } from './context-index.ts';
import { compareNegation, type NegationMatch } from './negation.ts';
import type { JudgedWord } from './statement.ts';
import type { Candidate } from './unit-scores.ts';

/** How a claim stands to the context: the signals that its risk is computed from. Shares are 0..1. */
export interface Support {
	/** Content words that were looked at, each once per place. */
	readonly count: number;
	/** Share of the claim's different content words that one stretch of {@link STRETCH} context words has; the question's count less. */
	readonly cover: number;
	/** The same without the numbers that the context lacks. */
	readonly coverWithoutNumbers: number;
	/** The same without any word that the context lacks: whether one stretch says all the rest of the claim. */
	readonly coverOfRest: number;
	/** Different words of that rest. */
	readonly rest: number;
	/** Share of neighbouring words that also neighbour in the context. */
	readonly pairs: number;
	readonly novelNumbers: number;
	readonly novelNames: number;
	/** Most novel words in a row, stop words between them passed over. */
	readonly longestNovel: number;
	/** The claim is negated and the best stretch is not, or the other way round. */
	readonly negation: NegationMatch;
}

/** Length of the stretch of context that should say all that a claim says, in words. */
const STRETCH = 25;
/** A word that the question has says less about support than another. */
const ECHO = 0.4;
/** Negations are compared only where the best stretch says this much of the claim. */
const SAME_STATEMENT = 0.6;

/** Measures one claim against the units that fit it best. A word that the context says in another word counts as that word. */
export function supportOf(
	index: ContextIndex,
	given: readonly JudgedWord[],
	candidates: readonly Candidate[],
): Support {
	const words = given.map(withStandIn);
	const wanted = new Map<number, number>();
	let total = 0;
	let numbers = 0;
	let novelMass = 0;
	const lacking = new Set<string>();
	for (const { form, term, standing, echoes, kind } of words) {
		if (standing === 'stop' || standing === 'meta') {
			continue;
		}
		const weight = echoes ? ECHO : 1;
		if (term < 0) {
			// A converted or glued word is said, but nobody knows where: it weighs neither way.
			total += standing === 'said' || lacking.has(form.term) ? 0 : weight;
			const news = standing === 'novel' && !lacking.has(form.term) ? weight : 0;
			novelMass += news;
			numbers += kind === 'number' ? news : 0;
			lacking.add(form.term);
		} else if (!wanted.has(term)) {
			wanted.set(term, weight);
			total += weight;
		}
	}
	const best = bestStretch(index, wanted, candidates);
	const cover = total === 0 ? 1 : best.mass / total;
	return {
		count: words.filter(word => word.standing !== 'stop' && word.standing !== 'meta').length,
		cover,
		coverWithoutNumbers: total - numbers <= 0 ? 0 : best.mass / (total - numbers),
		coverOfRest: total - novelMass <= 0 ? 0 : best.mass / (total - novelMass),
		rest: wanted.size,
		pairs: sharedPairs(index, words),
		novelNumbers: novel(words, 'number'),
		novelNames: novel(words, 'name'),
		longestNovel: longestNovel(words),
		negation: cover >= SAME_STATEMENT ? compareNegation(index, words, best) : 'alike',
	};
}

function withStandIn(word: JudgedWord): JudgedWord {
	return word.related < 0 ? word : { ...word, term: word.related, standing: 'said' };
}

interface Stretch {
	readonly mass: number;
	readonly first: number;
	readonly last: number;
}

/** The heaviest stretch around any candidate; it may run over into the neighbouring units. */
function bestStretch(
	index: ContextIndex,
	wanted: ReadonlyMap<number, number>,
	candidates: readonly Candidate[],
): Stretch {
	let best: Stretch = { mass: 0, first: 0, last: -1 };
	const counts = new Map<number, number>();
	for (const { unit } of candidates.slice(0, 16)) {
		const from = Math.max(0, index.firstWord[unit]! - STRETCH);
		const to = Math.min(index.words.length, index.firstWord[unit + 1]! + STRETCH);
		counts.clear();
		let mass = 0;
		for (let at = from; at < to; at++) {
			const leaving = index.words[at - STRETCH];
			if (at - STRETCH >= from && leaving !== undefined && wanted.has(leaving)) {
				const count = counts.get(leaving)! - 1;
				counts.set(leaving, count);
				mass -= count === 0 ? wanted.get(leaving)! : 0;
			}
			const weight = wanted.get(index.words[at]!);
			if (weight === undefined) {
				continue;
			}
			const count = counts.get(index.words[at]!) ?? 0;
			counts.set(index.words[at]!, count + 1);
			mass += count === 0 ? weight : 0;
			if (mass > best.mass + 1e-9) {
				best = { mass, first: firstWanted(index, wanted, Math.max(from, at - STRETCH + 1)), last: at };
			}
		}
	}
	return best;
}

function firstWanted({ words }: ContextIndex, wanted: ReadonlyMap<number, number>, from: number): number {
	let first = from;
	while (!wanted.has(words[first]!)) {
		first++;
	}
	return first;
}

function sharedPairs(index: ContextIndex, words: readonly JudgedWord[]): number {
	let shared = 0;
	let count = 0;
	for (let at = 1; at < words.length; at++) {
		if (words[at]!.standing === 'meta') {
			continue;
		}
		count++;
		if (neighbours(index, words[at - 1]!.term, words[at]!.term)) {
			shared++;
		}
	}
	return count === 0 ? 1 : shared / count;
}

/** True where two terms follow each other somewhere in the context. Walks the rarer one's places. */
function neighbours({ firstPlace, places, words }: ContextIndex, first: number, second: number): boolean {
	if (first < 0 || second < 0) {
		return false;
	}
	const firstCount = firstPlace[first + 1]! - firstPlace[first]!;
	const secondCount = firstPlace[second + 1]! - firstPlace[second]!;
	const [rarer, step, other] = firstCount <= secondCount ? [first, 1, second] : [second, -1, first];
	for (let at = firstPlace[rarer]!; at < firstPlace[rarer + 1]!; at++) {
		if (words[places[at]! + step] === other) {
			return true;
		}
	}
	return false;
}

function novel(words: readonly JudgedWord[], kind: JudgedWord['kind']): number {
	return words.filter(word => word.standing === 'novel' && word.kind === kind).length;
}

function longestNovel(words: readonly JudgedWord[]): number {
	let longest = 0;
	let run = 0;
	for (const { standing } of words) {
		if (standing === 'novel') {
			longest = Math.max(longest, ++run);
		} else if (standing === 'said' || standing === 'asked') {
			run = 0;
		}
	}
	return longest;
}
