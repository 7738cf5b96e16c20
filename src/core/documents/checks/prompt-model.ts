import type { Problem } from '../problem.ts';
import type { PromptTemplate } from '../prompt-template.ts';
import type { ReviewSet } from '../review-set.ts';
import { findByWireName } from '../wire-name.ts';
import { checkModelNames } from './model-names.ts';

export interface PromptModelCheck {
	readonly set: Pick<ReviewSet, 'file' | 'project' | 'questions'>;
	/** Every name under `models:` of the project file, those whose entry cannot be used included. */
	readonly modelNames: readonly string[];
}

/**
 * Warns of a model that a front matter names and the project lacks, where it is the one that would be called: the question file lists none.
 * No error, because the prompt is right for others, and a model chosen for a run takes its place.
 */
export function* checkPromptModel({ model }: PromptTemplate, { set, modelNames }: PromptModelCheck): Iterable<Problem> {
	const { file, project, questions } = set;
	if (model === undefined || file.models !== undefined || findByWireName(project, model.value) !== undefined) {
		return;
	}
	if (questions.some(({ question }) => question.answers.has(model.value))) {
		return;
	}
	for (const found of checkModelNames([model], modelNames)) {
		yield { ...found, severity: 'warning' };
	}
}
