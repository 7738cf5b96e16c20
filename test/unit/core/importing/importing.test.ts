import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { recordedWinner } from '../../../../src/core/comparing/recorded-winner.ts';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import { type ColumnMap, mapColumns } from '../../../../src/core/importing/columns.ts';
import { pairsOfRecords } from '../../../../src/core/importing/pairs-of-records.ts';
import { questionsOfRecords } from '../../../../src/core/importing/questions-of-records.ts';
import { readRecords } from '../../../../src/core/importing/records.ts';
import { recordsByModel } from '../../../../src/core/importing/records-by-model.ts';
import { anyText, anyWellFormedText } from '../../../support/any-text.ts';

function mapped(path: string, text: string, given: Readonly<Record<string, string>> = {}) {
	const records = readRecords(path, text);
	const columns = mapColumns(records.columns, new Map(Object.entries(given)));
	assert.ok(!('problem' in columns), 'problem' in columns ? columns.problem : '');
	return { records, columns: columns as ColumnMap };
}
const imported = (path: string, text: string) => questionsOfRecords({ ...mapped(path, text), source: path });
const questionsIn = (text: string) => {
	const { file, problems } = parseQuestionFile(text);
	assert.deepEqual(
		problems.filter(({ severity }) => severity === 'error'),
		[],
	);
	return file.questions;
};

test('a table parted by other characters than its name says is refused with the reason', () => {
	const problems = (path: string, text: string) => readRecords(path, text).problems;
	assert.deepEqual(problems('t.csv', 'id;question\n1;Why?\n'), [
		'line 1: the columns seem to be parted by semicolons; commas were expected.',
	]);
	assert.deepEqual(problems('t.tsv', 'id,question\n1,Why?\n'), [
		'line 1: the columns seem to be parted by commas; tabs were expected.',
	]);
	assert.deepEqual(problems('t.csv', '"id, or; name"\n1\n'), [], 'one column that is called so');
});

test('long ids that differ only at their ends are two ids', () => {
	const long = 'x'.repeat(150);
	const source = mapped(
		't.csv',
		`id,question,answer_a,answer_b\n${long}1,Why?,a,b\n${long}2,How?,a,b\n${long}1,Who?,a,b\n`,
	);
	const pairs = pairsOfRecords({
		...source,
		file: 't.csv',
		a: { label: 'a', column: 'answer_a' },
		b: { label: 'b', column: 'answer_b' },
		verdicts: 'none',
		strata: [],
	});
	assert.deepEqual(
		pairs.map(({ fault }) => fault?.reason),
		[undefined, undefined, 'duplicate-id'],
	);
	assert.equal(new Set(pairs.map(({ question }) => question)).size, 2);
	assert.ok(pairs.every(({ question }) => question.length < 120));
});

test('a row of Ragas', () => {
	const row = {
		user_input: 'How high?',
		response: '31 m',
		retrieved_contexts: ['The lamp is 31 m high.', 'It is old.'],
		reference: '31 metres',
	};
	const [question] = questionsIn(imported('rows.jsonl', `${JSON.stringify(row)}\n`).text);
	assert.equal(question?.question.value, 'How high?');
	assert.deepEqual(
		question?.context.map(entry => entry.kind === 'text' && entry.text.value),
		row.retrieved_contexts,
	);
	assert.deepEqual([question?.reference[0]?.value, question?.answers.get('response')?.value], ['31 metres', '31 m']);
});

test('the input of RAGChecker: a list in an object, passages with ids', () => {
	const results = [
		{
			query_id: '000',
			query: 'How high?',
			gt_answer: '31 metres',
			response: '31 m',
			retrieved_context: [{ doc_id: 'd1', text: 'The lamp is 31 m high.' }],
		},
	];
	const [question] = questionsIn(imported('in.json', JSON.stringify({ results })).text);
	assert.deepEqual([question?.id, question?.reference[0]?.value], ['000', '31 metres']);
	const [entry] = question!.context;
	assert.deepEqual(entry?.kind === 'text' && [entry.label, entry.text.value], ['d1', 'The lamp is 31 m high.']);
});

test('columns are known by many names, what is given goes first, and what is no answer is none', () => {
	const { columns } = mapped(
		't.csv',
		'Question ID,Prompt,Ground Truth,gpt-4 response,base_response,response_latency_s,gpt-4_score,Topic\n1,2,3,4,5,6,7,8\n',
	);
	assert.deepEqual(
		[...columns.fields],
		[
			['id', 'Question ID'],
			['question', 'Prompt'],
			['reference', 'Ground Truth'],
			['category', 'Topic'],
		],
	);
	assert.deepEqual(
		[...columns.answers],
		[
			['gpt-4', 'gpt-4 response'],
			['base', 'base_response'],
		],
	);
	assert.deepEqual([...columns.scores], [['gpt-4', 'gpt-4_score']]);
	assert.ok(columns.said.includes('question ← Prompt (guessed)'));
	const given = mapped('t.csv', 'query,question,x\n1,2,3\n', { question: 'query', 'answers.mine': 'x' }).columns;
	assert.deepEqual(
		[given.fields.get('question'), given.answers.get('mine'), given.said[0]],
		['query', 'x', 'question ← query'],
	);
	for (const [field, column, sentence] of [
		['question', 'qeury', /did you mean "query"/],
		['questoin', 'query', /did you mean "question"/],
		['answers.', 'query', /is no field/],
	] as const) {
		const wrong = mapColumns(['query'], new Map([[field, column]]));
		assert.match('problem' in wrong ? wrong.problem : '', sentence);
	}
});

