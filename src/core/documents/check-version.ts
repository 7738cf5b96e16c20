import { checkShape } from './check-shape.ts';
import { insertKey } from './insert-key.ts';
import { type Problem, problem } from './problem.ts';
import type { ObjectShape } from './shape.ts';
import { keyText, type YamlNode } from './yaml/tree.ts';

/** Compares a whole document with its shape. An empty one is a mapping without keys. */
export function checkWhole(
	root: YamlNode | undefined,
	shape: ObjectShape,
	{ text, problems }: { readonly text: string; readonly problems: readonly Problem[] },
): readonly Problem[] {
	if (root !== undefined) {
		return [...checkShape(root, shape, text), ...checkVersion(root, text)];
	}
	if (problems.length > 0) {
		return []; // Nothing could be read; why is known.
	}
	const start = text.startsWith('\uFEFF') ? 1 : 0;
	const nothing = { kind: 'mapping', range: { start, end: start }, flow: false, entries: [] } as const;
	return checkShape(nothing, shape, text);
}

/** Reports a document that does not say which version of its format it is written in. */
export function* checkVersion(root: YamlNode, text: string): Iterable<Problem> {
	if (root.kind !== 'mapping' || root.entries.some(entry => keyText(entry) === 'version')) {
		return;
	}
	const place = root.entries[0]?.key.range ?? root.range;
	yield problem('missing-version', 'The file does not say its version; it is read as version 1.', place, {
		fixes: [{ title: 'Add "version: 1"', edits: [insertKey(root.range, text, 'version: 1')] }],
	});
}
