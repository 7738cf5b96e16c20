import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadReviewSet } from '../../../../src/core/documents/load.ts';
import type { Problem } from '../../../../src/core/documents/problem.ts';
import type { ReviewSet } from '../../../../src/core/documents/review-set.ts';
import { checkMarks, stripMarks } from '../../../support/check-marks.ts';
import { TextFiles } from '../../../support/text-files.ts';

const PROMPT = '---\nname: Answer\n---\nuser:\n{{ context }}\n{{ question }}\n';

/** Loads the fixture as `sets/a.questions.yaml` among other files, and compares the problems of the question file. */
async function check(fixture: string, others: ConstructorParameters<typeof TextFiles>[0] = {}): Promise<ReviewSet> {
	const { text } = stripMarks(fixture);
	const set = await loadReviewSet('sets/a.questions.yaml', new TextFiles({ ...others, 'sets/a.questions.yaml': text }));
	checkMarks(fixture, () => set.problems.get('sets/a.questions.yaml') ?? []);
	return set;
}

test('reads everything that a question file names', async () => {
	const set = await check(
		`
  version: 1
  prompt: ../prompts/answer.prompty
  models: [mini]
  rubric: own.rubric.yaml
  context:
    - { file: notes.md, lines: 2-3, label: Notes }
  pass: { truth: Good }
  questions:
    - id: one
      question: What?
      context: [{ text: "inline" }]
    - id: two
      question: And then?
      follows: one
`,
		{
			'groundline.yaml': 'version: 1\nmodels:\n  mini: { provider: openai, model: m }\n',
			'prompts/answer.prompty': PROMPT,
			'sets/own.rubric.yaml': 'version: 1\nextends: base.rubric.yaml\nname: Own\n',
			'sets/base.rubric.yaml':
				'version: 1\nscale: { Good: 100, Bad: 0 }\ncriteria: [{ id: truth, weight: 1 }]\npass: 50\n',
			'sets/notes.md': 'a\nb\nc\n',
		},
	);
	assert.equal(set.projectPath, 'groundline.yaml');
	assert.equal(set.prompts[0]?.template.name, 'Answer');
	assert.deepEqual([set.rubric?.name, set.rubric?.criteria[0]?.id, set.rubric?.pass.score], ['Own', 'truth', 50]);
	assert.deepEqual(
		set.questions.map(({ passages }) => passages.map(({ number, text }) => [number, text])),
		[
			[
				[1, 'b\nc'],
				[2, 'inline'],
			],
			[[1, 'b\nc']],
		],
	);
	assert.deepEqual(
		[...set.problems].filter(([, problems]) => problems.length > 0),
		[],
	);
	assert.deepEqual([...set.dependencies].sort(), [
		'groundline.yaml',
		'prompts/answer.prompty',
		'sets/a.questions.yaml',
		'sets/base.rubric.yaml',
		'sets/groundline.yaml',
		'sets/groundline.yml',
		'sets/notes.md',
		'sets/own.rubric.yaml',
	]);
});

test('marks files that cannot be read', async () => {
	await check(
		`
  version: 1
  prompt: [gone.prompty, ../../up.prompty]
#          ^^^^^^^^^^^^ missing-file
#                        ^^^^^^^^^^^^^^^^ outside-root
  rubric: gone.rubric.yaml
#         ^^^^^^^^^^^^^^^^ missing-file
  context:
    - file: https://example.org/x
#           ^^^^^^^^^^^^^^^^^^^^^ outside-root: not from URLs
    - file: /etc/passwd
#           ^^^^^^^^^^^ outside-root
    - file: big.txt
#           ^^^^^^^ unreadable-file
    - file: "none/*.md"
#           ^^^^^^^^^^^ missing-file: No file matches
    - file: "many/*.md"
#           ^^^^^^^^^^^ too-many-files
  questions:
    - question: What?
`,
		{
			'sets/big.txt': { kind: 'too-large', message: 'big.txt is larger than 2 MB.' },
			...Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`sets/many/${i}.md`, 'x'])),
		},
	);
});

test('says of lines that cannot be read only that, and reads an id as it is written', async () => {
	const set = await check(
		`
  version: 1
  context:
    - { file: t.md, lines: 3-1 }
#                          ^^^ wrong-value
    - { file: t.md, lines: 0 }
#                          ^ wrong-value
  questions:
    - { id: null, question: A? }
    - { id: ~, question: B? }
#           ^ wrong-value: Expected up to 64
    - { id: 1e3, question: C? }
`,
		{ 'sets/t.md': 'a\nb\nc\n' },
	);
	assert.deepEqual(
		set.questions.map(({ question }) => question.id).filter(id => /^(null|1e3)$/.test(id)),
		['null', '1e3'],
	);
});

