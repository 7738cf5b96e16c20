import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testRetest } from '../../../../src/core/judging/retest.ts';

test('counts the pairs of verdicts with exactly the same level', () => {
	const retest = testRetest([
		{
			verdicts: [
				{ a: 'Good', b: 'Bad' },
				{ a: 'Good', b: 'Fair' },
				{ a: 'Bad', b: 'Fair' },
			],
			spread: 12,
		},
		{ verdicts: [{ a: 'Good', b: 'Bad' }, { a: 'Good' }], spread: 0 },
		{ verdicts: [{ a: 'Bad', b: 'Bad' }], spread: 0 },
	]);
	assert.deepEqual(retest, {
		pairs: 7,
		agreement: 3 / 7,
		perCriterion: { a: { pairs: 4, agreement: 2 / 4 }, b: { pairs: 3, agreement: 1 / 3 } },
		meanSpread: 6,
	});
});

test('one verdict for each answer says nothing of its repetition', () => {
	assert.equal(testRetest([{ verdicts: [{ a: 'Good' }], spread: 0 }]), undefined);
	assert.equal(testRetest([]), undefined);
});
