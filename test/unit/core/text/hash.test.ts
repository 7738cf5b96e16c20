import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { contentHash, sha256, shortHash, valueHash } from '../../../../src/core/text/hash.ts';
import { anyWellFormedText } from '../../../support/any-text.ts';

test('is SHA-256 over UTF-8', () => {
	fc.assert(
		fc.property(anyWellFormedText({ maxLength: 200 }), text => {
			assert.equal(sha256(text), createHash('sha256').update(text, 'utf8').digest('hex'));
		}),
		{ numRuns: 100 },
	);
	for (const length of [55, 56, 63, 64, 65, 119, 120]) {
		const text = 'a'.repeat(length);
		assert.equal(sha256(text), createHash('sha256').update(text).digest('hex'));
	}
});

test('line breaks and composition do not change the hash of a content', () => {
	assert.equal(contentHash('caf\u00e9\r\nb\rc'), contentHash('cafe\u0301\nb\nc'));
	assert.equal(shortHash('x'), contentHash('x').slice(0, 12));
});

test('the order of keys does not change the hash of a value', () => {
	assert.equal(valueHash({ a: 1, b: { c: [1, { e: 2, d: 3 }] } }), valueHash({ b: { c: [1, { d: 3, e: 2 }] }, a: 1 }));
	assert.notEqual(valueHash([1, 2]), valueHash([2, 1]));
	assert.equal(valueHash({ a: undefined }), valueHash({}));
});
