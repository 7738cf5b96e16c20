import assert from 'node:assert/strict';
import { test } from 'node:test';
import { questionParts } from '../../../../src/core/offline/question-parts.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

/** One line a question, `|` where it comes apart. */
const cases: readonly string[] = [
	'When was it built?',
	'How much flour and water does the dough need?',
	'When was the mill built, and| who owned it?',
	'Who built the mill?| How many stones does it have?',
	'Where is the mill and| in which year did it burn?',
	'Is the mill open, and| does it sell flour?',
	'Wann wurde die Mühle gebaut und| wer führt sie heute?',
	'Who built the mill, and why?',
	'Why? And how?',
	'',
];

for (const expected of cases) {
	const question = expected.replaceAll('|', '');
	test(`takes ${JSON.stringify(question)} apart`, () => {
		assert.deepEqual(
			questionParts(question),
			expected.split('|').map((part, at, all) => part.trim().replace(at < all.length - 1 ? /,? (?:and|und)$/ : '', '')),
		);
	});
}

test('takes a question of very many parts apart in time, into few', () => {
	const start = cpuSeconds();
	assert.equal(questionParts('who wrote this, and '.repeat(20_000)).length, 4);
	endedSoon(start);
});
