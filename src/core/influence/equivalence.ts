import { splitClaims } from '../grounding/claims.ts';
import { type Word, WordScanner, wordsOf } from '../grounding/words.ts';
import { isAbstention } from '../judging/abstention.ts';

/**
 * Whether a reply says what a claim says, from the words alone (methods S19, step 1): every number and name of the claim stands
 * in it, so do most of its other words, and the sentence that says so negates as the claim does. A reply that abstains says the
 * same as a claim that does, and nothing else.
 */
export function saysTheSame(claim: string, reply: string): boolean {
	const abstains = isAbstention(reply);
	if (abstains || isAbstention(claim)) {
		return abstains && isAbstention(claim);
	}
	const scanner = new WordScanner();
	const wanted = contentOf(wordsOf(claim, scanner));
	const said = wordsOf(reply, scanner);
	const terms = new Set(said.map(word => word.form.term));
	const values = wanted.filter((word, i) => isValue(word, i));
	if (wanted.length === 0) {
		return claim.trim().toLowerCase() === reply.trim().toLowerCase();
	}
	if (values.some(word => !terms.has(word.form.term))) {
		return false;
	}
	const found = wanted.filter(word => terms.has(word.form.term)).length;
	return found >= (values.length > 0 ? WITH_VALUES : WITHOUT) * wanted.length && negatesAlike(claim, reply, scanner);
}

/** The share of a claim's words that a reply has to have. */
const WITH_VALUES = 0.6;
const WITHOUT = 0.75;

function contentOf(words: readonly Word[]): readonly Word[] {
	return words.filter(({ form }) => form.kind !== 'stop');
}

/** A number, or a word with a capital that does not only begin the sentence. */
function isValue({ form }: Word, index: number): boolean {
	return form.kind === 'number' || (form.capital && index > 0);
}

function negatesAlike(claim: string, reply: string, scanner: WordScanner): boolean {
	const wanted = new Set(contentOf(wordsOf(claim, scanner)).map(word => word.form.term));
	let best: { readonly shared: number; readonly negates: boolean } | undefined;
	for (const { start, end } of splitClaims(reply)) {
		const words = wordsOf(reply.slice(start, end), scanner);
		const shared = new Set(words.map(word => word.form.term).filter(term => wanted.has(term))).size;
		if (best === undefined || shared > best.shared) {
			best = { shared, negates: negates(words) };
		}
	}
	return best === undefined || best.negates === negates(wordsOf(claim, scanner));
}

function negates(words: readonly Word[]): boolean {
	return words.some(({ form }) => form.negation);
}
