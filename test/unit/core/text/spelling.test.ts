import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editDistance, nearestSpelling } from '../../../../src/core/text/spelling.ts';

test('finds the word that was meant, or none', () => {
	const words = ['models', 'model', 'questions', 'rubric'];
	assert.equal(nearestSpelling('modles', words), 'models');
	assert.equal(nearestSpelling('Rubrik', words), 'rubric');
	assert.equal(nearestSpelling('qestion', words), 'questions');
	assert.equal(nearestSpelling('colour', words), undefined);
	assert.equal(nearestSpelling('models', ['models']), undefined);
});

test('an adjacent swap is one edit', () => {
	assert.equal(editDistance('frist', 'first'), 1);
	assert.equal(editDistance('', 'abc'), 3);
	assert.equal(editDistance('abc', 'xyz', 2), 2);
});
