import type { ContextIndex } from './context-index.ts';
import type { JudgedWord } from './statement.ts';

/** Whether a claim and the context deny the same: `added` only the claim denies, `dropped` only the context does. */
export type NegationMatch = 'alike' | 'added' | 'dropped';

/**
 * Compares the negations of a claim with those of the stretch of context, `first..last` of its words, that says most of it.
 * A negation counts only where it stands close before a content word that both texts have: then the one says of it what
 * the other denies. Elsewhere in the stretch it may belong to another statement.
 */
export function compareNegation(
	index: ContextIndex,
	words: readonly JudgedWord[],
	{ first, last }: { readonly first: number; readonly last: number },
): NegationMatch {
	const negatedInClaim = negatedTerms(
		words.map(({ term, form, standing, end }, at) => ({
			term,
			// The "No" in "No, it opened in 1932" answers the question and denies nothing of what follows.
			negation: form.negation && !(at === 0 && (words[1]?.start ?? end) > end + 1),
			content: standing === 'said',
		})),
	);
	const from = index.firstWord[index.unitOfWord[first]!]!;
	const { negations } = index;
	const context = Array.from(index.words.subarray(Math.max(from, first - REACH), last + 1), term => ({
		term,
		negation: negations.has(term),
		content: index.content[term] === 1,
	}));
	const negatedInContext = negatedTerms(context);
	const plainInContext = new Set(context.filter(({ content }) => content).map(({ term }) => term));
	for (const term of negatedInClaim) {
		if (!negatedInContext.has(term) && plainInContext.has(term) && negatedInContext.size === 0) {
			return 'added';
		}
	}
	for (const { term, standing } of words) {
		if (standing === 'said' && negatedInContext.has(term) && negatedInClaim.size === 0) {
			return 'dropped';
		}
	}
	return 'alike';
}

interface Sayable {
	readonly term: number;
	readonly negation: boolean;
	readonly content: boolean;
}

/** The first content word after each negation, if it stands near. */
function negatedTerms(words: readonly Sayable[]): Set<number> {
	const negated = new Set<number>();
	for (let at = 0; at < words.length; at++) {
		if (words[at]!.negation) {
			const next = words.slice(at + 1, at + 1 + REACH).find(({ content }) => content);
			if (next !== undefined) {
				negated.add(next.term);
			}
		}
	}
	return negated;
}

/** How many words after a negation the word that it denies may stand. */
const REACH = 3;
