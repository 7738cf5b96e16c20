import { insertKey } from '../../core/documents/insert-key.ts';
import type { TextEdit } from '../../core/documents/problem.ts';
import type { Question } from '../../core/documents/question-file.ts';

/**
 * The edits that write down the ids of questions that have none, so that results and annotations stay with a question when its
 * text changes. They are the edits of the language server's quick fix, for all questions at once.
 */
export function idEdits(text: string, questions: readonly Question[]): readonly TextEdit[] {
	return questions
		.filter(({ idRange }) => idRange === undefined)
		.map(({ id, range }) => insertKey(range, text, `id: ${id}`));
}
