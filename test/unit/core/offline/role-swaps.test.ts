import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeMaterial } from '../../../../src/core/offline/judge-material.ts';
import { swappedNumbers } from '../../../../src/core/offline/role-swaps.ts';

const lines = ['Copper melts at 1085 °C.', 'Tin melts at 232 °C.', 'Lead melts at 327 °C, as Mr 232 noted.'];

/** The swapped numbers of an answer, in their order. */
function swapped(answer: string): readonly string[] {
	const units = lines.map((text, i) => ({ id: `P1:L${i + 1}`, text }));
	const material = judgeMaterial({ question: 'When do metals melt?', history: '', units, reference: [], answer });
	return swappedNumbers(material).map(({ start, end }) => answer.slice(start, end));
}

test('two numbers that changed places are found', () => {
	assert.deepEqual(swapped('Copper melts at 327 °C, and lead at 1085 °C.'), ['327', '1085']);
});

test('right ones are not, in any order', () => {
	assert.deepEqual(swapped('Lead melts at 327 °C while copper needs 1085 °C.'), []);
});

test('a number that the context also has beside the other one is no proof', () => {
	assert.deepEqual(swapped('Lead melts at 232 °C, tin at 327 °C.'), []);
});
