import type { AnswerEnd, CaseStart } from './events.ts';

/** What tells one answer from another. */
export interface JudgedAnswer {
	readonly start: Pick<CaseStart, 'file' | 'question' | 'prompt' | 'model'> | undefined;
	readonly answer: Pick<AnswerEnd, 'hash'> | undefined;
}

/** One for all answers of a model to a question that say the same: a cache knows their verdicts from each other. */
export function sameAnswer({ start, answer }: JudgedAnswer): string {
	return JSON.stringify([start?.file, start?.question, start?.prompt, start?.model, answer?.hash]);
}

/** A verdict of an answer. */
export interface Drawn {
	/** {@link sameAnswer} */
	readonly answer: string;
	readonly sample: number;
	readonly cached: boolean;
}

/**
 * Leaves out what a cache knew of a verdict that stands among them already: answers that say the same share it, and it was drawn once.
 * One that was drawn in an earlier run stays, once.
 */
export function drawnOnce<T extends Drawn>(verdicts: readonly T[]): ReadonlySet<T> {
	const name = ({ answer, sample }: Drawn) => `${sample} ${answer}`;
	const fresh = verdicts.filter(({ cached }) => !cached);
	const known = new Set(fresh.map(name));
	const kept = new Set(fresh);
	for (const verdict of verdicts) {
		if (verdict.cached && !known.has(name(verdict))) {
			known.add(name(verdict));
			kept.add(verdict);
		}
	}
	return kept;
}
