import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import { mapColumns } from '../../../../src/core/importing/columns.ts';
import { questionsOfRecords } from '../../../../src/core/importing/questions-of-records.ts';
import { readRecords } from '../../../../src/core/importing/records.ts';
import { recordsByModel } from '../../../../src/core/importing/records-by-model.ts';

const result = (testIdx: number, provider: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
	...{ promptIdx: 0, testIdx, provider, success: true, score: 1, failureReason: 0, latencyMs: 5, cost: 0 },
	prompt: { raw: `Answer: question ${testIdx}`, label: 'Answer: {{query}}' },
	vars: { query: `What is ${testIdx}?`, context: 'Tea is steamed.', expected: 'Steamed.' },
	response: { output: `It is ${testIdx}.`, tokenUsage: {} },
	gradingResult: { pass: true, score: 1, reason: 'All assertions passed', componentResults: [] },
	...more,
});
const file = (...results: readonly unknown[]) =>
	JSON.stringify({ evalId: 'e', results: { version: 3, results, stats: {} }, config: { tests: ['file://run.js'] } });

function imported(text: string) {
	const records = readRecords('out.json', text);
	const columns = mapColumns(records.columns);
	assert.ok(!('problem' in columns));
	const mapped = recordsByModel({ records, columns });
	const made = questionsOfRecords({ ...mapped, source: 'out.json' });
	return { ...made, file: parseQuestionFile(made.text).file, columns: mapped.columns };
}

test('the answers of each provider become recorded answers of one question, and nothing is judged', () => {
	const gpt = { id: 'openai:gpt-4o', label: '' };
	const {
		file: read,
		leftOut,
		columns,
		unusedColumns,
	} = imported(file(result(0, gpt), result(0, { id: 'x', label: 'local' }), result(1, gpt), result(1, 'local')));
	assert.deepEqual(leftOut, []);
	assert.deepEqual(
		read.questions.map(({ question, answers, reference, context }) => [
			question.value,
			[...answers].map(([label, { value }]) => `${label}: ${value}`),
			reference.map(({ value }) => value),
			context.length,
		]),
		[
			['What is 0?', ['openai:gpt-4o: It is 0.', 'local: It is 0.'], ['Steamed.'], 1],
			['What is 1?', ['openai:gpt-4o: It is 1.', 'local: It is 1.'], ['Steamed.'], 1],
		],
	);
	assert.equal(columns.scores.size + columns.ratings.size, 0);
	assert.ok(!columns.fields.has('verdict') && !columns.fields.has('score'));
	assert.deepEqual(
		unusedColumns.filter(column => column.startsWith('promptfoo')),
		['promptfoo success', 'promptfoo points', 'promptfoo reason'],
	);
});

test('several prompts are kept apart, a failed call is named, objects are their JSON, the prompt stands in for a question', () => {
	const other = { promptIdx: 1, vars: { a: '1', b: '2' }, response: { output: { city: 'Oslo' } } };
	const { file: read, leftOut } = imported(
		file(
			result(0, 'm'),
			result(0, 'm', { ...other, prompt: { raw: 'Where?' } }),
			result(2, 'm', { response: { error: 'API error: 500' }, error: 'API error: 500' }),
		),
	);
	assert.deepEqual(
		read.questions.map(({ question, answers }) => [
			question.value,
			[...answers.keys()],
			[...answers.values()][0]?.value,
		]),
		[
			['What is 0?', ['m prompt 1'], 'It is 0.'],
			['Where?', ['m prompt 2'], '{"city":"Oslo"}'],
		],
	);
	assert.deepEqual(
		leftOut.map(({ record, message }) => [record.row, message]),
		[[3, 'promptfoo got no answer of m prompt 1: API error: 500']],
	);
});

test('the summary alone is read too; other files and torn ones are left to the other readers', () => {
	const { results } = JSON.parse(file(result(0, 'm'))) as { results: unknown };
	assert.equal(imported(JSON.stringify(results)).questions.length, 1);
	const rag = readRecords('a.json', JSON.stringify({ results: [{ query: 'Why?', response: 'So. "promptIdx"' }] }));
	assert.deepEqual(rag.columns, ['query', 'response']);
	assert.match(readRecords('a.json', file(result(0, 'm')).slice(0, 80)).problems.join(), /./);
	assert.deepEqual(readRecords('a.json', '{"results":{"results":[]},"x":{"promptIdx":1}}').records, []);
});
