import { type Problem, problem } from '../problem.ts';
import type { RubricCheck } from '../rubric-check.ts';

/** Reports weights that do not sum to 1: the arithmetic normalises them, but a reader may not expect it. */
export function* checkWeights({ fields, rubric }: RubricCheck): Iterable<Problem> {
	const list = fields.get('criteria');
	if (list === undefined || rubric.criteria.length === 0) {
		return;
	}
	const sum = rubric.criteria.reduce((total, { weight }) => total + weight, 0);
	if (sum === 0) {
		yield problem('weights-zero', 'Every weight is 0: no answer could be scored.', list.key.range);
	} else if (Math.abs(sum - 1) > 1e-6) {
		const shown = Number(sum.toFixed(6));
		yield problem('weights-sum', `The weights sum to ${shown}, not 1; scores are divided by ${shown}.`, list.key.range);
	}
}
