import type { Located } from '../../text/range.ts';
import { nearestSpelling } from '../../text/spelling.ts';
import { keyText } from '../flow-text.ts';
import { type Problem, problem } from '../problem.ts';
import { OFFLINE_MODEL } from '../project.ts';

/** Reports names that no model has. `offline` always exists. */
export function* checkModelNames(names: readonly Located<string>[], known: Iterable<string>): Iterable<Problem> {
	const models = new Set([OFFLINE_MODEL.name, ...known]);
	for (const { value, range } of names) {
		if (models.has(value)) {
			continue;
		}
		const meant = nearestSpelling(value, models);
		const list = [...models].slice(0, 12).join(', ');
		yield meant === undefined
			? problem('unknown-model', `No model is called "${value}"; groundline.yaml knows ${list}.`, range)
			: problem('unknown-model', `No model is called "${value}"; did you mean "${meant}"?`, range, {
					fixes: [{ title: `Change to "${meant}"`, edits: [{ range, text: keyText(meant) }] }],
				});
	}
}
