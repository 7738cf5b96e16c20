import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOf } from '../../../../src/core/grounding/trees.ts';

// Feature 1 up to 0.5 → 0.1; above it feature 0 up to 2 → −0.3, else 0.7.
const tree = [1, 0.5, 1, 2, -1, 0.1, 0, 0, 0, 2, 3, 4, -1, -0.3, 0, 0, -1, 0.7, 0, 0];

test('a tree follows its cuts, and a value at the cut goes with the smaller ones', () => {
	assert.equal(scoreOf([tree], [9, 0.5]), 0.1);
	assert.equal(scoreOf([tree], [2, 0.6]), -0.3);
	assert.equal(scoreOf([tree], [3, 0.6]), 0.7);
});

test('the score of a forest is the sum of its leaves', () => {
	assert.equal(scoreOf([tree, [-1, 0.25, 0, 0]], [3, 0.6]), 0.95);
	assert.equal(scoreOf([], [1]), 0);
});
