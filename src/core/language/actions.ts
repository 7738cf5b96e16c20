import { insertKey } from '../documents/insert-key.ts';
import type { Fix, Problem } from '../documents/problem.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import type { LanguageDocument } from './document.ts';

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

/**
 * Writes down the ids of the questions that a range touches, where they are derived from the text: a written id stays
 * when the question is put in other words, and can be renamed.
 */
export function writeDownIds(document: LanguageDocument, range: TextRange): readonly Fix[] {
	const questions = document.questionFile?.file.questions ?? [];
	return questions
		.filter(question => question.idRange === undefined && overlaps(question.range, range))
		.slice(0, MOST_ACTIONS)
		.map(question => ({
			title: `Write the id "${question.id}" down`,
			edits: [insertKey(question.range, document.text, `id: ${question.id}`)],
		}));
}

/** More than a person reads in a menu. */
const MOST_ACTIONS = 5;
