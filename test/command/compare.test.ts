import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ComparisonFold } from '../../src/core/comparing/comparison-fold.ts';
import { reportOfRun } from '../../src/core/comparing/report-of-run.ts';
import { parseRunFile } from '../../src/core/review/run-file.ts';
import { BadServer, says } from '../support/bad-server.ts';
import { command, folderWith } from '../support/command.ts';
import { sharedData } from '../support/shared-data.ts';

const QUESTIONS = `version: 1
prompt: [one.prompty, two.prompty]
models: [offline]
context: [{ text: "The lighthouse of Norhaven was built in 1874. Its lamp is 31 metres above the sea." }]
questions:
  - id: built
    question: When was the lighthouse built?
    category: year
    reference: It was built in 1874.
    answers: { new: "The lighthouse was built in 1874.", old: "It is a fine lighthouse." }
  - id: lamp
    question: How high is the lamp?
    reference: 31 metres above the sea.
    answers: { new: "The lamp is 31 metres above the sea.", old: "The lamp is high." }
  - { id: alike, question: Is there a lamp?, answers: { new: "Yes.", old: "Yes. " } }
  - { id: open, question: Who built it?, answerable: false, answers: { new: "Nobody knows." } }
`;
const prompty = (words: string) => `---\nname: p\n---\nsystem:\n${words}\nuser:\n{{context}}\n{{question}}\n`;

let folder: string;
let server: BadServer;
before(async () => {
	server = await BadServer.start();
	folder = folderWith({
		'q.questions.yaml': QUESTIONS,
		'one.prompty': prompty('Answer.'),
		'two.prompty': prompty('Answer briefly.'),
		'three.prompty': prompty('Answer at length.'),
		'pairs.csv': table({ verdicts: true, compared: 161, won: 108 }),
		'unjudged.csv': table({ verdicts: false, compared: 20, won: 15 }),
		'groundline.yaml': `version: 1\nmodels:\n  judge: { provider: openai, baseUrl: "${server.url()}", model: judge-1, price: { input: 1, output: 1 } }\n`,
	});
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});
const compare = (...line: string[]) => command(['compare', ...line], { cwd: folder });
const json = async (...line: string[]) => {
	const ran = await compare(...line, '--reporter', 'json');
	return { ...ran, comparison: JSON.parse(ran.out).comparisons[0] };
};

interface Table {
	readonly verdicts: boolean;
	/** Rows that can be compared, of which `won` are for the tuned side; 13 more cannot. */
	readonly compared: number;
	readonly won: number;
}

/**
 * Rows of which 13 cannot be compared for five different reasons. As other tools write tables: with a byte order mark, CRLF, quoted cells
 * that hold commas, quotation marks and line breaks.
 */
