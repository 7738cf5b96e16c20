import { Validator } from '@cfworker/json-schema';
import { boundedSchema } from './bounded-schema.ts';

/** `undefined`: the value fits. Else one sentence: what does not fit and where, or why the schema cannot be applied. */
export function schemaMismatch(schema: unknown, value: unknown): string | undefined {
	try {
		const bounded = boundedSchema(schema, value);
		const { valid, errors } = new Validator(bounded, '2020-12', false).validate(value);
		const error = errors.toSorted((a, b) => depthOf(b.instanceLocation) - depthOf(a.instanceLocation))[0];
		return valid
			? undefined
			: `${placeOf(error?.instanceLocation)}: ${(error?.error ?? 'does not fit').replace(/\.$/, '')}`;
	} catch (error) {
		return `the schema cannot be applied: ${error instanceof Error ? error.message.split('\n', 1)[0] : 'unknown reason'}`;
	}
}

/** The deepest complaint is the cause; those above it only repeat that something below does not fit. */
function depthOf(pointer: string): number {
	return pointer.split('/').length;
}

function placeOf(pointer: string | undefined): string {
	return pointer === undefined || pointer === '#' ? 'the whole' : `at ${pointer.replace(/^#/, '')}`;
}
