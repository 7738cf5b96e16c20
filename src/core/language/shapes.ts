import type { KeyShape, ObjectShape, Shape, TableShape, TextShape } from '../documents/shape.ts';
import { ITEM, type PathStep } from './cursor.ts';

/**
 * The shapes that a value at `path` may have, choices resolved into their alternatives. `keysAt` gives the keys of the
 * mapping at the end of the path, which decide between mappings that a choice tells apart by marks.
 */
export function shapesAt(
	root: Shape,
	path: readonly PathStep[],
	keysAt: readonly string[] = [],
): readonly PlainShape[] {
	let current = alternatives(root, []);
	path.forEach((step, index) => {
		const keys = index === path.length - 1 ? keysAt : [];
		current = current.flatMap(shape => descend(shape, step)).flatMap(shape => alternatives(shape, keys));
	});
	return path.length === 0 ? alternatives(root, keysAt) : current;
}

/** Every shape but a choice. */
export type PlainShape = Exclude<Shape, { kind: 'choice' }>;

/** A shape with named keys, free keys, or both. */
export type MappingShape = ObjectShape | TableShape;

export function isMapping(shape: Shape): shape is MappingShape {
	return shape.kind === 'object' || shape.kind === 'table';
}

/** The named keys of a mapping. */
export function namedKeys(shape: MappingShape): Readonly<Record<string, KeyShape>> {
	return shape.keys ?? {};
}

/** What is known of one named key; `undefined` for a free or an unknown one. */
export function namedKey(shape: MappingShape, name: string): KeyShape | undefined {
	const keys = namedKeys(shape);
	return Object.hasOwn(keys, name) ? keys[name] : undefined;
}

/** The shapes of free keys that a mapping may have. */
export function freeKeys(shapes: readonly PlainShape[]): readonly TextShape[] {
	return shapes.flatMap(shape => (shape.kind === 'table' ? [shape.key] : []));
}

function descend(shape: PlainShape, step: PathStep): readonly Shape[] {
	if (step === ITEM) {
		return shape.kind === 'list' ? [shape.of] : [];
	}
	if (!isMapping(shape)) {
		return [];
	}
	const named = namedKey(shape, step);
	if (named !== undefined) {
		return [named.shape];
	}
	return shape.kind === 'table' ? [shape.of] : [];
}

function alternatives(shape: Shape, keys: readonly string[]): readonly PlainShape[] {
	if (shape.kind !== 'choice') {
		return [shape];
	}
	const marked = shape.of.filter(alternative => alternative.marks?.some(mark => keys.includes(mark)));
	return (marked.length > 0 ? marked : shape.of).flatMap(alternative => alternatives(alternative.shape, keys));
}
