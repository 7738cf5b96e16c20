import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Log } from 'sarif';
import { missedCase, reportedCase, summarise } from '../../../../src/cli/report.ts';
import { csvReporter } from '../../../../src/cli/reporters/csv.ts';
import { htmlReporter } from '../../../../src/cli/reporters/html/html.ts';
import { jsonReporter } from '../../../../src/cli/reporters/json.ts';
import { junitReporter } from '../../../../src/cli/reporters/junit.ts';
import { markdownReporter } from '../../../../src/cli/reporters/markdown.ts';
import { prettyReporter } from '../../../../src/cli/reporters/pretty.ts';
import type { FinishedReport, Reporter, Write } from '../../../../src/cli/reporters/reporter.ts';
import { MOST_RESULTS, sarifReporter } from '../../../../src/cli/reporters/sarif.ts';
import type { CaseResult } from '../../../../src/core/review/result.ts';
import { claim, resultOf } from '../../../support/results.ts';

const PLAIN = {
	green: (text: string) => text,
	red: (text: string) => text,
	yellow: (text: string) => text,
	dim: (text: string) => text,
	bold: (text: string) => text,
	width: undefined,
};

/** What a reporter writes of results, and of cases that the run did not come to. */
async function written(
	make: (write: Write) => Reporter,
	results: readonly CaseResult[],
	missed: readonly string[] = [],
): Promise<string> {
	let text = '';
	const reporter = make(async piece => {
		text += piece;
	});
	const place = (index: number) => ({ index, root: '/nowhere', file: 'mail.questions.yaml', region: undefined });
	for (const [index, result] of results.entries()) {
		await reporter.caseDone?.({ result, ...place(index) });
	}
	const cases = [...results.map(reportedCase), ...missed.map(key => missedCase(key, 'local', 'over-budget'))];
	const report: FinishedReport = {
		runs: [{ id: 'r', file: undefined }],
		summary: summarise(
			cases.map(({ key }) => key),
			cases,
		),
		missed: missed.map((key, i) => ({
			key,
			question: key,
			prompt: 'p',
			model: 'local',
			reason: 'over-budget' as const,
			...place(results.length + i),
		})),
		judges: ['claude'],
		standings: [],
		retest: undefined,
		noise: [],
		seconds: 1,
		answerSeconds: 1,
		judgeSeconds: 1,
		started: 0,
		outcome: missed.length > 0 ? 'stopped' : 'finished',
		message: missed.length > 0 ? 'The cost limit of 1 USD is reached.' : undefined,
	};
	await reporter.end(report);
	return text;
}

const fails = (key: string, more: Parameters<typeof resultOf>[0] = {}) =>
	resultOf({ key, ratings: { faithfulness: 'Worse' }, ...more });
const many = (count: number, make: (key: string) => CaseResult) =>
	Array.from({ length: count }, (_, i) => make(`mail.questions.yaml#q${i}@p@local`));

test('a verdict from the cache adds no tokens and no time', async () => {
	const asked = resultOf({});
	const cached = { ...asked, verdicts: asked.verdicts.map(verdict => ({ ...verdict, cached: true })) };
	assert.match(await written(htmlReporter, [asked]), /1300 in, 320 out/);
	assert.match(await written(htmlReporter, [cached]), /300 in, 112 out/);
	assert.match(await written(junitReporter, [asked]), /<testcase [^>]*time="4.134"/);
	assert.match(await written(junitReporter, [cached]), /<testcase [^>]*time="1.234"/);
	const rows: readonly Record<string, string>[] = parse(await written(csvReporter, [asked, cached]), { columns: true });
	assert.deepEqual(
		rows.map(row => row.judgeMs),
		['2900', '0'],
	);
});

test('csv: no answer is a formula, also not behind a line break or written wide', async () => {
	const answers = ['=1', '\n=1', '\r+1', '\t@SUM(A1)', '\uff1dcmd()', '-1', '5', 'a=1'];
	const text = await written(
		csvReporter,
		answers.map(answer => resultOf({ answer })),
	);
	const rows: readonly Record<string, string>[] = parse(text, { columns: true });
	assert.deepEqual(
		rows.map(row => row.answer),
		["'=1", "'\n=1", "'\n+1", "'\t@SUM(A1)", "'\uff1dcmd()", "'-1", '5', 'a=1'],
	);
});

