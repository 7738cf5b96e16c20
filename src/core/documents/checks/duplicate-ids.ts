import { normalisedQuestion } from '../derived-id.ts';
import { type Problem, problem } from '../problem.ts';
import type { Question, QuestionFile } from '../question-file.ts';

/** Reports ids that two questions share. Equal questions without ids are left to `checkEqualQuestions`. */
export function* checkDuplicateIds(file: QuestionFile): Iterable<Problem> {
	const first = new Map<string, Question>();
	for (const question of file.questions) {
		const known = first.get(question.id);
		if (known === undefined) {
			first.set(question.id, question);
		} else if (!areEqualWithoutIds(known, question)) {
			const derived = question.idRange === undefined ? ', derived from its text,' : '';
			const message = `The id "${question.id}"${derived} belongs to another question already.`;
			yield problem('duplicate-id', message, question.idRange ?? question.keyRange);
		}
	}
}

function areEqualWithoutIds(a: Question, b: Question): boolean {
	const derived = a.idRange === undefined && b.idRange === undefined;
	return derived && normalisedQuestion(a.question.value) === normalisedQuestion(b.question.value);
}
