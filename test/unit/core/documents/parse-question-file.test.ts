import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import { checkMarks } from '../../../support/check-marks.ts';

const check = (fixture: string) => checkMarks(fixture, text => parseQuestionFile(text).problems);

test('a file with everything in it has no problem', () => {
	const text = `version: 1
prompt: [./answer.prompty, ./short.prompty]
models: [offline, gpt-4o-mini]
rubric: ./rag.rubric.yaml
judge: { model: claude, samples: 3 }
context:
  - file: docs/lora.md
    lines: 10-42, 50-
vars: { tone: concise, depth: { from: 1 } }
parameters: { temperature: 0, maxTokens: 300, stop: [END] }
pass: { score: 80, faithfulness: Good }
history: reference
questions:
  - id: 001
    question: What is it?
    reference: 42
  - question: >-
      And
      then?
    follows: 001
    context:
      - { label: Web, text: "so it is" }
      - { file: results.csv, rows: [3-9, 12] }
    reference: [one, two]
    answerable: false
    category: definition
    expect: { maxWords: 200, minWords: 1, mustContain: [rank], mustNotContain: no, matches: "^[A-Z]", jsonSchema: { type: object } }
    answers: { gpt-4: recorded, late: "" }
    probes:
      - { kind: fake, answer: A relay }
`;
	const { file, problems } = parseQuestionFile(text);
	assert.deepEqual(problems, []);
	assert.deepEqual(
		file.prompts.map(prompt => prompt.value),
		['./answer.prompty', './short.prompty'],
	);
	assert.deepEqual(file.parameters, { temperature: 0, maxTokens: 300, stop: ['END'] });
	assert.deepEqual(file.judge?.model?.value, 'claude');
	assert.equal(file.judge?.samples, 3);
	assert.deepEqual([...(file.pass?.levels ?? [])], [['faithfulness', 'Good']]);
	assert.equal(file.history, 'reference');
	assert.deepEqual(file.vars.get('depth')?.value, { from: 1 });
	const [first, second] = file.questions;
	assert.equal(first?.id, '001');
	assert.equal(first?.reference[0]?.value, '42');
	assert.equal(second?.question.value, 'And then?');
	assert.match(second?.id ?? '', /^and-then-[0-9a-f]{4}$/);
	assert.equal(second?.follows?.value, '001');
	assert.equal(second?.answerable, false);
	assert.equal(text.slice(second?.keyRange.start, second?.keyRange.end), 'question');
	const rows = second?.context[1];
	assert.deepEqual(rows?.kind === 'file' && rows.rows?.value, [
		{ first: 3, last: 9 },
		{ first: 12, last: 12 },
	]);
	assert.deepEqual([...(second?.answers.keys() ?? [])], ['gpt-4', 'late']);
	assert.equal(second?.probes[0]?.kind, 'fake');
	assert.deepEqual(second?.expect?.jsonSchema?.value, { type: 'object' });
});

test('marks a key that nobody reads, with the nearest spelling', () =>
	check(`
  version: 1
  modles: [offline]
# ^^^^^^ unknown-key: did you mean "models"?
  questions:
    - qestion: Why?
#     ^^^^^^^ unknown-key: did you mean "question"?
#     ^^^^^^^ missing-key: The question lacks "question".
      ground_truth: because
#     ^^^^^^^^^^^^ unknown-key: did you mean "reference"?
    - question: How?
      colour: red
#     ^^^^^^ unknown-key: The question knows no "colour".
`));

test('marks values of a wrong type or form', () =>
	check(`
  version: two
#          ^^^ wrong-type: Expected 1, found a text.
  models: { a: b }
#         ^^^^^^^^ wrong-type: found a mapping
  history: backwards
#          ^^^^^^^^^ wrong-value: Expected one of "answers", "reference".
  judge: { samples: 0 }
#                   ^ wrong-value: a whole number from 1 to 100
  questions:
    - id: a b
#         ^^^ wrong-value: up to 64 letters
      question:
#     ^^^^^^^^ wrong-type: Expected a text, found nothing.
      answerable: maybe
#                 ^^^^^ wrong-type: Expected true or false
      context:
        - file: a.md
          lines: 0-3
#                ^^^ wrong-value: counted from 1
        - text: "  "
        - docs/a.md
#         ^^^^^^^^^ wrong-type: found a text
        - {}
#         ^^ missing-key: lacks "file"
    - question: Which?
      context:
        - { file: b.md, lines: 9-3 }
#                              ^^^ wrong-value: 9-3 ends before it begins.
      probes: [{ kind: fak, answer: x }]
#                      ^^^ wrong-value: did you mean "fake"?
`));

test('marks ids that clash', () =>
	check(`
  version: 1
  questions:
    - { id: a, question: One? }
    - { id: a, question: Two? }
#           ^ duplicate-id: The id "a" belongs to another question already.
    - { id: A, question: Three? }
#           ^ ids-differ-in-case: "A" differs from "a" only in case.
    - question: Why  not?
#     ^^^^^^^^ equal-questions: 2 questions ask this
    - question: why not?
#     ^^^^^^^^ equal-questions
`));

