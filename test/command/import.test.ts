import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ComparisonFold } from '../../src/core/comparing/comparison-fold.ts';
import { foldEvents } from '../../src/core/review/fold.ts';
import { parseRunFile } from '../../src/core/review/run-file.ts';
import { command, folderWith } from '../support/command.ts';
import { records, sharedData } from '../support/shared-data.ts';

let folder: string;
before(() => {
	folder = folderWith({
		'pairs.csv':
			'id,question,reference,answer_a,answer_b,human\n1,Why?,So.,Because.,So.,b\n2,How?,Well.,Badly.,Well.,tie\n3,When?,Now.,Then.,Now.,unsure\n',
		'rated.jsonl': `${[
			{
				id: 'r1',
				question: 'How high?',
				context: 'It is 31 m high.',
				answer: '31 m.',
				judge_ratings: {
					Relevance: 'Excellent',
					Faithfulness: 'Good',
					Completeness: 'Good',
					Clarity: 'Good',
					Conciseness: 'Good',
				},
			},
			{
				id: 'r2',
				question: 'How old?',
				answer: 'Old.',
				reply: 'Relevance: Good\nFaithfulness: Bad\nCompleteness: Fair\nClarity: Good\nConciseness: Good',
			},
			{ id: 'r3', question: 'How wide?', answer: 'Wide.', reply: 'It is fine.' },
			{ id: 'r4', question: 'How far?', answer: 'Far.' },
		]
			.map(row => JSON.stringify(row))
			.join('\n')}\n`,
	});
});
after(() => rmSync(folder, { recursive: true }));
const run = (...line: string[]) => command(line, { cwd: folder });
const events = (out: string) =>
	parseRunFile(readFileSync(join(folder, out.split('\n').find(line => line.endsWith('.jsonl'))!), 'utf8')).events;

test('records become a question file in one step, and their verdicts on pairs a run file', async () => {
	const { code, out, err } = await run('import', 'pairs.csv');
	assert.equal(code, 0, err);
	assert.match(err, /^pairs\.csv: 3 loaded = 3 imported \+ 0 left out; 6 answers → pairs\.questions\.yaml$/m);
	assert.match(err, /^ {2}verdict ← human \(guessed\)$/m);
	assert.equal((await run('check', 'pairs.questions.yaml')).code, 0);
	const fold = new ComparisonFold();
	for (const event of events(out)) {
		fold.add(event);
	}
	assert.deepEqual(
		[...fold.pairs.values()].map(({ question, winner, reason }) => [question, winner ?? reason]),
		[
			['1', 'b'],
			['2', 'tie'],
			['3', 'unreadable-verdict'],
		],
	);
	assert.deepEqual(fold.start?.files, ['pairs.questions.yaml']);
	const again = await run('import', 'pairs.csv');
	assert.deepEqual([again.code, /--force/.test(again.err)], [2, true]);
	assert.equal((await run('import', 'pairs.csv', '--to', 'other.questions.yaml', '--dry-run')).code, 0);
	assert.ok(!existsSync(join(folder, 'other.questions.yaml')));
	const compared = await run('compare', 'pairs.questions.yaml', '--a', 'b', '--b', 'a', '--no-run');
	assert.match(compared.out, /^3 loaded = 3 compared/m);
});

test('verdicts on single answers, as ratings or as raw replies, become the results of a run', async () => {
	const { code, out, err } = await run('import', 'rated.jsonl');
	assert.equal(code, 0, err);
	const { results, end } = foldEvents(events(out));
	const states = [...results.values()].map(({ start, end: state }) => [start?.question, state?.state, state?.score]);
	assert.deepEqual(states.sort(), [
		['r1', 'passed', 90],
		['r2', 'failed', 70],
		['r3', 'unscored', undefined],
	]);
	assert.equal(end?.outcome, 'finished');
	const [first] = results.values();
	assert.equal(first?.verdicts[0]?.judge, 'recorded');
	assert.ok(first?.grounding !== undefined);
});

test('empty cells that are dropped are counted and named, for each column', async () => {
	const folder = folderWith({
		'cells.jsonl': [
			{ question: 'One?', 'answers.a': '', 'answers.b': 'B.', reference: [''], retrieved_contexts: ['Text.'] },
			{ question: 'Two?', 'answers.a': ' ', 'answers.b': ['B.'], reference: 'R.', retrieved_contexts: [{ odd: 1 }] },
			{ question: 'Three?', 'answers.a': null, reference: 'R.' },
			{ question: '', 'answers.a': '' },
		]
			.map(record => `${JSON.stringify(record)}\n`)
			.join(''),
		'full.csv': 'question,answers.a\nOne?,A.\n',
	});
	const { code, err } = await command(['import', 'cells.jsonl'], { cwd: folder });
	assert.equal(code, 0);
	assert.match(err, /4 loaded = 3 imported \+ 1 left out; 1 answer /);
	assert.match(err, /^ {2}answers\.a: 3 empty cells \(row 1, row 2 \(line 2\), row 3 \(line 3\)\) left out$/m);
	assert.match(err, /^ {2}answers\.b: 1 unreadable cell \(row 2 \(line 2\)\) left out$/m);
	assert.match(err, /^ {2}reference: 1 empty cell \(row 1\) left out$/m);
	assert.match(err, /^ {2}retrieved_contexts: 1 unreadable cell \(row 2 \(line 2\)\) left out$/m);
	const full = await command(['import', 'full.csv'], { cwd: folder });
	assert.doesNotMatch(full.err, /cell/);
	rmSync(folder, { recursive: true });
});

test('real logs import whole', async t => {
	const [pairs, chat, verdicts] = ['pairs/finetune.jsonl', 'qa/rag-chat.jsonl', 'verdicts/judge-replies.jsonl'].map(
		sharedData,
	);
	if (pairs === undefined || chat === undefined || verdicts === undefined) {
		t.skip('the shared data is absent');
		return;
	}
	let scored = foldEvents([]);
	for (const [name, text, label] of [
		['p', pairs, 'pairs'],
		['c', chat, 'answers'],
		['v', verdicts, 'answers'],
	] as const) {
		writeFileSync(join(folder, `${name}.jsonl`), text);
		const count = records(text).length;
		const { code, out, err } = await run('import', `${name}.jsonl`);
		assert.equal(code, 0, err);
		scored = foldEvents(events(out));
		assert.match(err, new RegExp(`: ${count} loaded = ${count} imported \\+ 0 left out`));
		assert.match(err, new RegExp(`^${count} verdicts on ${label}`, 'm'));
		assert.equal(
			events(out).filter(({ type }) => type === (label === 'pairs' ? 'comparison-end' : 'case-end')).length,
			count,
		);
	}
	const expected = new Map(records(verdicts).map(record => [record.id, record.expected_score]));
	for (const { start, end } of scored.results.values()) {
		assert.equal(end?.score, expected.get(start?.question), 'the printed score of the log');
	}
});

test('mistakes are one sentence', async () => {
	writeFileSync(join(folder, 'no.csv'), 'x,y\n1,2\n');
	for (const [line, sentence] of [
		[['import'], /needs one file/],
		[['import', 'absent.csv'], /There is no file absent\.csv/],
		[['import', 'no.csv'], /no column looks like the question/],
		[['import', 'pairs.csv', '--to', 'x.yaml'], /must end in \.questions\.yaml/],
		[['import', 'pairs.questions.yaml'], /is no file of records/],
	] as const) {
		const { code, err } = await run(...line);
		assert.equal(code, 2, err);
		assert.match(err, sentence);
	}
});
