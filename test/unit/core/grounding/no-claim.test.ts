import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNoClaim } from '../../../../src/core/grounding/no-claim.ts';

for (const sentence of [
	'Hello!',
	'Thank you so much for your question!',
	'Sure, here are the main steps:',
	'**Here is a concise summary of the passage:**',
	'Based on the given passages, here is a brief answer to the question:',
	'Therefore, the answer to the question is:',
	'What is the span of the bridge?',
	'However, the provided passages do not mention its colour.',
	'I am unable to answer this from the context.',
	'Unable to answer based on given passages.',
	'It may be best to consult a professional locksmith.',
	'I hope this helps!',
	'Der Kontext sagt dazu nichts.',
	'—',
]) {
	test(`states nothing: ${sentence}`, () => assert.ok(isNoClaim(sentence)));
}

for (const sentence of [
	'The bridge opened in 1932.',
	'Here the river is 300 metres wide and crossed by two bridges.',
	'Hello Kitty was designed in 1974.',
	'Thanks to its shape, the arch needs no pillars.',
	'The answer is 42.',
	'Note that the bridge charges no toll.',
	'The committee asked whether the bridge should be closed.',
	'42',
	'Yes.',
	'The doctor was asked to leave the hospital in 1984.',
]) {
	test(`states something: ${sentence}`, () => assert.ok(!isNoClaim(sentence)));
}
