import { fieldsOf } from '../fields.ts';
import { resolved, type YamlNode } from './tree.ts';

/** The node as a plain JSON value. Keys are texts; aliases and merges are followed; the tree's depth is bounded. */
export function plainValue(node: YamlNode): unknown {
	const value = resolved(node);
	switch (value.kind) {
		case 'scalar':
			return value.value;
		case 'sequence':
			return value.items.map(plainValue);
		case 'mapping':
			// `fromEntries` defines own properties, so that a key `__proto__` is only a key.
			return Object.fromEntries([...fieldsOf(value)].map(([key, field]) => [key, plainValue(field.value)]));
	}
}
