import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PieceList, slicePieces, sourceRange, valueOffset } from '../../../../src/core/text/pieces.ts';

const pieces = [
	{ at: 0, source: 10, length: 3 },
	{ at: 4, source: 20, length: 5 },
];

test('neighbours in both texts are one piece', () => {
	const list = new PieceList();
	list.add(0, 10, 2);
	list.add(2, 12, 1);
	list.add(3, 20, 0);
	list.add(4, 20, 5);
	assert.deepEqual(list.pieces, pieces);
});

test('a slice counts from its own start', () => {
	assert.deepEqual(slicePieces(pieces, 2, 6), [
		{ at: 0, source: 12, length: 1 },
		{ at: 2, source: 20, length: 2 },
	]);
	assert.deepEqual(slicePieces(pieces, 3, 4), []);
});

test('a range of the value reaches from its first to its last mapped character', () => {
	assert.deepEqual(sourceRange(pieces, 1, 6), { start: 11, end: 22 });
	assert.deepEqual(sourceRange(pieces, 3, 5), { start: 20, end: 21 });
	assert.equal(sourceRange(pieces, 3, 4), undefined);
});

test('a source offset leads back, unless nothing of the value stands there', () => {
	assert.equal(valueOffset(pieces, 12), 2);
	assert.equal(valueOffset(pieces, 20), 4);
	assert.equal(valueOffset(pieces, 13), undefined);
});
