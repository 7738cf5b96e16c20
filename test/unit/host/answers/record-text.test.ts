import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordText } from '../../../../src/host/answers/record-text.ts';
import { resultOf } from '../../../support/results.ts';

test('the prompt is what was sent, word for word', () => {
	const text = recordText(resultOf({}), 'prompt');
	assert.match(text, /^──── user ─+\nHow large may an attachment be\?\n$/);
});

test('a recorded answer had no prompt, an unjudged one no verdict', () => {
	const result = resultOf({});
	assert.match(recordText({ ...result, answer: { ...result.answer!, messages: [] } }, 'prompt'), /Nothing was sent/);
	assert.match(recordText({ ...result, verdicts: [] }, 'raw-reply'), /was not judged/);
});

test('a repaired verdict shows both replies', () => {
	const result = resultOf({});
	const [verdict] = result.verdicts;
	const text = recordText({ ...result, verdicts: [{ ...verdict!, firstReply: 'Great!', reply: '{}' }] }, 'raw-reply');
	assert.ok(text.indexOf('Great!') < text.indexOf('{}') && text.includes('could not be read'));
});

test('several verdicts are told apart', () => {
	const result = resultOf({});
	const [verdict] = result.verdicts;
	const text = recordText(
		{ ...result, verdicts: [verdict!, { ...verdict!, sample: 1, reply: 'second' }] },
		'raw-reply',
	);
	assert.ok(text.includes('verdict 1 of 2') && text.includes('verdict 2 of 2') && text.includes('second'));
});
