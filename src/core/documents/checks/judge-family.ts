import { type Problem, problem } from '../problem.ts';
import type { ReviewSet } from '../review-set.ts';

/** Warns of a judge that shares its lineage with a model it judges: judges favour their own kind. */
export function* checkJudgeFamily({ file, project }: Omit<ReviewSet, 'problems'>): Iterable<Problem> {
	const judge = file.judge?.model;
	const family = judge === undefined ? undefined : project?.models.get(judge.value)?.family;
	if (judge === undefined || family === undefined) {
		return;
	}
	const candidates = file.models ?? project?.defaults.models ?? [];
	const kin = candidates.find(
		({ value }) => project?.models.get(value)?.family?.toLowerCase() === family.toLowerCase(),
	);
	if (kin !== undefined) {
		const message = `The judge is of the family "${family}", as is "${kin.value}": judges favour their own kind.`;
		yield problem('judge-family', message, judge.range);
	}
}
