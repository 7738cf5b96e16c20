import type { ReviewSet } from '../core/documents/review-set.ts';
import { nearestSpelling } from '../core/text/spelling.ts';
import { UsageError } from './exit-code.ts';

/** Throws a {@link UsageError} for a question that none of the files has. One that some of them have is only theirs. */
export function requireQuestions(wanted: readonly string[], sets: readonly ReviewSet[]): void {
	const ids = new Set(sets.flatMap(set => set.questions.map(loaded => loaded.question.id)));
	const unknown = wanted.find(id => !ids.has(id));
	if (unknown === undefined) {
		return;
	}
	const near = nearestSpelling(unknown, [...ids]);
	const hint = near === undefined ? `There are ${[...ids].slice(0, 20).join(', ')}.` : `Did you mean "${near}"?`;
	throw new UsageError(`There is no question "${unknown}". ${hint}`);
}
