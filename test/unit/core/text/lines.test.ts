import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineIndex } from '../../../../src/core/text/lines.ts';

test('LF, CRLF and a lone CR end lines', () => {
	const index = new LineIndex('a\nb\r\nc\rd\n');
	assert.deepEqual(
		Array.from({ length: index.count }, (_, i) => index.textOf(i)),
		['a', 'b', 'c', 'd', ''],
	);
	assert.deepEqual(index.positionAt(5), { line: 2, column: 0 });
	assert.equal(index.offsetAt({ line: 99, column: 0 }), 9);
	assert.equal(index.offsetAt({ line: -1, column: 0 }), 0);
});

test('offset and position lead to each other', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '🛰️') }), fc.nat(40), (text, at) => {
			const index = new LineIndex(text);
			const offset = Math.min(at, text.length);
			assert.equal(index.offsetAt(index.positionAt(offset)), offset);
		}),
		{ numRuns: 100 },
	);
});
