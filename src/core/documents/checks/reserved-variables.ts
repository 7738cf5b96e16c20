import type { Located } from '../../text/range.ts';
import { type Problem, problem } from '../problem.ts';

/** The variables that every template is given. */
export const RESERVED_VARIABLES = ['question', 'context', 'passages', 'history', 'turns'] as const;

/** Reports `vars` that would hide what every template is given. */
export function* checkReservedVariables(vars: ReadonlyMap<string, Located<unknown>>): Iterable<Problem> {
	if (vars.size === 0) {
		return;
	}
	for (const name of RESERVED_VARIABLES) {
		const own = vars.get(name);
		if (own !== undefined) {
			yield problem('variable-collision', `Every template is given "${name}" already; choose another name.`, own.range);
		}
	}
}
