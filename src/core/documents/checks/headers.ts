import { type Field, fieldsOf } from '../fields.ts';
import { type Problem, problem } from '../problem.ts';

/** Reports headers that carry a credential: a file is shared, a key is not. The value is never repeated. */
export function* checkHeaders({ value }: Field): Iterable<Problem> {
	for (const [name, field] of fieldsOf(fieldsOf(value).get('headers')?.value)) {
		const scalar = field.value.kind === 'scalar' ? field.value.source : '';
		if (CREDENTIAL_NAME.test(name) || CREDENTIAL_VALUE.test(scalar)) {
			const message = `"${name}" carries a credential; name where the key is found in \`apiKey\` instead.`;
			yield problem('credential-in-file', message, field.key.range);
		} else if (/[\r\n\0]/.test(scalar)) {
			yield problem('wrong-value', 'The value of a header has no line breaks.', field.value.range);
		}
	}
}

const CREDENTIAL_NAME =
	/^(?:authorization|proxy-authorization|cookie|set-cookie|.*(?:api[-_]?key|access[-_]?key|secret|password|credential|auth-key).*|.*token|key|x-key)$/i;
const CREDENTIAL_VALUE = /^(?:bearer|basic)\s|^(?:sk|pk|rk|gsk|ghp|gho|xai|hf)[-_][A-Za-z0-9_-]{12,}/i;