test('every record is imported or named: malformed, without a question, of the same id', () => {
	const text =
		'id,question,answer\r\n1,Why?,So.\r\n1,Why not?,No.\r\n2,,x\r\n3,Too,many,cells\r\n4,When?\r\nq 5!,Where?,Here.\r\n';
	const { loaded, questions, leftOut, text: yaml } = imported('t.csv', `\uFEFF${text}`);
	assert.deepEqual([loaded, questions.map(({ id }) => id)], [6, ['1', 'q-5']]);
	assert.deepEqual(
		leftOut.map(({ record }) => record.row),
		[2, 3, 4, 5],
	);
	assert.match(leftOut[0]!.message, /row 1 \(line 2\)/);
	assert.deepEqual(
		questionsIn(yaml).map(({ id }) => id),
		['1', 'q-5'],
	);
});

test('equal questions without ids get different ones', () => {
	const { text } = imported('t.csv', 'question,answer\nWhy?,a\nWhy?,b\nWhy?,c\n');
	const ids = questionsIn(text).map(({ id }) => id);
	assert.equal(new Set(ids).size, 3);
});

test('whatever texts the records hold, the question file gives them back', () => {
	const text = anyWellFormedText({ minLength: 1, maxLength: 40 }).map(words => `${words}x`);
	const nasty = fc.constantFrom(
		'a: b',
		'- x',
		'"q"',
		'#c',
		'&a *b',
		'!!js',
		'null',
		'1e3',
		'x\n\n  y\n',
		'\tt',
		'a\r\nb',
		'{{x}}',
		'…\u2028…',
		'😀',
		"it's",
		'| >',
		'yes',
		'---\nx',
	);
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.oneof(text, nasty), fc.oneof(text, nasty)), { minLength: 1, maxLength: 4 }),
			rows => {
				const lines = rows.map(([question, answer], i) =>
					JSON.stringify({ id: `r${i}`, question: `${question}?`, answer, context: [answer] }),
				);
				const read = questionsIn(imported('t.jsonl', lines.join('\n')).text);
				const lf = (words: string) => words.replace(/\r\n?/g, '\n');
				assert.deepEqual(
					read.map(({ question, answers }) => [lf(question.value), lf(answers.get('answer')!.value)]),
					rows.map(([question, answer]) => [lf(`${question}?`), lf(answer)]),
				);
			},
		),
		{ numRuns: 30 },
	);
});

test('no text throws, in any format', () => {
	fc.assert(
		fc.property(
			anyText({ maxLength: 80 }),
			fc.constantFrom('a.csv', 'a.tsv', 'a.jsonl', 'a.json', 'a.txt'),
			(text, path) => {
				const records = readRecords(path, text);
				const columns = mapColumns(records.columns);
				assert.ok(!('problem' in columns));
				if (!('problem' in columns)) {
					const { loaded, questions, leftOut } = questionsOfRecords({ records, columns, source: path });
					assert.equal(loaded, questions.length + leftOut.length);
				}
			},
		),
		{ numRuns: 30 },
	);
	const wide = readRecords('deep.json', `[${'{"a":'.repeat(50)}1${'}'.repeat(50)}]`);
	assert.equal(wide.records.length, 1);
});

test('one answer a record, by model: one record a question; nothing vanishes', () => {
	const rows = [
		{ instruction: 'Why?', output: 'a', generator: 'big' },
		{ instruction: 'Why?', output: 'b', generator: 'small' },
		{ instruction: 'How?', output: 'c', generator: 'big' },
		{ instruction: 'Why?', output: 'd', generator: 'big' },
	];
	const { records, columns } = recordsByModel(mapped('out.json', JSON.stringify(rows)));
	assert.deepEqual([...columns.answers.keys()], ['big', 'small']);
	assert.deepEqual(
		records.records.map(({ row }) => row),
		[1, 3, 4],
	);
	const [a, b] = [...columns.answers].map(([label, column]) => ({ label, column }));
	const pairs = pairsOfRecords({ file: 'f', records, columns, a: a!, b: b!, verdicts: 'none', strata: [] });
	assert.deepEqual(
		pairs.map(({ fault }) => fault?.reason),
		[undefined, 'missing-cell', 'missing-cell'],
	);
	assert.equal(new Set(pairs.map(({ key }) => key)).size, 3);
});

test('words of a verdict name a side by its label or column, never by a letter that may mean the other', () => {
	const sides = (a: string, b: string) => ({
		a: { label: a, column: `answer_${a}` },
		b: { label: b, column: `answer_${b}` },
	});
	for (const [words, a, b, right] of [
		['tuned', 'tuned', 'base', 'a'],
		['Model_B', 'a', 'b', 'b'],
		['a', 'b', 'a', 'b'],
		['answer_b', 'b', 'a', 'a'],
		['[[B]]', 'a', 'b', 'b'],
		['TIE', 'a', 'b', 'tie'],
		['model 1', '1', '2', 'a'],
		['A', 'tuned', 'base', undefined],
		['1', 'tuned', 'base', undefined],
		['tuned or base', 'tuned', 'base', undefined],
		['', 'tuned', 'base', undefined],
	] as const) {
		assert.equal(recordedWinner(words, sides(a, b)), right, words);
	}
});
