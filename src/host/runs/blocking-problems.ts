import type { Problem } from '../../core/documents/problem.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import type { Case } from '../../core/review/case.ts';
import { overlaps } from '../../core/text/range.ts';

export interface BlockingProblem {
	readonly path: string;
	readonly problem: Problem;
}

/**
 * The errors that keep the chosen cases from being run: all of other documents, and those of the question file that do not
 * lie inside a question that nobody asks now.
 */
export function blockingProblems(set: ReviewSet, chosen: readonly Case[]): readonly BlockingProblem[] {
	const asked = new Set(chosen.map(item => item.question.id));
	const apart = set.questions.filter(({ question, row }) => row === undefined && !asked.has(question.id));
	const found: BlockingProblem[] = [];
	for (const [path, problems] of set.problems) {
		for (const problem of problems) {
			const elsewhere = path === set.path && apart.some(({ question }) => overlaps(question.range, problem.range));
			if (problem.severity === 'error' && !elsewhere) {
				found.push({ path, problem });
			}
		}
	}
	return found;
}
