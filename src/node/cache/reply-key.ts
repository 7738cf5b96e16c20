import { createHash } from 'node:crypto';
import type { ModelRequest } from '../../core/review/ports.ts';
import { replyIdentity } from '../../core/review/reply-identity.ts';

/** The address of a reply in the cache: SHA-256 over its identity as JSON with sorted keys, 64 hex digits. */
export function replyKey(request: ModelRequest): string {
	const { messages, schema, ...rest } = replyIdentity(request);
	// Messages and schemas are long, and stand in one order already.
	return createHash('sha256')
		.update(JSON.stringify([FORMAT, sorted(rest), schema]))
		.update(JSON.stringify(messages))
		.digest('hex');
}

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
