import type { Fix, Problem } from '../documents/problem.ts';
import { overlaps, type TextRange } from '../text/range.ts';

/** The ways to mend the problems that a range touches, those of the first problem first. */
export function quickFixes(problems: readonly Problem[], range: TextRange): readonly QuickFix[] {
	return problems
		.filter(problem => overlaps(problem.range, range))
		.flatMap(problem => (problem.fixes ?? []).map((fix, index) => ({ problem, fix, isPreferred: index === 0 })));
}

export interface QuickFix {
	readonly problem: Problem;
	readonly fix: Fix;
	/** True for the best way of its problem. */
	readonly isPreferred: boolean;
}
