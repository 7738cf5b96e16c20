import { checkCriteria } from './checks/criteria.ts';
import { checkLevelNames } from './checks/level-names.ts';
import { checkScale } from './checks/scale.ts';
import { checkWeights } from './checks/weights.ts';
import { type Problem, problem } from './problem.ts';
import type { RubricCheck } from './rubric-check.ts';

/** Everything that is wrong in a rubric beyond its shape. */
export function* checkRubric(check: RubricCheck): Iterable<Problem> {
	yield* checkScale(check);
	yield* checkCriteria(check);
	if (check.whole) {
		yield* checkWeights(check);
		yield* checkLevelNames(check);
		yield* checkPassMark(check);
	}
}

/** Reports a rubric that never says when an answer passes. */
function* checkPassMark({ fields, rubric }: RubricCheck): Iterable<Problem> {
	const { score, levels } = rubric.pass;
	const criteria = fields.get('criteria');
	if (score === undefined && levels.size === 0 && !fields.has('pass') && criteria !== undefined) {
		yield problem('no-pass-mark', 'The rubric does not say when an answer passes; add `pass: 80`.', criteria.key.range);
	}
}