test('marks lines and rows that are not there, and passages that say nothing', async () => {
	await check(
		`
  version: 1
  questions:
    - question: What?
      context:
        - { file: three.md, lines: 2-9 }
#                                  ^^^ lines-out-of-range: sets/three.md has 3 lines
        - { file: three.md, lines: [1, 4-] }
#                                  ^^^^^^^ lines-out-of-range: 4- goes past the end
        - { file: three.md, rows: 1 }
#                                 ^ rows-without-table
        - { file: table.csv, rows: "1, 3" }
#                                  ^^^^^^ rows-out-of-range: has 2 rows
        - { file: table.csv, lines: 1 }
#                                   ^ lines-of-table
        - { file: head.csv }
#                 ^^^^^^^^ empty-context: has no rows
        - { file: blank.md }
#                 ^^^^^^^^ empty-context
        - { text: " " }
#                 ^^^ empty-context
`,
		{
			'sets/three.md': 'a\nb\nc',
			'sets/table.csv': 'h,i\n1,2\n3,4\n',
			'sets/head.csv': 'h,i\n',
			'sets/blank.md': '\n \n',
		},
	);
});

test('marks models, judges, criteria and levels that nobody has', async () => {
	await check(
		`
  version: 1
  models: [mini, mnii, recorded]
#                ^^^^ unknown-model: did you mean "mini"?
  judge: { model: kin }
#                 ^^^ judge-family: of the family "GPT"
  pass: { faithfulnes: Good }
#         ^^^^^^^^^^^ unknown-criterion: did you mean "faithfulness"?
  questions:
    - question: What?
      pass: { clarity: God }
#                      ^^^ unknown-level: did you mean "Good"?
      answers: { recorded: so }
`,
		{
			'groundline.yml':
				'version: 1\nmodels:\n  mini: { provider: openai, model: m, family: gpt }\n  kin: { provider: openai, model: n, family: GPT }\n',
		},
	);
});

test('the nearest project file counts, and no other', async () => {
	const set = await check('  version: 1\n  questions: [{ question: Why? }]\n', {
		'groundline.yaml': 'version: 1\nmodels: { far: { provider: offline } }\n',
		'sets/groundline.yml': 'version: 1\nmodels: { near: { provider: offline } }\n',
	});
	assert.equal(set.projectPath, 'sets/groundline.yml');
});

test('reports rubrics that extend each other, where they say so', async () => {
	const set = await check('  version: 1\n  rubric: x.rubric.yaml\n  questions: [{ question: Why? }]\n', {
		'sets/x.rubric.yaml': 'version: 1\nextends: y.rubric.yaml\n',
		'sets/y.rubric.yaml': 'version: 1\nextends: x.rubric.yaml\n',
	});
	assert.deepEqual(codes(set.problems.get('sets/y.rubric.yaml')), ['extends-cycle']);
});

test('marks judges of criteria that nobody has, in the rubric that names them', async () => {
	const base = '\n  version: 1\n  pass: 1\n  criteria: [{ id: a, weight: 1, judge: nobody }]\n';
	const set = await check('  version: 1\n  rubric: x.rubric.yaml\n  questions: [{ question: Why? }]\n', {
		'sets/x.rubric.yaml': 'version: 1\nextends: y.rubric.yaml\n',
		'sets/y.rubric.yaml': stripMarks(base).text,
	});
	assert.deepEqual(codes(set.problems.get('sets/x.rubric.yaml')), []);
	checkMarks(
		`${base}#                                       ^^^^^^ unknown-model\n`,
		() => set.problems.get('sets/y.rubric.yaml') ?? [],
	);
});

test('checks templates as the question file uses them', async () => {
	const set = await check(
		'  version: 1\n  prompt: p.prompty\n  vars: { tone: dry }\n  questions: [{ question: Why?, context: [{ text: x }] }]\n',
		{
			'sets/p.prompty': '---\nname: P\n---\nuser:\n{{ tone }} {{ question }}\n',
		},
	);
	assert.deepEqual(codes(set.problems.get('sets/p.prompty')), ['context-not-sent']);
});

const ROWS = `
  version: 1
  questions:
    file: rows.csv
    map: { question: q, reference: truth, vars: { tone: t }, answers: { gpt: g } }
`;

test('rows of a CSV become questions, with what follows and stands in other columns', async () => {
	const set = await check(ROWS, {
		'sets/rows.csv':
			'id,q,truth,context,t,g,answerable,follows\r\n1,What?,so,"a ""b""\r\nc",dry,Maybe,no,\r\n2,And?,,,,,,1\r\n',
	});
	const [first, second] = set.questions;
	assert.equal(first?.question.id, '1');
	assert.equal(first?.question.reference[0]?.value, 'so');
	assert.equal(first?.question.answerable, false);
	assert.equal(first?.question.vars.get('tone')?.value, 'dry');
	assert.equal(first?.question.answers.get('gpt')?.value, 'Maybe');
	assert.equal(first?.passages[0]?.text, 'a "b"\nc');
	assert.deepEqual(
		first?.passages[0]?.units.map(({ id, line }) => [id, line]),
		[
			['P1:L1', 2],
			['P1:L2', 3],
		],
	);
	assert.deepEqual(first?.row, { path: 'sets/rows.csv', row: 1 });
	assert.equal(second?.question.follows?.value, '1');
});

