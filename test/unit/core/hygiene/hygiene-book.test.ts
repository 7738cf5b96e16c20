import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadReviewSet } from '../../../../src/core/documents/load.ts';
import type { Problem } from '../../../../src/core/documents/problem.ts';
import { HygieneBook } from '../../../../src/core/hygiene/hygiene-book.ts';
import { checkMarks, stripMarks } from '../../../support/check-marks.ts';
import { TextFiles } from '../../../support/review-set.ts';

const LORA = [
	'LoRA freezes the weights of the pretrained model.',
	'It adds two small matrices of rank r to each layer, and only these are trained.',
	'With rank 8 the trained weights of GPT-3 shrink from 175 billion to 37 million.',
	'The matrices are merged into the weights before use, so that no latency is added.',
];
const NEAR = LORA.join(' ').replace('small matrices', 'small, small matrices');
const TEA = [
	'Green tea is steamed soon after the harvest so that its leaves stay green.',
	'Black tea withers for a day, is rolled, and oxidises in a humid room.',
	'Oolong stands between them: its leaves are bruised and oxidise only at their edges.',
	'White tea is made of young buds that dry in the sun and are not rolled at all.',
	'Porcelain pots keep the temperature well, cast iron keeps it even longer than that.',
];
const FILES = {
	'lora.md': LORA.join('\n'),
	'tea.md': TEA.join('\n'),
	'both.md': [...LORA, '', '# Beverages', ...TEA, ...TEA.map(line => `${line} So they say.`)].join('\n'),
	'sheet.csv': 'name,rank,Unnamed: 2,Unnamed: 3\nLoRA,8,,\n,,,\n,,,\nAdapter,,,\n',
	'groundline.yaml':
		'version: 1\nmodels:\n  small: { provider: openai, model: s, contextWindow: 270, maxTokens: 20 }\n',
};

async function problemsIn(text: string, files: Readonly<Record<string, string>> = FILES): Promise<readonly Problem[]> {
	const set = await loadReviewSet('a.questions.yaml', new TextFiles({ ...files, 'a.questions.yaml': text }));
	return new HygieneBook().all(set).problems.map(({ problem }) => problem);
}

async function check(fixture: string, files?: Readonly<Record<string, string>>): Promise<void> {
	const found = await problemsIn(stripMarks(fixture).text, files);
	checkMarks(fixture, () => found);
}

/** What a fix makes of a document. */
function applied(text: string, problem: Problem | undefined, title: RegExp): string {
	const fix = problem?.fixes?.find(one => title.test(one.title));
	assert.ok(fix !== undefined, `no fix ${title} among ${problem?.fixes?.map(one => one.title).join(', ')}`);
	return [...fix.edits]
		.sort((a, b) => b.range.start - a.range.start)
		.reduce((rest, { range, text: words }) => rest.slice(0, range.start) + words + rest.slice(range.end), text);
}

test('marks what an earlier passage says, exactly, in part or nearly', () =>
	check(`
  version: 1
  context: [{ file: lora.md }]
  questions:
    - question: What does LoRA train, and which weights does it freeze?
      context:
        - { file: lora.md, lines: 2-4 }
#                                 ^^^ repeated-context: An earlier passage (lora.md) says exactly this already: ≈
        - { file: both.md, lines: "1-4, 9" }
#                                 ^^^^^^^^ repeated-context: Lines 1-4 stand in an earlier passage (lora.md) already
        - text: "${NEAR}"
#               ${'^'.repeat(NEAR.length + 2)} nearly-repeated-context: says nearly the same
        - text: "${LORA.join(' ').replace('rank 8', 'rank 16')}"
        - text: "${LORA.join(' ').replace('is added', 'is not added')}"
        - text: "${LORA.join(' ').replace('GPT-3', 'BERT-3')}"
`));

test('marks lines that do not bear on the question, and leaves bridges alone', () =>
	check(`
  version: 1
  questions:
    - question: How many weights does LoRA train at rank 8?
      context:
        - { file: both.md }
#                 ^^^^^^^ irrelevant-context: By its words nothing in lines 6-16 bears on the question: ≈
    - question: What does GPT-3 shrink to?
      reference: Oolong is made of bruised leaves.
      context:
        - { file: lora.md }
        - { file: tea.md }
    - question: Wie viele Gewichte werden trainiert?
      context: [{ file: tea.md }, { file: lora.md }]
`));

test('a passage of the whole file is irrelevant only if it is so to every question', () =>
	check(`
  version: 1
  context:
    - { file: lora.md }
    - { file: tea.md }
  questions:
    - { id: a, question: What does LoRA freeze? }
    - { id: b, question: How is Oolong made? }
`));

test('marks the empty cells of sheets and contexts that no longer fit', () =>
	check(`
  version: 1
  models: [small]
  questions:
    - question: Which rank has LoRA?
      context:
        - file: sheet.csv
#               ^^^^^^^^^ empty-cells: Empty cells of a sheet take ≈
        - file: lora.md
          lines: 1-4
#                ^^^ beyond-window: From line
`));