test('the table of a large run lists what did not pass, and says what it leaves out', async () => {
	const passed = many(300, key => resultOf({ key, ratings: {} }));
	const text = await written(write => prettyReporter(write, PLAIN), [...passed, ...many(250, key => fails(`${key}x`))]);
	assert.equal(text.match(/^✗ failed/gm)?.length, 200);
	assert.equal(text.match(/^✓ passed/gm), null);
	assert.match(text, /^300 passed and 50 further cases that did not pass, not listed here/m);
	assert.match(text, /^550 cases loaded = 300 passed \+ 250 failed$/m);
});

test('a comment stays below the limit of a comment, and says how many more there are', async () => {
	const text = await written(
		markdownReporter,
		many(700, key => fails(key, { answer: 'word '.repeat(300) })),
	);
	assert.ok(text.length < 65_000, `${text.length}`);
	const listed = text.match(/^- ❌/gm)!.length;
	assert.match(text, new RegExp(`\\*\\*${700 - listed} more\\*\\* did not pass`));
	assert.equal(text.match(/^ {2}```/gm)!.length, listed * 2, 'no answer is cut in the middle of its fence');
});

test('code scanning takes so many results; the report says how many are left out', async () => {
	assert.equal(MOST_RESULTS, 25_000);
	const answer = 'x '.repeat(30);
	const unsupported = Array.from({ length: 30 }, (_, i) => ({ start: i * 2, end: i * 2 + 1 }));
	const text = await written(
		write => sarifReporter(write, 20),
		[fails('k', { answer, claims: [claim(answer, answer, { unsupported })] })],
	);
	const [run] = (JSON.parse(text) as Log).runs;
	assert.equal(run!.results!.length, 20);
	assert.match(run!.invocations![0]!.toolExecutionNotifications![0]!.message.text!, /^11 more results are left out/);
});

test('a page holds what a browser can open; its totals count every case', async () => {
	const text = await written(
		write => htmlReporter(write, 500_000),
		many(15, key => resultOf({ key, answer: '<'.repeat(30_000), ratings: {} })),
	);
	assert.ok(text.length < 700_000, `${text.length}`);
	assert.match(text, /\d+ further cases \(\d+ that passed\) found no room in this page/);
	assert.match(text, /<b>15 cases<\/b>/);
	assert.match(text, /10000 more characters are in the run file/);
});

test('cases that were never begun are unscored in every report, and never a pass', async () => {
	const results = [resultOf({ key: 'a', ratings: {} })];
	const missed = ['mail.questions.yaml#b@p@local'];
	const [row] = (
		parse(await written(csvReporter, results, missed), { columns: true }) as Record<string, string>[]
	).slice(-1);
	assert.deepEqual([row!.state, row!.reason, row!.score], ['unscored', 'over-budget', '']);
	const junit = await written(junitReporter, results, missed);
	assert.match(junit, /<testsuites name="groundline" tests="2" failures="0" errors="1"/);
	assert.match(junit, /<error message="Unscored: over-budget: .*" type="unscored\.over-budget"\/>/);
	const json = JSON.parse(await written(jsonReporter, results, missed));
	assert.deepEqual(
		json.cases.map((one: { state: string }) => one.state),
		['passed', 'unscored'],
	);
	const sarif = JSON.parse(await written(sarifReporter, results, missed)) as Log;
	assert.equal(sarif.runs[0]!.invocations![0]!.executionSuccessful, false);
	assert.equal(sarif.runs[0]!.results![0]!.ruleId, 'unscored-answer');
	assert.match(await written(markdownReporter, results, missed), /^## Groundline: ❔ stopped$/m);
	assert.match(await written(htmlReporter, results, missed), /\? unscored: over-budget, not begun/);
});

test('a report on nothing is a report', async () => {
	for (const make of [csvReporter, htmlReporter, jsonReporter, junitReporter, markdownReporter, sarifReporter]) {
		assert.ok((await written(make, [])).length > 0);
	}
	assert.deepEqual(JSON.parse(await written(jsonReporter, [])).cases, []);
	assert.deepEqual((JSON.parse(await written(sarifReporter, [])) as Log).runs[0]!.results, []);
});
