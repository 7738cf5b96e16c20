import type { Question } from '../documents/question-file.ts';
import type { TextRange } from '../text/range.ts';
import type { LanguageDocument, QuestionDigest } from './document.ts';
import { type Library, questionFileFor } from './library.ts';

/** The questions of a question file in their order, as lists and outlines show them. */
export function questionList(document: LanguageDocument): readonly ListedQuestion[] {
	const questions = document.questionFile?.file.questions ?? [];
	return questions.map(({ id, range, keyRange, question }) => ({
		id,
		range,
		keyRange,
		...document.digestOf(question.value),
	}));
}

export interface ListedQuestion extends QuestionDigest {
	readonly id: string;
	/** The whole item. */
	readonly range: TextRange;
	/** The `question:` key. */
	readonly keyRange: TextRange;
}

/** The question with an id, written or derived, that a question file or an annotation file can refer to. */
export function questionById(
	id: string,
	document: LanguageDocument,
	library: Library,
): { readonly path: string; readonly question: Question } | undefined {
	const file = questionFileFor(document, library);
	const question = file?.questionFile?.file.questions.find(one => one.id === id);
	return file === undefined || question === undefined ? undefined : { path: file.path, question };
}
