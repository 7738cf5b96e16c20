import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Lexer, Parser } from 'yaml';
import { parseYaml } from '../../../../../src/core/documents/yaml/parse-yaml.ts';
import { QuietParser } from '../../../../../src/core/documents/yaml/quiet-parser.ts';
import type { YamlNode } from '../../../../../src/core/documents/yaml/tree.ts';
import { anyText } from '../../../../support/any-text.ts';
import { yamlText } from '../../../../support/yaml-text.ts';

test('the quiet parser makes the tokens of the original', () => {
	fc.assert(
		fc.property(yamlText, text => {
			assert.deepEqual(tokens(text, new QuietParser()), tokens(text, new Parser()));
		}),
		{ numRuns: 80 },
	);
});

test('any text is read, and every range lies inside of it', () => {
	fc.assert(
		fc.property(fc.oneof(yamlText, anyText({ maxLength: 60 })), text => {
			const { root, problems } = parseYaml(text);
			for (const { range } of problems) {
				assertInside(range, text);
			}
			if (root !== undefined) {
				visit(root, text);
			}
		}),
		{ numRuns: 150 },
	);
});

test('10,000 nested brackets, dashes or keys are one problem, found at once', () => {
	for (const nest of ['[', '- ', '{a: ', '? ']) {
		const { problems } = parseYaml(`x:\n  ${nest.repeat(10_000)}`);
		assert.deepEqual(
			problems.map(({ code }) => code),
			['yaml-depth'],
		);
	}
});

test('aliases are expanded a hundred times, not exponentially', () => {
	const lines = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
	const { problems } = parseYaml(`a0: &a0 [x]\n${lines.join('\n')}\n`);
	assert.ok(problems.length > 0);
	assert.ok(problems.every(({ code, message }) => code === 'yaml-alias' && message.includes('100')));
});

test('an alias inside its own anchor is refused', () => {
	assert.match(parseYaml('a: &a [*a]\n').problems[0]?.message ?? '', /contains itself/);
});

test('scalars keep the text they were written as', () => {
	const { root } = parseYaml('[001, 1e3, ~, yes, 0x1F, "a\\nb", 1.50]');
	assert.ok(root?.kind === 'sequence');
	assert.deepEqual(
		root.items.map(item => item.kind === 'scalar' && [item.value, item.source]),
		[
			[1, '001'],
			[1000, '1e3'],
			[null, '~'],
			['yes', 'yes'],
			[31, '0x1F'],
			['a\nb', 'a\nb'],
			[1.5, '1.50'],
		],
	);
});

function tokens(text: string, parser: Parser): unknown {
	const found: unknown[] = [];
	for (const lexeme of new Lexer().lex(text)) {
		found.push(...parser.next(lexeme));
	}
	return [...found, ...parser.end()];
}

function visit(node: YamlNode, text: string): void {
	assertInside(node.range, text);
	if (node.kind === 'sequence') {
		for (const item of node.items) {
			visit(item, text);
		}
	} else if (node.kind === 'mapping') {
		for (const { key, value, range } of node.entries) {
			assertInside(range, text);
			visit(key, text);
			visit(value, text);
		}
	}
}

function assertInside({ start, end }: { readonly start: number; readonly end: number }, text: string): void {
	assert.ok(
		start >= 0 && start <= end && end <= text.length,
		`${start}-${end} of ${text.length}: ${JSON.stringify(text)}`,
	);
}
