import { type Field, fieldsOf, textOf } from '../fields.ts';
import { type Problem, problem } from '../problem.ts';
import { OFFLINE_MODEL } from '../project.ts';

/** Reports an entry that would make `offline` mean something else. Writing down what it is anyway is fine. */
export function* checkOfflineModel(name: string, { key, value }: Field): Iterable<Problem> {
	if (name !== OFFLINE_MODEL.name) {
		return;
	}
	const fields = fieldsOf(value);
	const provider = textOf(fields.get('provider')?.value)?.value;
	const others = [...fields.keys()].filter(field => field !== 'provider');
	if ((provider !== undefined && provider !== OFFLINE_MODEL.provider) || others.length > 0) {
		const message = '"offline" is the built-in model and cannot be redefined; give this one another name.';
		yield problem('offline-redefined', message, key.range);
	}
}
