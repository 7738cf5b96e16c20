/**
 * What a reader asks of JSON that it did not write itself. Members that a shape does not name are let through: a later
 * version may add some.
 */
export type Shape =
	| 'string'
	| 'number'
	| 'boolean'
	| 'record'
	| { readonly list: Shape }
	| { readonly record: Shape }
	/** Absent, null, or of this shape. */
	| { readonly maybe: Shape }
	| { readonly either: readonly Shape[] }
	| { readonly [member: string]: Shape };

/** True if the value has the shape. Numbers must be finite, which JSON guarantees. */
export function matchesShape(value: unknown, shape: Shape): boolean {
	if (typeof shape === 'string') {
		return shape === 'record' ? isRecord(value) : typeof value === shape;
	}
	const [first] = Object.keys(shape);
	switch (first) {
		case 'list':
			return Array.isArray(value) && value.every(item => matchesShape(item, (shape as { list: Shape }).list));
		case 'record':
			return (
				isRecord(value) && Object.values(value).every(item => matchesShape(item, (shape as { record: Shape }).record))
			);
		case 'maybe':
			return value === undefined || value === null || matchesShape(value, (shape as { maybe: Shape }).maybe);
		case 'either':
			return (shape as { either: readonly Shape[] }).either.some(one => matchesShape(value, one));
		default:
			return (
				isRecord(value) && Object.entries(shape).every(([name, member]) => matchesShape(value[name], member as Shape))
			);
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
