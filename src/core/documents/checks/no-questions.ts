import { type Problem, problem } from '../problem.ts';
import type { QuestionFile } from '../question-file.ts';

/** Reports a list of questions that is there but empty. A missing one is told by the shape. */
export function* checkNoQuestions(file: QuestionFile, text: string): Iterable<Problem> {
	if (file.questions.length > 0 || file.dataSet !== undefined) {
		return;
	}
	const empty = /^questions:[ \t]*\[\s*\]/m.exec(text);
	if (empty !== null) {
		const range = { start: empty.index, end: empty.index + 'questions'.length };
		yield problem('no-questions', 'The file asks nothing yet.', range);
	}
}
