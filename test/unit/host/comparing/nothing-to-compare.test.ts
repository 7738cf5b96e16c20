import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pair } from '../../../../src/core/comparing/pair.ts';
import { nothingToCompare } from '../../../../src/host/comparing/nothing-to-compare.ts';
import { plain } from '../results/plain-words.ts';

const side = (name: string) => ({ side: { name, model: name, prompt: undefined }, results: undefined });
const sides = { a: side('one'), b: side('two') };
const pair = (question: string, message: string) => ({ question, fault: { reason: 'empty-answer', message } }) as Pair;

test('each reason stands once, the most frequent first, with the questions it holds for', () => {
	const pairs = [
		pair('q0', 'The answer of two is empty.'),
		...Array.from({ length: 8 }, (_, i) => pair(`q${i + 1}`, 'Both answers are the same text.')),
	];
	assert.deepEqual(nothingToCompare({ sides, pairs }, plain), {
		words: 'There is nothing to compare between one and two: none of 9 pairs has two different answers.',
		detail: [
			'Both answers are the same text: q1, q2, q3, q4, q5, q6 and 2 more',
			'The answer of two is empty: q0',
		].join('\n\n'),
	});
});

test('of one question the reason alone is said', () => {
	assert.deepEqual(nothingToCompare({ sides, pairs: [pair('q0', 'The answer of two is empty.')] }, plain), {
		words: 'There is nothing to compare between one and two on this question.',
		detail: 'The answer of two is empty.',
	});
});
