import { checkCase } from './checks/case.ts';
import { checkDuplicateIds } from './checks/duplicate-ids.ts';
import { checkEqualQuestions } from './checks/equal-questions.ts';
import { checkFollows } from './checks/follows.ts';
import { checkNoQuestions } from './checks/no-questions.ts';
import { checkReservedVariables } from './checks/reserved-variables.ts';
import { checkSpans } from './checks/spans.ts';
import type { Problem } from './problem.ts';
import type { QuestionFile } from './question-file.ts';

/** Everything that is wrong in what the questions of a file share. */
export function* checkQuestionFile(file: QuestionFile, text: string): Iterable<Problem> {
	yield* checkSpans(file.context);
	yield* checkReservedVariables(file.vars);
	yield* checkNoQuestions(file, text);
}

/** Everything that is wrong among the questions of a file: it depends on their ids, texts and `follows` alone. */
export function* checkAmongQuestions(file: QuestionFile, text: string): Iterable<Problem> {
	yield* checkDuplicateIds(file);
	yield* checkCase(file);
	yield* checkEqualQuestions(file, text);
	yield* checkFollows(file);
}