test('JSON and JSONL rows become questions too', async () => {
	const rows = [
		{ question: 'One?', reference: ['a', 'b'], context: ['x', 'y'], answerable: false },
		{ question: 'Two?', id: 2 },
	];
	const load = (name: string, text: string) =>
		check(`\n  version: 1\n  questions: { file: ${name} }\n`, { [`sets/${name}`]: text });
	for (const set of [
		await load('rows.json', JSON.stringify(rows)),
		await load('rows.jsonl', `${rows.map(row => JSON.stringify(row)).join('\n')}\n`),
	]) {
		assert.deepEqual(
			set.questions.map(({ question, passages }) => [
				question.question.value,
				passages.length,
				question.reference.length,
			]),
			[
				['One?', 2, 2],
				['Two?', 0, 0],
			],
		);
	}
});

test('names row and column of what a data set gets wrong', async () => {
	await check(
		`
  version: 1
  questions:
    file: rows.csv
#         ^^^^^^^^ data-syntax: row 2 (line 3) has 1 fields, the header 3
#         ^^^^^^^^ data-row: row 1 (line 2), column "answerable": true or false was expected
#         ^^^^^^^^ data-row: row 3 (line 4), column "question": is empty
#         ^^^^^^^^ data-row: row 4, column "id": "a" is the id of row 1 already
`,
		{ 'sets/rows.csv': 'id,question,answerable\na,One?,perhaps\nb\nc,,\na,Two?,\n' },
	);
	await check(
		`
  version: 1
  questions:
    file: rows.csv
    map: { question: quesiton }
#                    ^^^^^^^^ data-column: did you mean "question"?
`,
		{ 'sets/rows.csv': 'question\nWhy?\n' },
	);
	await check(
		`
  version: 1
  questions: { file: rows.xlsx }
#                    ^^^^^^^^^ data-syntax
`,
		{ 'sets/rows.xlsx': 'x' },
	);
});

test('a question file that is not there is a problem of its own', async () => {
	const set = await loadReviewSet('none.questions.yaml', new TextFiles({}));
	assert.ok(codes(set.problems.get('none.questions.yaml')).includes('missing-file'));
});

test('each file is read once, however many questions name it', async () => {
	const items = Array.from({ length: 50 }, (_, i) => `  - { id: q${i}, question: What?, context: [{ file: a.md }] }\n`);
	const files = new TextFiles({ 'a.questions.yaml': `version: 1\nquestions:\n${items.join('')}`, 'a.md': 'x\n' });
	const { questions } = await loadReviewSet('a.questions.yaml', files);
	assert.equal(files.asked.filter(path => path === 'a.md').length, 1);
	assert.equal(questions[0]?.passages[0]?.units, questions[49]?.passages[0]?.units);
});

function codes(problems: readonly Problem[] | undefined): readonly string[] {
	return (problems ?? []).map(({ code }) => code);
}

test('warns of the model of a front matter where it is the one that would be called', async () => {
	const prompt = `
  ---
  model: { api: chat, id: minni }
#                         ^^^^^ unknown-model: did you mean "mini"?
  ---
  user:
  {{ question }}
`;
	const { text } = stripMarks(prompt);
	const questions = 'version: 1\nprompt: p.prompty\nquestions: [{ question: A? }]\n';
	const load = async (more: { readonly questions?: string; readonly prompt?: string }) => {
		const files = new TextFiles({
			'groundline.yaml': 'version: 1\nmodels:\n  mini: { provider: openai, model: wire-1 }\n',
			'p.prompty': more.prompt ?? text,
			'a.questions.yaml': more.questions ?? questions,
		});
		const { problems } = await loadReviewSet('a.questions.yaml', files);
		return { prompt: problems.get('p.prompty') ?? [], file: problems.get('a.questions.yaml') ?? [] };
	};
	const found = await load({});
	checkMarks(prompt, () => found.prompt);
	assert.deepEqual(
		found.prompt.map(({ severity }) => severity),
		['warning'],
	);
	assert.deepEqual(found.file, []);
	for (const known of ['mini', 'wire-1', 'publisher/wire-1', 'offline']) {
		assert.deepEqual((await load({ prompt: text.replace('minni', known) })).prompt, [], known);
	}
	const listed = await load({ questions: `models: [mini]\n${questions}` });
	assert.deepEqual(listed.prompt, [], 'the question file lists models');
	const recorded = await load({ questions: questions.replace('A?', 'A?, answers: { minni: B }') });
	assert.deepEqual(recorded.prompt, [], 'an answer is recorded under the name');
});
