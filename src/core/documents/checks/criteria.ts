import { fieldsOf, idOf } from '../fields.ts';
import { type Problem, problem } from '../problem.ts';
import { readExpectation } from '../read-question.ts';
import type { RubricCheck } from '../rubric-check.ts';
import { checkExpectation } from './expectation.ts';

/** Reports a rubric without criteria, criteria with the same id, and code checks that cannot be evaluated. */
export function* checkCriteria({ fields, rubric, whole }: RubricCheck): Iterable<Problem> {
	const list = fields.get('criteria');
	if (list === undefined && whole && rubric.criteria.length === 0) {
		const place = [...fields.values()][0]?.key.range ?? { start: 0, end: 0 };
		yield problem('no-criteria', 'The rubric has no criteria: nothing would be rated.', place);
	}
	const first = new Map<string, string>();
	for (const item of list?.value.kind === 'sequence' ? list.value.items : []) {
		const criterion = fieldsOf(item);
		const id = idOf(criterion.get('id')?.value);
		const check = readExpectation(criterion.get('check'));
		if (id !== undefined) {
			const known = first.get(id.value.toLowerCase());
			if (known === id.value) {
				yield problem('duplicate-id', `The id "${id.value}" belongs to another criterion already.`, id.range);
			} else if (known !== undefined) {
				yield problem('ids-differ-in-case', `"${id.value}" differs from "${known}" only in case.`, id.range);
			}
			first.set(id.value.toLowerCase(), id.value);
			if (id.value === 'score') {
				yield problem('wrong-value', '"score" means the score in `pass`; choose another id.', id.range);
			}
		}
		if (id !== undefined && !criterion.has('weight') && !fields.has('extends')) {
			yield problem('missing-key', `The criterion "${id.value}" lacks "weight".`, id.range);
		}
		if (check !== undefined) {
			yield* checkExpectation(check);
		}
	}
}
