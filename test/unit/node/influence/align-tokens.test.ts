import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignTokens } from '../../../../src/node/influence/align-tokens.ts';

const align = (answer: string, ...texts: readonly string[]) =>
	alignTokens(
		texts.map((text, i) => ({ text, logProbability: -i })),
		answer,
	)?.map(({ start, end, logProbability }) => `${answer.slice(start, end)} ${logProbability}`);

test('finds the last run of tokens that is the answer', () => {
	assert.deepEqual(align('a b', 'a', ' b', ' x', ' a', ' b', '<end>'), ['a -3', ' b -4']);
	assert.deepEqual(align(' a b\n', '>', ' a', ' b'), ['a -1', ' b -2']);
	assert.deepEqual(align('a b', 'a', ' b\n'), ['a 0', ' b -1']);
});

test('parts of a character take its place', () => {
	assert.deepEqual(align('Ein 😀 da', 'Ein', ' \ufffd', '\ufffd', ' da'), ['Ein 0', ' 😀 -1', ' 😀 -2', ' da -3']);
	assert.deepEqual(align('Ja 😀', 'Ja', '\ufffd', '\ufffd'), ['Ja 0', ' 😀 -1', ' 😀 -2']);
});

test('gives nothing where the tokens say something else, or are cut off', () => {
	assert.equal(align('a b', 'a', ' c'), undefined);
	assert.equal(align('a b', 'a'), undefined);
	assert.equal(align('', 'a'), undefined);
	assert.equal(align('a'), undefined);
});
