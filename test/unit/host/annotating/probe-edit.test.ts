import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import { probeEdit } from '../../../../src/host/annotating/probe-edit.ts';
import { anyText } from '../../../support/any-text.ts';

function edited(text: string, answer: string, id = 'a'): string {
	const edit = probeEdit(text, id, answer);
	assert.ok(edit, 'there is an edit');
	return text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
}

const TWO = `version: 1
questions:
  - id: a
    question: How large?
    reference: 25 MB

  # the second
  - id: b
    question: How many?
`;

test('adds the list where the question has none, and leaves the rest alone', () => {
	assert.equal(
		edited(TWO, 'It is 100 MB.'),
		TWO.replace('25 MB\n', '25 MB\n    probes:\n      - kind: fake\n        answer: "It is 100 MB."\n'),
	);
});

test('adds to the list that is there, in its style', () => {
	const block = `${TWO}    probes:\n      - { kind: good, answer: Ten. }\n`;
	assert.equal(edited(block, 'Nine.', 'b'), `${block.trimEnd()}\n      - kind: fake\n        answer: "Nine."\n`);
	const flow = `${TWO}    probes: [{ kind: good, answer: Ten. }]\n`;
	assert.equal(edited(flow, 'Nine.', 'b'), flow.replace('Ten. }', 'Ten. }, { kind: fake, answer: "Nine." }'));
});

test('writes several lines as a literal block', () => {
	assert.match(edited(TWO, 'One.\n\nTwo.'), /answer: \|-\n {10}One\.\n\n {10}Two\.\n/);
});

test('any answer is read back as it was, and the other questions too', () => {
	fc.assert(
		fc.property(
			anyText({ minLength: 1, maxLength: 30 }),
			fc.constantFrom(TWO, TWO.replaceAll('\n', '\r\n'), TWO.trimEnd()),
			(answer, text) => {
				fc.pre(!/\p{Surrogate}/u.test(answer) && answer.trim() !== '');
				const { file } = parseQuestionFile(edited(edited(text, answer), 'second'));
				assert.deepEqual(
					file.questions.map(({ id, question }) => `${id} ${question.value}`),
					['a How large?', 'b How many?'],
				);
				assert.deepEqual(
					file.questions[0]!.probes.map(({ kind, answer: { value } }) => [kind, value]),
					[
						['fake', answer],
						['fake', 'second'],
					],
				);
			},
		),
		{ numRuns: 30 },
	);
});

test('does nothing for a question that the file does not hold', () => {
	assert.equal(probeEdit(TWO, 'zzz', 'x'), undefined);
	assert.equal(probeEdit('', 'a', 'x'), undefined);
});
