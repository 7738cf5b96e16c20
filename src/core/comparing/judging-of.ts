import { builtInRubric } from '../documents/built-in-rubric.ts';
import type { ReviewSet } from '../documents/review-set.ts';
import { findModel } from '../documents/wire-name.ts';
import { chooseJudge } from '../review/choose-models.ts';
import type { PlanOptions } from '../review/plan-options.ts';
import type { Report } from '../review/plan-problem.ts';
import type { Judging } from './compare-pair.ts';

/** Warns where a judge is to compare an answer of its own family: judges favour their own kind (methods S18). */
export function familyNotes(
	set: ReviewSet,
	judging: Judging,
	models: readonly (string | undefined)[],
): readonly string[] {
	const family = judging.kind === 'model' ? judging.judge.entry.family : undefined;
	const own = models.filter(model => model !== undefined && findModel(set.project, model)?.family === family);
	return judging.kind !== 'model' || family === undefined || own.length === 0
		? []
		: [
				`warning: the judge "${judging.judge.name}" is of the same family (${family}) as ${own.map(model => `"${model}"`).join(' and ')}: judges favour their own kind.`,
			];
}

/** Who compares: the judge of the files or of the command line, told what the rubric asks for. `undefined`: reported. */
export function judgingOf(set: ReviewSet, options: PlanOptions, report: Report): Judging | undefined {
	const rubric = options.rubric ?? set.rubric ?? builtInRubric;
	const judge = chooseJudge({ set, rubric, options, report });
	if (judge === undefined) {
		return undefined;
	}
	const maxCost = options.maxCost ?? set.project?.limits.maxCost;
	if (maxCost !== undefined && judge.entry.price === undefined) {
		report('error', `The cost limit of ${maxCost} USD cannot be kept: model "${judge.name}" has no "price".`);
		return undefined;
	}
	return judge.entry.provider === 'offline' ? { kind: 'lexical', rubric } : { kind: 'model', judge, rubric };
}
