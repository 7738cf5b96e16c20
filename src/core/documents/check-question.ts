import { checkExpectation } from './checks/expectation.ts';
import { checkReservedVariables } from './checks/reserved-variables.ts';
import { checkSpans } from './checks/spans.ts';
import type { Problem } from './problem.ts';
import type { Question } from './question-file.ts';

/** Everything that is wrong in one question by itself, beyond its shape. */
export function* checkQuestion(question: Question): Iterable<Problem> {
	yield* checkSpans(question.context);
	yield* checkReservedVariables(question.vars);
	if (question.expect !== undefined) {
		yield* checkExpectation(question.expect);
	}
}
