import { fieldsOf, textsOf } from '../fields.ts';
import { type Problem, problem } from '../problem.ts';
import type { RubricCheck } from '../rubric-check.ts';

/** Reports a scale that tells nothing apart, and words that could mean two levels. */
export function* checkScale({ fields, rubric }: RubricCheck): Iterable<Problem> {
	const scale = fields.get('scale');
	if (scale?.value.kind === 'mapping' && new Set(rubric.levels.map(level => level.value)).size < 2) {
		yield problem('small-scale', 'A scale needs at least two levels of different worth.', scale.key.range);
	}
	const owners = new Map<string, string>();
	for (const { name } of rubric.levels) {
		const folded = name.toLowerCase();
		const owner = owners.get(folded);
		if (owner !== undefined && scale !== undefined) {
			const place = fieldsOf(scale.value).get(name)?.key.range ?? scale.key.range;
			yield problem('ambiguous-level', `"${name}" and "${owner}" differ only in case.`, place);
		}
		owners.set(folded, name);
	}
	for (const [level, field] of fieldsOf(fields.get('synonyms')?.value)) {
		for (const word of textsOf(field.value)) {
			const owner = owners.get(word.value.toLowerCase());
			if (owner !== undefined && owner !== level) {
				yield problem('ambiguous-level', `"${word.value}" means "${owner}" already.`, word.range);
			}
			owners.set(word.value.toLowerCase(), level);
		}
	}
}
