import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberHashes } from '../../../../src/core/review/remembered-hash.ts';
import { sha256 } from '../../../../src/core/text/hash.ts';

test('a long text is hashed once, and whoever remembers already is not asked to twice', () => {
	const hashed: string[] = [];
	const hash = rememberHashes(text => {
		hashed.push(text);
		return sha256(text);
	});
	const long = 'tea '.repeat(300);
	assert.equal(hash(long), sha256(long));
	assert.equal(hash(`${'tea '.repeat(299)}tea `), sha256(long), 'the same words, another string');
	assert.deepEqual(hashed, [long]);
	assert.equal(rememberHashes(hash), hash);
});

test('what was hashed long ago is forgotten, and hashed to the same', () => {
	let hashed = 0;
	const hash = rememberHashes(text => {
		hashed++;
		return sha256(text);
	});
	const texts = Array.from({ length: 30 }, (_, i) => String.fromCharCode(97 + i).repeat(50_000));
	const first = texts.map(hash);
	assert.deepEqual(texts.map(hash), first);
	assert.ok(hashed > texts.length, 'not all of them were kept');
});
