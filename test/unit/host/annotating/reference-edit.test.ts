import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import { referenceEdit } from '../../../../src/host/annotating/reference-edit.ts';
import { anyText } from '../../../support/any-text.ts';

function edited(text: string, reference = 'New.', id = 'a'): string | undefined {
	const edit = referenceEdit(text, id, reference);
	return edit && text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
}

const file = (item: string) => `version: 1 # one
questions:
  # the first
${item}
  # the second
  - id: b # two
    question: How many?
    probes: [{ kind: good, answer: Ten. }]
`;
const QUESTION = '  - id: a\n    question: How large? # in MB';

test('a question without a reference gets one, and nothing else changes', () => {
	assert.equal(edited(file(QUESTION)), file(`${QUESTION}\n    reference: "New."`));
	assert.equal(edited(file(QUESTION), 'One.\nTwo.'), file(`${QUESTION}\n    reference: |-\n      One.\n      Two.`));
	assert.equal(
		edited(file('  - { id: a, question: How large? }')),
		file('  - { reference: "New.", id: a, question: How large? }'),
	);
});

test('one reference becomes the first of a list, however it is written', () => {
	const list = (written: string) => `${QUESTION}\n    reference:\n    - ${written}\n    - "New."`;
	for (const written of [
		'25 MB # by hand',
		'"25: MB"',
		"'25 MB'",
		'|-\n      25\n      MB',
		'>-\n      25\n      MB # no comment',
		'25\n      MB',
	]) {
		assert.equal(edited(file(`${QUESTION}\n    reference: ${written}`)), file(list(written)), written);
	}
	assert.equal(
		edited(file('  - { id: a, question: How large?, reference: 25 MB }')),
		file('  - { id: a, question: How large?, reference: [25 MB, "New."] }'),
	);
});

test('a list gets one more, in its style', () => {
	assert.equal(
		edited(file(`${QUESTION}\n    reference: [25 MB, "25"] # both`)),
		file(`${QUESTION}\n    reference: [25 MB, "25", "New."] # both`),
	);
	const block = `${QUESTION}\n    reference:\n      - 25 MB\n      - 25 # bare`;
	assert.equal(edited(file(block)), file(`${block}\n      - "New."`));
});

test('what cannot be written with certainty is left to the person', () => {
	assert.equal(edited(file(QUESTION), 'New.', 'c'), undefined);
	assert.equal(edited(file(`${QUESTION}\n    reference: New.`)), undefined);
	assert.equal(edited(file(`${QUESTION}\n    reference: &r 25 MB`)), undefined);
	assert.equal(edited('version: 1\nquestions: { file: a.csv }\n'), undefined);
});

test('any reference is read back as it was, twice over, and the other question with it', () => {
	fc.assert(
		fc.property(
			anyText({ minLength: 1, maxLength: 30 }),
			fc.constantFrom(
				...[QUESTION, `${QUESTION}\n    reference: Old.`].flatMap(item => [
					file(item),
					file(item).replaceAll('\n', '\r\n'),
				]),
			),
			(reference, text) => {
				fc.pre(!/\p{Surrogate}/u.test(reference) && reference.trim() !== '' && reference !== 'second');
				const once = edited(text, reference);
				assert.ok(once !== undefined);
				const questions = parseQuestionFile(edited(once, 'second') ?? '').file.questions;
				assert.deepEqual(questions[0]!.reference.map(({ value }) => value).slice(-2), [reference, 'second']);
				assert.equal(questions[1]?.probes.length, 1);
			},
		),
		{ numRuns: 150 },
	);
});
