import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseYaml } from '../../../../../src/core/documents/yaml/parse-yaml.ts';
import { scalarPieces } from '../../../../../src/core/documents/yaml/scalar-pieces.ts';
import type { YamlScalar } from '../../../../../src/core/documents/yaml/tree.ts';

const word = fc.constantFrom(
	'rank',
	'a',
	'LoRA',
	"it's",
	'"so"',
	'é',
	'🛰️',
	'x: y',
	'# no',
	'-',
	'\\',
	'two  spaces',
	'{',
	'*b*',
);
const line = fc.array(word, { maxLength: 4 }).map(words => words.join(' '));
const prose = fc
	.array(fc.tuple(fc.constantFrom('', '', '  ', '\t'), line), { maxLength: 6 })
	.map(lines => lines.map(([indent, words]) => (words === '' ? '' : indent + words)).join('\n'));
const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
const lineBreak = fc.constantFrom('\n', '\r\n');

test('pieces of a scalar of any style map back to the characters they stand for', () => {
	fc.assert(
		fc.property(prose, style, lineBreak, fc.constantFrom('', '\n'), (value, defaultStringType, breaks, tail) => {
			const yaml = stringify(
				{ a: { text: value + tail } },
				{ defaultStringType: defaultStringType as 'PLAIN', defaultKeyType: 'PLAIN', lineWidth: 24 },
			);
			verify(yaml.replaceAll('\n', breaks));
		}),
		{ numRuns: 150 },
	);
});

test('a literal scalar maps every character, breaks too', () => {
	const { scalar, text } = read('text: |\n  one\n\n    two\n  three\n');
	assert.equal(covered(scalar, text), scalar.source.length);
});

test('escapes stand in no piece, the text around them does', () => {
	const { scalar, text } = read('text: "a\\tb \\u00e9 \\"q\\" \\\n   c\n  d"\n');
	assert.equal(scalar.source, 'a\tb é "q" c d');
	assert.deepEqual(
		scalarPieces(scalar, text).map(({ at, length }) => scalar.source.slice(at, at + length)),
		['a', 'b ', ' ', '"q', '" ', 'c', 'd'],
	);
});

test('a doubled quote is one character of the value', () => {
	const { scalar, text } = read("text: 'it''s ''so'''\n");
	assert.equal(scalar.source, "it's 'so'");
	assert.equal(covered(scalar, text), scalar.source.length);
});

function verify(yaml: string): void {
	const { scalar, text } = read(yaml.replace(/^a:\r?\n/, ''));
	const value = scalar.source;
	let at = 0;
	for (const piece of scalarPieces(scalar, text)) {
		assert.ok(piece.at >= at && piece.length > 0);
		assert.ok(piece.source >= scalar.range.start && piece.source + piece.length <= scalar.range.end + 2);
		assert.equal(text.slice(piece.source, piece.source + piece.length), value.slice(piece.at, piece.at + piece.length));
		at = piece.at + piece.length;
	}
	const mapped = covered(scalar, text);
	const words = value.replace(/[\s\p{C}"\\]/gu, '').length;
	assert.ok(mapped >= words * 0.5 || words === 0, `${mapped} of ${words} mapped in ${JSON.stringify(yaml)}`);
}

function covered(scalar: YamlScalar, text: string): number {
	return scalarPieces(scalar, text).reduce((sum, { length }) => sum + length, 0);
}

function read(yaml: string): { readonly scalar: YamlScalar; readonly text: string } {
	const { root, problems } = parseYaml(yaml);
	assert.deepEqual(problems, []);
	assert.ok(root?.kind === 'mapping');
	const scalar = root.entries[0]!.value;
	assert.ok(scalar.kind === 'scalar');
	return { scalar, text: yaml };
}
