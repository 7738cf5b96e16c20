import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ground } from '../../../../src/core/grounding/ground.ts';

/** The label of a claim against one line of context. */
function label(context: string, answer: string): string | undefined {
	return ground({ question: '', units: [{ id: 'a', text: context }], answer }).claims[0]?.label;
}

const cases: readonly (readonly [context: string, answer: string, label: string])[] = [
	['The bridge does not charge a toll on Sundays.', 'The bridge does not charge a toll on Sundays.', 'supported'],
	['The bridge does not charge a toll on Sundays.', 'The bridge does charge a toll on Sundays.', 'contradicted'],
	['The bridge does charge a toll on Sundays.', 'The bridge does not charge a toll on Sundays.', 'contradicted'],
	["The bridge doesn't charge a toll on Sundays.", 'The bridge does not charge a toll on Sundays.', 'supported'],
	['No toll is charged on the bridge.', 'Toll is charged on the bridge.', 'contradicted'],
	['The harbour bridge opened in 1932.', 'No, the harbour bridge opened in 1932.', 'supported'],
	['Trains cross it, and ships that are not too high pass.', 'Trains cross it.', 'supported'],
];

for (const [context, answer, expected] of cases) {
	test(`${expected}: ${answer} ← ${context}`, () => assert.equal(label(context, answer), expected));
}
