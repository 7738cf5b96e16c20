import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { derivedId } from '../../../../src/core/documents/derived-id.ts';
import { ID_PATTERN } from '../../../../src/core/documents/formats/common.ts';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import { anyText } from '../../../support/any-text.ts';

test('an id is the first six words and four digits of the hash', () => {
	assert.match(derivedId('What are the key advantages of LoRA?'), /^what-are-the-key-advantages-of-[0-9a-f]{4}$/);
	assert.equal(derivedId('  What IS\nit? '), derivedId('what is it?'));
	assert.notEqual(derivedId('What is it?'), derivedId('What is it!'));
	assert.match(derivedId('???'), /^q-[0-9a-f]{4}$/);
});

test('any question leads to a valid id', () => {
	const id = new RegExp(`^${ID_PATTERN}$`, 'u');
	fc.assert(
		fc.property(anyText({ maxLength: 200 }), question => {
			assert.match(derivedId(question), id);
		}),
		{ numRuns: 60 },
	);
});

test('different questions keep apart even where four digits do not', () => {
	const [one, other] = ['one two three four five six 39', 'one two three four five six 345'];
	assert.equal(derivedId(one), derivedId(other));
	const { file, problems } = parseQuestionFile(
		`version: 1\nquestions:\n  - question: ${one}\n  - question: ${other}\n`,
	);
	assert.deepEqual(problems, []);
	assert.deepEqual(
		file.questions.map(({ id }) => id),
		[derivedId(one, 12), derivedId(other, 12)],
	);
});
