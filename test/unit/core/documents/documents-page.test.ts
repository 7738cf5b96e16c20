import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { FORMATS, type FormatKind } from '../../../../src/core/documents/formats/formats.ts';
import { parseAnnotations } from '../../../../src/core/documents/parse-annotations.ts';
import { parseProject } from '../../../../src/core/documents/parse-project.ts';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import { parseRubric } from '../../../../src/core/documents/parse-rubric.ts';
import type { Shape } from '../../../../src/core/documents/shape.ts';

const page = readFileSync(new URL('../../../../docs/documents.md', import.meta.url), 'utf8');

const EXAMPLES = [...page.matchAll(/^```yaml (\w+)\n([\s\S]*?)^```$/gm)].map(([, kind, text]) => ({
	kind: kind as FormatKind,
	text: text!,
}));

const PARSERS = {
	questions: parseQuestionFile,
	rubric: parseRubric,
	project: parseProject,
	annotations: parseAnnotations,
} as const;

test('the examples of docs/documents.md have no problems', () => {
	for (const { kind, text } of EXAMPLES) {
		const { problems } = PARSERS[kind](text);
		assert.deepEqual(
			problems.map(({ code, message }) => `${code}: ${message}`),
			[],
			text,
		);
	}
});

test('the examples of docs/documents.md show every key of every format', () => {
	const shown = new Set<string>();
	for (const { kind, text } of EXAMPLES) {
		collectShown(FORMATS[kind], parse(text, { merge: true }), shown);
	}
	const missing = Object.values(FORMATS).flatMap(shape => [...keysOf(shape)].filter(key => !shown.has(key)));
	assert.deepEqual(missing, []);
});

/** Every key that a shape knows, as `mapping.key`. */
function keysOf(shape: Shape): Set<string> {
	const keys = new Set<string>();
	const visit = (at: Shape): void => {
		if (at.kind === 'object' || at.kind === 'table') {
			for (const [key, { shape: below }] of Object.entries(at.keys ?? {})) {
				keys.add(`${at.kind === 'object' ? at.name : at.item}.${key}`);
				visit(below);
			}
		}
		for (const below of at.kind === 'choice' ? at.of.map(one => one.shape) : 'of' in at ? [at.of] : []) {
			visit(below as Shape);
		}
	};
	visit(shape);
	return keys;
}

/** Notes the keys that a value uses. Of a choice, each alternative that knows a key counts: names keep them apart. */
function collectShown(shape: Shape, value: unknown, shown: Set<string>): void {
	if (shape.kind === 'choice') {
		for (const one of shape.of) {
			collectShown(one.shape, value, shown);
		}
	} else if (shape.kind === 'list') {
		for (const item of Array.isArray(value) ? value : []) {
			collectShown(shape.of, item, shown);
		}
	} else if ((shape.kind === 'object' || shape.kind === 'table') && isMapping(value)) {
		for (const [key, member] of Object.entries(value)) {
			const known = shape.keys?.[key];
			if (known !== undefined) {
				shown.add(`${shape.kind === 'object' ? shape.name : shape.item}.${key}`);
			}
			const below = known?.shape ?? (shape.kind === 'table' ? shape.of : undefined);
			if (below !== undefined) {
				collectShown(below, member, shown);
			}
		}
	}
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