function table({ verdicts, compared, won }: Table): string {
	const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	const rows = Array.from({ length: compared + 13 }, (_, i) => ({
		id: `q${i}`,
		question: `What is said of "${i}", and why?`,
		base: `The old words\r\nof ${i}.`,
		tuned: `The new words of ${i}, tuned.`,
		winner: i < won || i >= compared ? 'tuned' : 'base',
	}));
	const faulty = rows.slice(compared);
	faulty[0]!.base = '';
	faulty[1]!.tuned = '   ';
	faulty[2]!.tuned = '';
	// Rows 3, 4 and 5 end too early.
	faulty[6]!.id = 'q3';
	faulty[7]!.id = 'q4';
	faulty[8]!.base = faulty[8]!.tuned;
	faulty[9]!.base = `${faulty[9]!.tuned}\n`;
	faulty[10]!.winner = 'hard to say';
	faulty[11]!.winner = '';
	faulty[12]!.winner = 'neither of them';
	const columns = verdicts
		? (['id', 'question', 'base', 'winner', 'tuned'] as const)
		: (['id', 'question', 'base', 'tuned'] as const);
	const lines = rows.map((row, i) => {
		const cells = columns.map(column => cell(row[column]));
		const short = i >= compared + 3 && i < compared + 6;
		return (short ? cells.slice(0, -1) : cells).join(',');
	});
	return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Reason → which of the 13, counted from 1. */
const REASONS = {
	'empty-answer': [1, 2, 3],
	'missing-cell': [4, 5, 6],
	'duplicate-id': [7, 8],
	'identical-answers': [9, 10],
	'unreadable-verdict': [11, 12, 13],
};

test('174 rows are 161 compared and 13 that are named, each with row and reason; 108:53 is 67.1 %', async () => {
	const { code, out, err } = await compare('pairs.csv', '--a', 'tuned', '--b', 'base');
	assert.equal(code, 3, 'more were not compared than the 0 that are allowed');
	assert.match(err, /^pairs\.csv: tuned against base, 174 pairs, 161 to compare by the verdicts of the file$/m);
	assert.match(out, /^174 loaded = 161 compared \+ 13 not compared/m);
	for (const [reason, rows] of Object.entries(REASONS)) {
		for (const row of rows) {
			assert.match(out, new RegExp(`^ {2}row ${161 + row} {2}\\S+ {2}${reason}: .+\\.$`, 'm'), `${reason} ${row}`);
		}
	}
	assert.match(out, /^tuned is better: tuned wins 67\.1 % \(59\.5–73\.9 %\) against base, sign test p < 0\.0001\.$/m);
	assert.match(out, / row 168 {2}q3 {2}duplicate-id: The id "q3" stands in row 4 \(line \d+\) already\./);
	assert.match(out, / row 165 {2}q164 {2}missing-cell: The row has no cell in column "tuned"\./);
	const { comparison, code: allowed } = await json('pairs.csv', '--a', 'tuned', '--b', 'base', '--max-unscored', '13');
	assert.equal(allowed, 0);
	const { account, outcome, orders } = comparison;
	assert.deepEqual([account.loaded, account.compared, account.notCompared.length], [174, 161, 13]);
	assert.deepEqual(Object.keys(account.reasons).sort(), Object.keys(REASONS).sort());
	assert.deepEqual([outcome.wins, outcome.losses, outcome.ties], [108, 53, 0]);
	assert.equal(orders, null);
});

test('the same rows by a judge: both orders of the loopback server’s own log, and its unreadable verdicts are accounted for', async () => {
	server.behaviour = async exchange => {
		const text = JSON.stringify(exchange.request.body.messages);
		const number = Number(/What is said of \\*"(\d+)/.exec(text)?.[1]);
		const tunedFirst = text.indexOf('The new words') < text.indexOf('The old words');
		const best = number < 15 === tunedFirst ? 'A' : 'B';
		await says(number >= 30 ? 'Both are fine words.' : `{"reason": "…", "winner": "${best}"}`)(exchange);
	};
	const from = server.requests.length;
	const { code, comparison } = await json(
		'unjudged.csv',
		'--a',
		'tuned',
		'--b',
		'base',
		'--judge',
		'judge',
		'--losses',
		'lost',
	);
	assert.equal(code, 3);
	assert.deepEqual(
		[comparison.account.loaded, comparison.account.compared, comparison.account.notCompared.length],
		[33, 20, 13],
	);
	assert.deepEqual(
		comparison.account.notCompared.map(({ row, reason }: { row: number; reason: string }) => `${row} ${reason}`).sort(),
		Object.entries(REASONS)
			.flatMap(([reason, rows]) => rows.map(row => `${20 + row} ${reason}`))
			.sort(),
	);
	const bodies = server.requests.slice(from).map(({ body }) => JSON.stringify(body.messages));
	const about = bodies.filter(
		text => text.includes('What is said of \\\\\\"7\\\\\\"') || text.includes('What is said of \\"7\\"'),
	);
	assert.equal(about.length, 2);
	const order = about.map(text => text.indexOf('The new words of 7') < text.indexOf('The old words'));
	assert.notEqual(order[0], order[1], 'the second request shows the answers the other way round');
	assert.equal(bodies.length, 20 * 2 + 3 * 2 * 2, 'unread verdicts are asked for once more');
	assert.deepEqual([comparison.outcome.wins, comparison.outcome.losses], [15, 5]);
	assert.deepEqual([comparison.orders.firstSlot.value, comparison.orders.conflicts.hits], [0.5, 0]);
	const losses = readFileSync(join(folder, 'lost/losses.jsonl'), 'utf8')
		.trim()
		.split('\n')
		.map(line => JSON.parse(line));
	assert.equal(losses.length, 5);
	assert.ok(losses.every(({ winner }) => winner === 'b'));
	const first = join(folder, 'lost', readdirSync(join(folder, 'lost')).filter(name => name.startsWith('001-'))[0]!);
	assert.deepEqual(readdirSync(first).sort(), ['a.txt', 'b.txt', 'question.txt', 'why.txt']);
	assert.match(readFileSync(join(first, 'a.txt'), 'utf8'), /^The new words of \d+, tuned\.\n$/);
	await compare(
		'unjudged.csv',
		'--a',
		'tuned',
		'--b',
		'base',
		'--judge',
		'judge',
		'--losses',
		'lost',
		'--question',
		'q5',
	);
	assert.deepEqual(readdirSync(join(folder, 'lost')), ['losses.jsonl'], 'those of an earlier comparison are gone');
	const run = parseRunFile(readFileSync(join(folder, comparison.runFile), 'utf8'));
	assert.deepEqual([run.problems, run.torn], [[], false]);
	const fold = new ComparisonFold();
	for (const event of run.events) {
		fold.add(event);
	}
	assert.deepEqual([fold.start?.task, fold.pairs.size, fold.end?.outcome], ['compare', 33, 'finished']);
	assert.deepEqual(reportOfRun(fold)?.outcome, comparison.outcome, 'the run file alone gives the same report');
	const torn = { start: fold.start, end: undefined, pairs: new Map([...fold.pairs].slice(0, 10)) };
	assert.deepEqual([reportOfRun(torn)?.account.compared, reportOfRun(torn)?.account.loaded], [10, 33]);
	assert.equal(reportOfRun({ start: undefined, end: undefined, pairs: new Map() }), undefined);
});

test('a comparison goes on where the last one ended, and cached verdicts say so', async () => {
	const from = server.requests.length;
	const { comparison } = await json(
		'unjudged.csv',
		'--a',
		'tuned',
		'--b',
		'base',
		'--judge',
		'judge',
		'--resume',
		'--no-cache',
	);
	assert.equal(comparison.account.compared, 20);
	assert.equal(server.requests.length - from, 12, 'only the three unread pairs are asked for again');
	const fold = new ComparisonFold();
	for (const event of parseRunFile(readFileSync(join(folder, comparison.runFile), 'utf8')).events) {
		fold.add(event);
	}
	assert.equal([...fold.pairs.values()].filter(({ cached }) => cached).length, 20);
	const swapped = await json(
		'unjudged.csv',
		'--a',
		'base',
		'--b',
		'tuned',
		'--judge',
		'judge',
		'--question',
		'q5',
		'--no-cache',
	);
	assert.equal(swapped.comparison.outcome.losses, 1);
});

test('a cancellation and a cost limit stop a comparison, and the sum still holds', async () => {
	const stop = new AbortController();
	server.behaviour = async exchange => {
		stop.abort();
		await says('{"winner": "A"}')(exchange);
	};
	const line = 'unjudged.csv --a tuned --b base --judge judge --no-cache'.split(' ');
	const cancelled = await command(['compare', ...line, '--reporter', 'json'], { cwd: folder, signal: stop.signal });
	assert.equal(cancelled.code, 130);
	const { account } = JSON.parse(cancelled.out).comparisons[0];
	assert.equal(account.loaded, account.compared + account.notCompared.length);
	assert.ok(account.reasons.cancelled > 5);
	server.behaviour = says('{"winner": "A"}');
	const limited = await json(...line, '--max-cost', '0.0001');
	assert.equal(limited.code, 4);
	assert.ok(limited.comparison.account.reasons['over-budget'] > 5);
	assert.equal(limited.comparison.account.loaded, 33);
});

test('a dry run says what would be compared, what so many pairs can show, and what cannot be compared; it asks nobody', async () => {
	const from = server.requests.length;
	const { code, out } = await compare(
		...'unjudged.csv --a tuned --b base --judge judge --judge-samples 3 --dry-run'.split(' '),
	);
	assert.equal(code, 0);
	assert.match(out, /^unjudged\.csv: tuned against base, 33 pairs, 23 to compare by judge, 138 calls$/m);
	assert.match(
		out,
		/^23 questions: without ties 17:6 is the least that reaches p < 0\.05; a true win rate of \d\d\.\d % or more/m,
	);
	assert.match(out, /^ {2}row 27 {2}q3 {2}duplicate-id: /m);
	assert.equal(server.requests.length, from);
});

test('counts alone', async () => {
	const { code, out } = await compare('--counts', '108:53', '--a', 'tuned', '--b', 'base');
	assert.equal(code, 0);
	assert.match(out, /^tuned is better: tuned wins 67\.1 % \(59\.5–73\.9 %\) against base, sign test p < 0\.0001\.$/m);
	assert.equal((await compare('--counts', '53:108')).code, 1, 'b is better');
	assert.match((await compare('--counts', '12:6')).out, /^No significant difference: .*p = 0\.24\.$/m);
	assert.match((await compare('--counts', '14:3:3')).out, /77\.5 %/);
});

test('recorded answers of a question file: identical and missing ones are accounted for, strata apart', async () => {
	const { code, out } = await compare('q.questions.yaml', '--a', 'new', '--b', 'old', '--no-run');
	assert.equal(code, 3);
	assert.match(out, /^new against old, by the scores of offline \(lexical\), each answer alone/m);
	assert.match(out, /^4 loaded = 2 compared \+ 2 not compared \(1 identical-answers, 1 missing-answer\)$/m);
	assert.match(out, /^ {2}open {2}missing-answer: old has no answer to this question yet\.$/m);
	assert.match(out, /^category year +1 +1/m);
	assert.match(out, /lexical: it counts words/);
});

test('models and prompts: what is not answered yet is asked for first, and compared pair by pair', async () => {
	const prompts = await json('q.questions.yaml', '--a', 'one.prompty', '--b', 'three.prompty', '--max-unscored', '9');
	assert.deepEqual([prompts.code, prompts.comparison.account.loaded], [0, 4]);
	assert.match(prompts.err, /^4 answers to ask for|^8 answers to ask for/m);
	assert.equal(
		prompts.comparison.account.reasons['identical-answers'],
		4,
		'the offline model does not read instructions',
	);
	const mixed = await json('q.questions.yaml', '--a', 'offline@two.prompty', '--b', 'old', '--max-unscored', '9');
	assert.equal(mixed.code, 0);
	assert.deepEqual(
		[mixed.comparison.setup.a, mixed.comparison.account.loaded, mixed.comparison.account.compared],
		['offline@two.prompty', 4, 3],
	);
	const rated = await json('q.questions.yaml', '--a', 'new', '--b', 'old', '--rate', '--max-unscored', '9');
	assert.ok(rated.comparison.criteria.some(({ criterion }: { criterion: string }) => criterion === 'score'));
});

test('two runs: each side is what one run file holds', async () => {
	const runs = () => readdirSync(join(folder, '.groundline/runs')).sort();
	const before = new Set(runs());
	await command(['run', 'q.questions.yaml', '--model', 'new'], { cwd: folder });
	await command(['run', 'q.questions.yaml', '--model', 'old'], { cwd: folder });
	const [first, second] = runs()
		.filter(name => !before.has(name))
		.map(name => `.groundline/runs/${name}`);
	const { code, comparison } = await json('q.questions.yaml', '--a', first!, '--b', second!, '--max-unscored', '9');
	assert.equal(code, 0);
	assert.deepEqual([comparison.account.loaded, comparison.account.compared, comparison.outcome.wins], [4, 2, 2]);
	const again = await json(first!, '--a', 'new', '--b', second!, '--max-unscored', '9');
	assert.equal(again.comparison.account.compared, 2);
});

test('one answer a record, with the model beside it, becomes pairs; columns are named by --map', async () => {
	writeFileSync(
		join(folder, 'outputs.json'),
		JSON.stringify(
			['q1', 'q2', 'q3'].flatMap(q =>
				['big', 'small'].map(generator => ({
					instruction: `What of ${q}?`,
					output: `${generator} words on ${q}`,
					generator,
				})),
			),
		),
	);
	const { comparison, err } = await json('outputs.json', '--a', 'big', '--b', 'small');
	assert.deepEqual([comparison.account.loaded, comparison.account.compared], [3, 3]);
	assert.match(err, /answers of big, small ← output by generator/);
	writeFileSync(
		join(folder, 'odd.tsv'),
		'frage?\tleft\tright\tbesser\nWhy?\tso\tbecause\tright\nHow?\twell\tbadly\ttie\n',
	);
	const odd = await json(
		'odd.tsv',
		'--a',
		'left',
		'--b',
		'right',
		'--map',
		'question=frage?',
		'--map',
		'verdict=besser',
	);
	assert.deepEqual([odd.comparison.outcome.losses, odd.comparison.outcome.ties], [1, 1]);
});

test('the pairs of a real log import as they are', async t => {
	const text = sharedData('pairs/finetune.jsonl');
	if (text === undefined) {
		t.skip('the shared data is absent');
		return;
	}
	writeFileSync(join(folder, 'log.jsonl'), text);
	const { comparison } = await json('log.jsonl', '--a', 'finetuned', '--b', 'base');
	assert.deepEqual([comparison.account.loaded, comparison.account.compared], [27, 27]);
	assert.equal(comparison.outcome.losses, 27);
});

test('mistakes are one sentence with the place', async () => {
	mkdirSync(join(folder, 'bad'));
	const bad = (name: string, text: string | Uint8Array) => {
		writeFileSync(join(folder, 'bad', name), text);
		return `bad/${name}`;
	};
	for (const [line, sentence] of [
		[[], /needs a file/],
		[['pairs.csv', '--a', 'tuend', '--b', 'base'], /has no column "tuend"; did you mean "tuned"/],
		[['pairs.csv', '--a', 'base', '--b', 'base'], /nothing to compare/],
		[['pairs.csv', '--map', 'question'], /--map takes FIELD=COLUMN/],
		[['pairs.csv', '--map', 'questoin=id'], /did you mean "question"/],
		[['pairs.csv', '--a', 'tuned', '--b', 'base', '--by', 'topic'], /has no column "topic"/],
		[['q.questions.yaml', '--a', 'nwe', '--b', 'old'], /--a: "nwe" is no model.*Did you mean "new"/],
		[['q.questions.yaml', '--a', 'new', '--b', 'old', '--judge', 'jduge'], /did you mean "judge"/],
		[['--counts', 'many'], /write wins:losses/],
		[['--counts', '1:2', 'pairs.csv'], /takes no file/],
		[['pairs.csv', '--a', 'tuned', '--b', 'base', '--losses-of', 'c'], /takes a or b/],
		[['pairs.csv', '--a', 'tuned', '--b', 'base', '--reporter', 'junit'], /there are pretty and json/],
		[['one.prompty'], /neither a question file, a run file nor a file of records/],
		[[bad('open.csv', 'question,a,b\nWhy,"so,x\n')], /line 2, character 5: A quoted field does not end/],
		[[bad('empty.csv', '')], /there are no records/],
		[[bad('plain.csv', 'x,y\n1,2\n')], /say what to compare/],
		[[bad('noquestion.csv', 'answer_a,answer_b\n1,2\n')], /no column looks like the question/],
		[[bad('broken.json', '{"results": [')], /this is no JSON/],
		[[bad('latin.csv', new Uint8Array([113, 44, 97, 10, 0xe9, 44, 120]))], /no text in UTF-8/],
	] as const) {
		const { code, out, err } = await compare(...line);
		assert.deepEqual([code, out], [2, ''], `${line.join(' ')}: ${err}`);
		assert.match(err, sentence);
	}
});