test('the fixes edit the question file', async () => {
	const text = `version: 1
questions:
  - question: How many weights does LoRA train at rank 8?
    context:
      - { file: both.md }
      - { file: lora.md } # kept short
      - file: sheet.csv
        label: Sheet
      - label: Typed
        text: |
          LoRA,8,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,NaN,NaN,NaN
          ,,,,,,,,,,,,,,,,,,,,,,,,,,,
          Rank,9
`;
	const [irrelevant, repeated, sheet, typed] = await problemsIn(text);
	assert.match(applied(text, irrelevant, /^Leave lines 6-16 out/), /- \{ lines: "1-5", file: both\.md \}\n/);
	assert.match(applied(text, repeated, /^Leave the passage out/), /both\.md \}\n {6}- file: sheet/);
	assert.match(applied(text, sheet, /^Leave 2 empty rows out/), /- rows: "1, 4"\n {8}file: sheet\.csv\n/);
	assert.match(applied(text, typed, /^Take the empty cells out/), /text: \|\n {10}LoRA,8\n {10}\n {10}Rank,9\n/);
	assert.match(applied(text, typed, /^Leave 1 empty row out/), /NaN,NaN\n {10}Rank,9\n/);
	for (const found of [irrelevant, repeated, sheet, typed]) {
		for (const fix of found!.fixes!) {
			const mended = applied(text, found, new RegExp(`^${fix.title.replace(/[()≈]/g, '\\$&')}$`));
			const set = await loadReviewSet('a.questions.yaml', new TextFiles({ ...FILES, 'a.questions.yaml': mended }));
			assert.deepEqual(
				[...set.problems.values()].flat().filter(({ severity }) => severity === 'error'),
				[],
				fix.title,
			);
		}
	}
});

test('drops entries of flow lists with their commas, and never the last one', async () => {
	const text =
		'version: 1\ncontext: [{ file: lora.md }, { file: lora.md, lines: 1-4 }]\nquestions: [{ question: What is frozen? }]\n';
	const [repeated] = await problemsIn(text);
	assert.match(applied(text, repeated, /^Leave the passage out/), /^context: \[\{ file: lora\.md \}\]$/m);
	const alone = await problemsIn(
		'version: 1\ncontext: [{ file: lora.md }]\nquestions:\n  - { question: What is frozen?, context: [{ file: lora.md }] }\n',
	);
	assert.deepEqual(
		alone.map(({ code, fixes }) => [code, fixes]),
		[['repeated-context', undefined]],
	);
});

test('the project chooses what is looked for', async () => {
	const text =
		'version: 1\nquestions:\n  - { question: What does LoRA freeze?, context: [{ file: lora.md }, { file: lora.md }, { file: tea.md }] }\n';
	const codes = async (hygiene: string) =>
		(await problemsIn(text, { ...FILES, 'groundline.yaml': `version: 1\nhygiene: ${hygiene}\n` })).map(
			({ code }) => code,
		);
	assert.deepEqual(await codes('all'), ['repeated-context', 'irrelevant-context']);
	assert.deepEqual(await codes('[irrelevant]'), ['irrelevant-context']);
	assert.deepEqual(await codes('none'), []);
});

test('after a change only the changed question is looked at again; what is known is told at once', async () => {
	const questions = (last: string) =>
		`version: 1\nquestions:\n${['What is LoRA?', 'What is tea?', last].map((asked, i) => `  - id: q${i}\n    question: ${asked}\n    context: [{ text: "${LORA.join(' ')}" }, { text: "${LORA.join(' ')}" }]\n`).join('')}`;
	const load = (text: string) => loadReviewSet('a.questions.yaml', new TextFiles({ 'a.questions.yaml': text }));
	const book = new HygieneBook();
	const first = await load(questions('What is rank?'));
	assert.deepEqual([book.known(first).problems.length, book.known(first).isComplete], [0, false]);
	assert.equal([...book.check(first)].length, 3);
	const changed = await load(questions('What is the rank?'));
	assert.deepEqual([book.known(changed).problems.length, book.known(changed).isComplete], [2, false]);
	assert.equal([...book.check(changed)].length, 1);
	const { isComplete, contextTokens, savedTokens, problems } = book.known(changed);
	assert.deepEqual([isComplete, problems.length, contextTokens], [true, 3, 2 * savedTokens]);
});

test('what is repeated and beyond the window is saved once', async () => {
	const text = `version: 1
models: [small]
questions: [{ question: What does LoRA freeze?, context: [${'{ file: lora.md }, '.repeat(8)}] }]
`;
	const set = await loadReviewSet('a.questions.yaml', new TextFiles({ ...FILES, 'a.questions.yaml': text }));
	const { problems, savedTokens, contextTokens } = new HygieneBook().all(set);
	const saved = (code: string) =>
		problems.filter(one => one.problem.code === code).reduce((sum, { tokens }) => sum + tokens, 0);
	assert.ok(saved('beyond-window') > 0);
	assert.equal(savedTokens, Math.max(saved('repeated-context'), saved('beyond-window')));
	assert.ok(savedTokens < contextTokens, `${savedTokens} of ${contextTokens}`);
});
