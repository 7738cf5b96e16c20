import type { Rubric } from '../../src/core/documents/rubric.ts';
import type { CorpusReply } from './verdict-corpus.ts';

/**
 * What a reading is worth beside a person's. `wrong`: it states ratings that a person does not read; `silent`: it scores a reply that must
 * be unscored; `unscored`: it gives up on a reply that a person can read.
 */
export type ReadingOutcome = (typeof READING_OUTCOMES)[number];

export const READING_OUTCOMES = ['right', 'wrong', 'silent', 'unscored'] as const;

/** Compares the ratings that were read with those a person reads. A reading that lacks a criterion scores nothing. */
export function outcomeOf(
	ratings: Readonly<Record<string, string>>,
	{ expect, reason }: Pick<CorpusReply, 'expect' | 'reason'>,
	rubric: Rubric,
): ReadingOutcome {
	const scored = rubric.criteria.every(({ id }) => Object.hasOwn(ratings, id));
	if (reason !== undefined) {
		return scored ? 'silent' : 'right';
	}
	if (!scored) {
		return 'unscored';
	}
	return rubric.criteria.every(({ id }, i) => ratings[id] === expect[i]) ? 'right' : 'wrong';
}
