import { type ContextIndex, rarity } from './context-index.ts';
import type { Word } from './words.ts';

/** What is looked for in the context: terms and pairs of neighbouring terms, each with its weight times its rarity. */
export interface Query {
	/** Term number → mass. */
	readonly terms: ReadonlyMap<number, number>;
	/** {@link pairKey} → mass. */
	readonly pairs: ReadonlyMap<number, number>;
}

/** How much the parts of a query weigh. The values were set by hand on open data, one setting for every kind of text. */
export const QUERY_WEIGHTS = {
	/** The question's words, beside 1 for the claim's: they tell which of several similar lines is meant. */
	question: 0.7,
	/** Names and numbers pin a line down better than other words of the same rarity. */
	name: 1.5,
	/** Two words that follow each other in both texts, as a share of their rarity. */
	pair: 0.15,
} as const;

/** The query of one claim: its own words and, a little lighter, the question's. Words that the context lacks are left out. */
export function queryOf(index: ContextIndex, claim: readonly Word[], question: readonly Word[]): Query {
	const terms = new Map<number, number>();
	const pairs = new Map<number, number>();
	addWords(index, question, { terms, pairs, weight: QUERY_WEIGHTS.question });
	addWords(index, claim, { terms, pairs, weight: 1 });
	return { terms, pairs };
}

/** One number for two neighbouring terms. Exact below 2^26 terms. */
export function pairKey(first: number, second: number): number {
	return first * 0x4000000 + second;
}

/** True for a {@link pairKey}, false for the number of a term. */
export function isPair(key: number): boolean {
	return key >= 0x4000000;
}

/** True where a form is more telling than an ordinary word: a number, or a capital inside a sentence. */
export function isTelling(word: Word, previous: Word | undefined): boolean {
	return word.form.kind === 'number' || (word.form.capital && previous !== undefined);
}

interface Target {
	readonly terms: Map<number, number>;
	readonly pairs: Map<number, number>;
	readonly weight: number;
}

function addWords(index: ContextIndex, words: readonly Word[], { terms, pairs, weight }: Target): void {
	let previous: { term: number; mass: number } | undefined;
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		const term = index.terms.get(word.form.term);
		if (term === undefined) {
			previous = undefined;
			continue;
		}
		const stop = word.form.kind === 'stop';
		const mass = stop ? 0 : rarity(index, term);
		if (!stop) {
			const wanted = weight * mass * (isTelling(word, words[at - 1]) ? QUERY_WEIGHTS.name : 1);
			terms.set(term, Math.max(wanted, terms.get(term) ?? 0));
		}
		if (previous !== undefined && previous.mass + mass > 0) {
			pairs.set(pairKey(previous.term, term), QUERY_WEIGHTS.pair * (previous.mass + mass));
		}
		previous = { term, mass };
	}
}
