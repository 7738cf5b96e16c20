import type { ReviewSet } from '../documents/review-set.ts';
import { nearestSpelling } from '../text/spelling.ts';

/** Says that a question file has no such question, with the nearest right spelling. */
export function unknownQuestion(set: ReviewSet, id: string): string {
	const near = nearestSpelling(
		id,
		set.questions.map(loaded => loaded.question.id),
	);
	return `${set.path} has no question "${id}"${near === undefined ? '.' : `: did you mean "${near}"?`}`;
}
