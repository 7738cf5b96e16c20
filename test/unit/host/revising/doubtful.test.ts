import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correctionButtons } from '../../../../src/host/revising/doubtful.ts';
import { claim, groundingOf, resultOf } from '../../../support/results.ts';
import { plain } from '../results/plain-words.ts';

const TEXT = 'It was built in 1875.';
const labels = (result: Parameters<typeof correctionButtons>[0]) =>
	correctionButtons(result, plain).map(({ label }) => label);

test('a failed answer, and one with claims that the context does not hold, can be corrected; others are left in peace', () => {
	const passed = resultOf({ answer: TEXT });
	assert.deepEqual(labels(passed), []);
	assert.deepEqual(labels({ ...passed, end: { ...passed.end!, state: 'failed' } }), ['Suggest correction…']);
	const grounding = groundingOf([claim(TEXT, TEXT, { label: 'unsupported' })]);
	assert.deepEqual(labels({ ...passed, grounding }), ['Suggest correction…']);
	assert.deepEqual(labels({ ...passed, text: ' ', grounding }), []);
});
