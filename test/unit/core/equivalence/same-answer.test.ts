import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type SameAnswer, sameAnswer } from '../../../../src/core/equivalence/same-answer.ts';
import { anyText } from '../../../support/any-text.ts';

const question = 'When was the lighthouse of Norhaven built, and how high is it?';

for (const [known, candidate, state] of [
	['It was built in 1874.', 'it was built in 1874', 'same'],
	['31 metres', 'The lighthouse is 31 m high.', 'same'],
	['1,200 people', '1200 people', 'same'],
	['two lamps', '2 lamps', 'same'],
	['21 November 1874', 'November 21, 1874', 'same'],
	['It was built in November 1874.', 'It was built on 21 November 1874.', 'same'],
	['Paris', 'The answer is: Paris.', 'same'],
	['It was built in 1874.', 'It was built in 1875.', 'different'],
	['It opened on 21 November 1874.', 'It opened on 22 November 1874.', 'different'],
	['The lamp is lit.', 'The lamp is not lit.', 'different'],
	["The lamp doesn't burn gas.", 'The lamp does not burn gas.', 'same'],
	['Norhaven beat Sandwick.', 'Sandwick beat Norhaven.', 'undecided'],
	['All lamps burn oil.', 'Some lamps burn oil.', 'undecided'],
	['It was built in 1874.', 'It was built in 1874 by monks from Sandwick.', 'undecided'],
	['It was built in 1874 and is 31 metres high.', 'It was built in 1874.', 'undecided'],
	['It burns oil before noon.', 'It burns oil after noon.', 'undecided'],
	['', 'anything', 'undecided'],
] satisfies readonly (readonly [string, string, SameAnswer['state']])[]) {
	test(`"${candidate}" for "${known}" is ${state}`, () => {
		assert.equal(sameAnswer({ question, known, candidate }).state, state);
	});
}

test('every text with a word says the same as itself, and no text is too odd', () => {
	fc.assert(
		fc.property(anyText(), anyText(), (one, other) => {
			const { state } = sameAnswer({ question: '', known: one, candidate: one });
			assert.ok(state === 'same' || !/\p{L}|\d/u.test(one.normalize('NFKC')) || state === 'undecided');
			sameAnswer({ question: other, known: one, candidate: other });
		}),
		{ numRuns: 200 },
	);
});
