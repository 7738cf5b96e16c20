import { type Problem, problem } from '../documents/problem.ts';
import { nearestSpelling } from '../text/spelling.ts';
import type { LanguageDocument } from './document.ts';
import { type Library, questionFileFor } from './library.ts';

/**
 * Reports questions that an annotations file names and its question file no longer has. What a person said of their
 * answers stays; it just belongs to no question any more.
 */
export function orphanQuestions(annotations: LanguageDocument, library: Library): readonly Problem[] {
	const document = questionFileFor(annotations, library);
	const file = document?.questionFile?.file;
	if (document === undefined || file === undefined || file.dataSet !== undefined) {
		return []; // The ids of a data set are in its rows, which are not read here.
	}
	const ids = new Set(file.questions.map(({ id }) => id));
	const named = annotations.occurrences.filter(({ kind, name }) => kind === 'question' && !ids.has(name));
	return named.map(({ name, range }, index) => {
		const meant = index < MOST_HINTS ? nearestSpelling(name, ids) : undefined;
		const hint = meant === undefined ? '.' : `; did you mean "${meant}"?`;
		return problem('orphan-question', `${document.path} has no question "${name}" any more${hint}`, range, {
			fixes: meant === undefined ? [] : [{ title: `Change to "${meant}"`, edits: [{ range, text: meant }] }],
		});
	});
}

/** Each hint compares with every id; behind the first few nobody reads them. */
const MOST_HINTS = 20;