test('the fix "Add ids" gives equal questions ids of their own', () => {
	const text = 'version: 1\nquestions:\n  - question: Why?\n    category: x\n  - { question: Why? }\n';
	const { problems } = parseQuestionFile(text);
	const edits = problems[0]?.fixes?.[0]?.edits ?? [];
	assert.equal(problems[0]?.fixes?.[0]?.title, 'Add ids');
	let mended = text;
	for (const { range, text: insert } of edits.toReversed()) {
		mended = mended.slice(0, range.start) + insert + mended.slice(range.end);
	}
	const again = parseQuestionFile(mended);
	assert.deepEqual(again.problems, []);
	assert.equal(new Set(again.file.questions.map(({ id }) => id)).size, 2);
});

test('marks follows that lead nowhere or round in a circle', () =>
	check(`
  version: 1
  questions:
    - { id: first, question: One? }
    - { id: second, question: Two?, follows: frist }
#                                            ^^^^^ unknown-question: did you mean "first"?
    - { id: x, question: X?, follows: y }
#                                     ^ follows-cycle: x → y → x
    - { id: y, question: Y?, follows: x }
#                                     ^ follows-cycle
    - { id: z, question: Z?, follows: x }
`));

test('a thousand wrong names are all reported, and only the first few with a hint', () => {
	const items = Array.from({ length: 1000 }, (_, i) => `  - { id: q${i}, question: Q${i}?, follows: p${i} }\n`);
	const { problems } = parseQuestionFile(`version: 1\nquestions:\n${items.join('')}`);
	assert.equal(problems.length, 1000);
	assert.equal(problems.filter(({ fixes }) => fixes !== undefined && fixes.length > 0).length, 20);
});

test('marks expectations that cannot hold or be evaluated', () =>
	check(`
  version: 1
  questions:
    - question: Which?
      expect:
        minWords: 9
#                 ^ impossible-expectation: at least 9 and at most 3 words
        maxWords: 3
        mustContain: [rank]
#                     ^^^^ impossible-expectation
        mustNotContain: [rank]
        matches: "(unclosed"
#                ^^^^^^^^^^^ invalid-regex
        jsonSchema: { $ref: "https://example.org/x.json" }
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema-reference
      vars: { context: mine }
#             ^^^^^^^ variable-collision
`));

test('marks a schema that no answer can be held against', () =>
	check(`
  version: 1
  questions:
    - question: Which?
      expect: { jsonSchema: { $ref: "#" } }
#                           ^^^^^^^^^^^^^ invalid-schema: refers to itself
    - question: Why?
      expect: { jsonSchema: { type: objekt } }
#                           ^^^^^^^^^^^^^^^^ invalid-schema: type must be one of
`));

test('marks what is no YAML, and reads the rest', () =>
	check(`
  version: 1
  questions:
    - id: a
      question: "open
#                   ^ yaml-syntax: The closing " is missing.
    - id: b
      question: !!str tagged
#               ^^^^^ yaml-tag
      id: c
#     ^^ duplicate-key
`));

test('marks an alias without an anchor, a second document, a directive', () =>
	check(`
  version: 1
  models: *nobody
#         ^^^^^^^ yaml-alias: No anchor "&nobody"
  questions: []
# ^^^^^^^^^ no-questions
  ---
# ^^^ yaml-documents
  version: 1
`));

test('merge keys and anchors are read as if written out', () => {
	const text =
		'version: 1\nvars: { base: &base { category: x, answerable: false } }\nquestions:\n  - <<: *base\n    question: Why?\n    answerable: true\n';
	const { file, problems } = parseQuestionFile(text);
	assert.deepEqual(problems, []);
	assert.equal(file.questions[0]?.category?.value, 'x');
	assert.equal(file.questions[0]?.answerable, true);
});

test('asks for a version, and for questions', () => {
	check(`
  prompt: a.prompty
# ^^^^^^ missing-key: lacks "questions"
# ^^^^^^ missing-version: does not say its version
`);
	check(`
  
# | missing-key: lacks "questions"
`);
});

test('a list that is all comments is an empty one', () =>
	check(`
  version: 1
  context:
    # - file: a.md
  questions:
    - question: Why?
      context:
`));

test('the byte order mark and CRLF change nothing but offsets', () => {
	const text =
		'\uFEFFversion: 1\r\nquestions:\r\n  - id: a\r\n    question: |\r\n      One\r\n      two?\r\n  - question: "b?"\r\n';
	const { file, problems } = parseQuestionFile(text);
	assert.deepEqual(problems, []);
	assert.equal(file.questions[0]?.question.value, 'One\ntwo?\n');
	const { start, end } = file.questions[1]!.question.range;
	assert.equal(text.slice(start, end), '"b?"');
});
