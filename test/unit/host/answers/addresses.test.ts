import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressOf, type ServedDocument, servedDocument, titleOfKey } from '../../../../src/host/answers/addresses.ts';
import { anyWellFormedText } from '../../../support/any-text.ts';

test('an address leads back to what it was made of, whatever ids hold', () => {
	const text = anyWellFormedText();
	const served: fc.Arbitrary<ServedDocument> = fc.oneof(
		fc.record({ kind: fc.constantFrom('answer', 'prompt', 'judge-prompt', 'raw-reply'), file: text, key: text }),
		fc.record({ kind: fc.constant('answer' as const), file: text, key: text, run: text }),
		fc.record({ kind: fc.constantFrom('prompt-answer', 'prompt-sent'), prompt: text }),
	);
	fc.assert(
		fc.property(served, text, (document, title) => {
			const { path, query } = addressOf(document, title);
			assert.deepEqual(servedDocument(query), { ...document });
			assert.equal(path.split('/').length, 3, 'a title makes no folders');
		}),
		{ numRuns: 200 },
	);
});

test('what is no address of ours is nothing', () => {
	for (const query of [
		'',
		'{',
		'null',
		'[]',
		'{"kind":"answer"}',
		'{"kind":"other","file":"a","key":"b"}',
		'"answer"',
	]) {
		assert.equal(servedDocument(query), undefined, query);
	}
});

test('a tab names the question and the model', () => {
	assert.equal(titleOfKey('a/b.questions.yaml#attachment-size@answer@local'), 'attachment-size · local');
});
