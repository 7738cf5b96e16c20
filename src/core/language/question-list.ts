import type { Question } from '../documents/question-file.ts';
import type { TextRange } from '../text/range.ts';
import type { LanguageDocument } from './document.ts';
import { type Library, questionFileFor } from './library.ts';

/** The questions of a question file in their order, as lists and outlines show them. */
export function questionList(document: LanguageDocument): readonly ListedQuestion[] {
	const questions = document.questionFile?.file.questions ?? [];
	return questions.map(({ id, range, keyRange, question }) => ({
		id,
		range,
		keyRange,
		hash: document.hashOf(question.value),
		title: oneLine(question.value, LONGEST_TITLE),
	}));
}

export interface ListedQuestion {
	readonly id: string;
	/** The whole item. */
	readonly range: TextRange;
	/** The `question:` key. */
	readonly keyRange: TextRange;
	/** Short hash of the question's text. */
	readonly hash: string;
	/** One line of at most 120 characters. */
	readonly title: string;
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

/** A text on one line, cut where it is too long. Never cuts a character in two. */
export function oneLine(text: string, longest: number): string {
	const line = text
		.slice(0, longest * 4)
		.replace(/\s+/gu, ' ')
		.trim();
	const characters = [...line];
	return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}

const LONGEST_TITLE = 120;
