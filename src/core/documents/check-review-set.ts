import type { Located } from '../text/range.ts';
import { checkJudgeFamily } from './checks/judge-family.ts';
import { checkPassNames } from './checks/level-names.ts';
import { checkModelNames } from './checks/model-names.ts';
import { checkRepeatedNames } from './checks/repeated-names.ts';
import type { Problem } from './problem.ts';
import type { ReviewSet } from './review-set.ts';

export interface ReviewSetCheck {
	readonly set: Omit<ReviewSet, 'problems'>;
	/** Every name under `models:` of the project file. */
	readonly modelNames: readonly string[];
}

/** Everything that is wrong between a question file and what it names. */
export function* checkReviewSet({ set, modelNames }: ReviewSetCheck): Iterable<Problem> {
	const { file, rubric } = set;
	yield* checkModelNames(calledModels(set), modelNames);
	yield* checkModelNames(file.judge?.model === undefined ? [] : [file.judge.model], modelNames);
	yield* checkRepeatedNames(set);
	yield* checkJudgeFamily(set);
	if (rubric !== undefined) {
		yield* checkPassNames(file.pass, rubric);
		for (const { question } of set.questions) {
			if (question.pass !== undefined) {
				yield* checkPassNames(question.pass, rubric);
			}
		}
	}
}

/** The models that will be called. One whose answer is recorded for every question needs no entry. */
function calledModels({ file, questions }: Omit<ReviewSet, 'problems'>): readonly Located<string>[] {
	const isRecorded = (name: string) =>
		questions.length > 0 && questions.every(({ question }) => question.answers.has(name));
	return (file.models ?? []).filter(({ value }) => !isRecorded(value));
}
