import { hash } from 'node:crypto';
import type { ModelRequest } from '../../core/review/ports.ts';
import { replyIdentity } from '../../core/review/reply-identity.ts';

/** The address of a reply in the cache: SHA-256 over its identity as JSON with sorted keys, 64 hex digits. */
export function replyKey(request: ModelRequest): string {
	const { messages, schema, ...rest } = replyIdentity(request);
	// Messages and schemas are long, and stand in one order already.
	const shape = `[${FORMAT},${JSON.stringify(sorted(rest))},${schema === null ? 'null' : schemaText(schema)}]`;
	return hash('sha256', shape + JSON.stringify(messages), 'hex');
}

/** A thousand cases share the schema of their rubric. */
function schemaText([name, schema]: readonly [name: string, schema: object]): string {
	let text = schemas.get(schema);
	if (text === undefined) {
		text = JSON.stringify(schema);
		schemas.set(schema, text);
	}
	return `[${JSON.stringify(name)},${text}]`;
}

const schemas = new WeakMap<object, string>();

/** Changes when a stored reply of an earlier version must not be found any more. */
const FORMAT = 1;

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(sorted);
	}
	return value !== null && typeof value === 'object'
		? Object.fromEntries(
				Object.entries(value)
					.filter(([, member]) => member !== undefined)
					.sort(([a], [b]) => (a < b ? -1 : 1))
					.map(([name, member]) => [name, sorted(member)]),
			)
		: value;
}
