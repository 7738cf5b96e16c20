import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseQuestionFile, readWhole } from '../../../../src/core/documents/parse-question-file.ts';
import { yamlText } from '../../../support/yaml-text.ts';

const item = fc.constantFrom(
	'  - id: a\n    question: Why?\n',
	'  - question: |\n      Many\n\n      lines\n\n',
	'  - { id: b, question: How?, follows: a }\n',
	'  # a comment\n  - question: "two\n      lines"\n    context:\n      - text: >\n          folded\n          text\n        label: x\n',
	'  -\n',
	'  - question: Why?\n    qestion: x\n',
	'\n  - id: c\n    question: Which?\n    pass: { score: 1, x: y }\n    vars: { a: [1, { start: 2 }] }\n    expect: { matches: "(" }\n',
	'  - "text"\n',
	'  - id: &d d\n    question: *d\n',
	'  - id: a\n    question: And?\n    follows: A\n',
	'  - id: A\n    question: So?\n    follows: a\n',
);
const head = fc.constantFrom(
	'version: 1\nquestions:\n',
	'questions: # all\n',
	'version: 1\nmodels: [offline]\n\nquestions:\n',
);
const tail = fc.constantFrom('', 'pass: 80\n', '# end\n', 'models: [a\n', 'vars:\n  a: 1\n', '---\nx: 1\n');
const file = fc
	.tuple(head, fc.array(item, { maxLength: 6 }), tail)
	.map(([before, items, after]) => before + items.join('') + after);

/** The message and place of a syntax error may differ: read by itself, an item ends where the next begins. */
const comparable = (reading: ReturnType<typeof readWhole>) => ({
	file: reading.file,
	problems: reading.problems.filter(({ code }) => code !== 'yaml-syntax'),
	syntax: reading.problems.some(({ code }) => code === 'yaml-syntax'),
});

test('reading item by item finds what reading in one piece finds', () => {
	fc.assert(
		fc.property(fc.oneof(file, yamlText), text => {
			const whole = readWhole(text);
			const byItems = parseQuestionFile(text);
			if (byItems.items !== undefined && !byItems.problems.some(({ code }) => code === 'yaml-syntax')) {
				assert.deepEqual(comparable(byItems), comparable(whole));
			}
			assert.equal(comparable(byItems).syntax, comparable(whole).syntax);
		}),
		{ numRuns: 50 },
	);
});

test('an edit leads to what a new reading finds', () => {
	const edit = fc.record({
		at: fc.nat(),
		cut: fc.nat(30),
		put: fc.constantFrom('', 'x', '\n', '  - id: z\n', '"', ' ', '\n  - '),
	});
	fc.assert(
		fc.property(file, fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
			let reading = parseQuestionFile(text);
			for (const { at, cut, put } of edits) {
				const start = at % (reading.text.length + 1);
				const edited = reading.text.slice(0, start) + put + reading.text.slice(start + cut);
				reading = parseQuestionFile(edited, reading);
			}
			assert.deepEqual(reading, parseQuestionFile(reading.text));
		}),
		{ numRuns: 50 },
	);
});

test('an item that did not change is not read again', () => {
	const text = 'version: 1\nquestions:\n  - question: One?\n  - question: Two?\n  - question: Three?\n';
	const before = parseQuestionFile(text);
	const after = parseQuestionFile(text.replace('Two', 'Too'), before);
	assert.equal(after.items?.[0], before.items?.[0]);
	assert.notEqual(after.items?.[1], before.items?.[1]);
	assert.equal(after.items?.[2], before.items?.[2]);
});
