import { hash } from 'node:crypto';
import type { ModelRequest } from '../../core/review/ports.ts';
import { replyIdentity } from '../../core/review/reply-identity.ts';
import type { Hash } from '../../core/text/hash.ts';
import { fastHash } from '../fast-hash.ts';

/**
 * The address of a reply in the cache: SHA-256 over its identity as JSON with sorted keys, 64 hex digits. In place of each message stands its
 * hash, which whoever gives a `hashText` that remembers may need anyway.
 */
export function replyKey(request: ModelRequest, hashText: Hash = fastHash): string {
	const { messages, schema, ...rest } = replyIdentity(request);
	// Schemas are long, and stand in one order already.
	const shape = `[${FORMAT},${JSON.stringify(sorted(rest))},${schema === null ? 'null' : schemaText(schema)}]`;
	return hash(
		'sha256',
		shape + messages.map(([role, text]) => `${role} ${textHash(text, hashText)}\n`).join(''),
		'hex',
	);
}

/** As JSON even half a surrogate pair has its own bytes. */
function textHash(text: string, hashText: Hash): string {
	return text.isWellFormed() ? hashText(text) : `json ${hashText(JSON.stringify(text))}`;
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
const FORMAT = 2;

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
