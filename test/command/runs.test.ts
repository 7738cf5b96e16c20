import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { BadServer, type Behaviour, inTurn, says } from '../support/bad-server.ts';
import { command, folderWith } from '../support/command.ts';

const TEA =
	'# Tea\n\nGreen tea is steamed at 100 degrees to stop oxidation.\nBlack tea is fully oxidised before it is dried.\n';
const QUESTIONS = ['green', 'black', 'white', 'yellow']
	.map(id => `  - { id: ${id}, question: How is ${id} tea made? }\n`)
	.join('');

let folder: string;
let server: BadServer;
const servers: BadServer[] = [];
beforeEach(async () => {
	server = await BadServer.start(says('Green tea is steamed at 100 degrees to stop oxidation.'));
	servers.push(server);
	folder = folderWith({
		'groundline.yaml': `version: 1\nmodels:\n  m: { provider: openai, baseUrl: "${server.url()}", model: m, price: { input: 1, output: 1 } }\ndefaults: { models: [m] }\n`,
		'tea.questions.yaml': `version: 1\ncontext: [{ file: docs/tea.md }]\nquestions:\n${QUESTIONS}`,
		'docs/tea.md': TEA,
	});
});
after(async () => {
	for (const one of servers) {
		await one.stop();
	}
});

const cli = (...line: string[]) => command(line, { cwd: folder });
const run = (...line: string[]) =>
	cli('run', 'tea.questions.yaml', '--max-unscored', '9', '--reporter', 'json', ...line);
const runs = () =>
	readdirSync(join(folder, '.groundline/runs'))
		.filter(name => name.endsWith('.jsonl'))
		.sort()
		.map(name => name.slice(0, -6));
const report = (out: string) =>
	JSON.parse(out) as {
		summary: { loaded: number; notJudged: number; reasons: Record<string, number>; cost: number };
		cases: { key: string; cached: boolean; state: string }[];
	};
const fails: Behaviour = exchange => exchange.json(400, { error: { message: 'No.' } });

test('a second run asks nobody, says cached and costs nothing; --fresh asks, --no-cache keeps nothing', async () => {
	await run();
	const again = await run();
	const second = report(again.out);
	assert.equal(again.err, 'cached, nobody was asked: 4 answers\n');
	assert.equal(server.requests.length, 4);
	assert.deepEqual([second.cases.map(one => one.cached), second.summary.cost], [[true, true, true, true], 0]);
	await run('--fresh');
	assert.equal(server.requests.length, 8);
	rmSync(join(folder, '.groundline/cache'), { recursive: true });
	await run('--no-cache');
	assert.equal(server.requests.length, 12);
	assert.ok(!existsSync(join(folder, '.groundline/cache')));
	await run('--samples', '2');
	assert.equal(server.requests.length, 20, 'no sample takes the reply of another');
});

test('cache: stats, prune and clear', async () => {
	await run();
	assert.match((await cli('cache')).out, /answers +4 /);
	assert.match((await cli('cache', 'prune', '--max-size', '0')).out, /^4 lines/);
	await run();
	assert.equal(server.requests.length, 8);
	assert.match((await cli('cache', 'clear')).out, /^4 lines/);
	assert.match((await cli('cache', 'stats')).out, /answers +0 /);
	assert.match((await cli('cache', 'sweep')).err, /no "sweep"/);
	assert.match((await cli('cache', 'stats', '--max-age', '3')).err, /belong to groundline cache prune/);
});

test('--failed and --unscored ask anew for what went wrong, and for nothing else', async () => {
	server.behaviour = inTurn(
		says('Green tea is steamed at 100 degrees to stop oxidation.'),
		fails,
		says('Tea is a planet.'),
	);
	await run('--concurrency', '1');
	const states = (out: string) => report(out).cases.map(one => one.state);
	server.behaviour = says('Green tea is steamed at 100 degrees to stop oxidation.');
	const before = server.requests.length;
	const { out } = await run('--unscored');
	assert.equal(states(out).length, 1);
	assert.equal(server.requests.length, before + 1);
	const failed = await run('--failed');
	const again = states(failed.out).length;
	assert.ok(again >= 2);
	assert.equal(server.requests.length, before + 1 + again);
});

test('goes on with an interrupted run in its file, and with none where all has finished', async () => {
	assert.match((await run('--resume')).err, /no interrupted run/);
	await run('--no-cache');
	const [name] = runs();
	const path = join(folder, '.groundline/runs', `${name}.jsonl`);
	const lines = readFileSync(path, 'utf8').split('\n');
	const cut = lines.findIndex(line => line.includes('"type":"case-end"')) + 1;
	writeFileSync(path, `${lines.slice(0, cut).join('\n')}\n{"v":1,"t":17`);
	const resumed = await run('--no-cache', `--resume=${name}`);
	assert.match(resumed.err, /goes on: 1 of 4 cases are done\. Its last line was cut off; 13 bytes are dropped\./);
	assert.equal(report(resumed.out).summary.loaded, 4);
	assert.deepEqual(runs(), [name]);
	assert.match((await run('--resume')).err, /no interrupted run/);
	assert.match((await run('--resume=tomorrow')).err, /needs the name of a run/);
	assert.match((await run('--resume=20260101T000000Z-aaaaaa')).err, /no run 20260101T000000Z-aaaaaa of these files/);
});

test('says which cases a run that goes on lacks, and refuses one that has none of them', async () => {
	await run('--no-cache');
	const [name] = runs();
	const path = join(folder, '.groundline/runs', `${name}.jsonl`);
	const lines = readFileSync(path, 'utf8').split('\n');
	const cut = lines.findIndex(line => line.includes('"type":"case-end"')) + 1;
	writeFileSync(path, `${lines.slice(0, cut).join('\n')}\n`);
	const file = join(folder, 'tea.questions.yaml');
	const before = readFileSync(file, 'utf8');
	const asked = server.requests.length;
	const none = await run('--resume', '--model', 'offline');
	assert.deepEqual([none.code, server.requests.length], [2, asked]);
	assert.match(
		none.err,
		new RegExp(`The run ${name} has none of these cases \\(the first of its 4 is tea\\.questions\\.yaml#green@`),
	);
	writeFileSync(file, before.replace(/ {2}- \{ id: white.*\n/, '  - { id: blue, question: How is blue tea made? }\n'));
	const resumed = await run('--resume');
	assert.match(resumed.err, /1 case of it is not among these/);
	assert.match(resumed.err, /1 case of these files is not in it and not asked; --stale does that\./);
	assert.equal(report(resumed.out).summary.loaded, 3);
	assert.equal(report((await run('--stale')).out).summary.loaded, 1);
});

test('of two that go on with one run at once, one does, and the other asks nothing', async () => {
	await run('--no-cache');
	const name = runs()[0]!;
	const path = join(folder, '.groundline/runs', `${name}.jsonl`);
	const lines = readFileSync(path, 'utf8').split('\n');
	const cut = lines.findIndex(line => line.includes('"type":"case-end"')) + 1;
	writeFileSync(path, `${lines.slice(0, cut).join('\n')}\n`);
	server.behaviour = says('Green tea is steamed at 100 degrees to stop oxidation.', { milliseconds: 200 });
	const asked = server.requests.length;
	const [one, two] = await Promise.all([run('--no-cache', '--resume'), run('--no-cache', `--resume=${name}`)]);
	assert.equal([one, two].filter(({ code }) => code === 2).length, 1, one.err + two.err);
	assert.match(one.err + two.err, /cannot go on, and nothing was asked|goes on in another process/);
	assert.ok(server.requests.length - asked <= 3);
});

test('--stale takes up a case whose answer cannot be read', async () => {
	await run('--no-judge');
	const path = join(folder, '.groundline/runs', `${runs()[0]}.jsonl`);
	writeFileSync(path, readFileSync(path, 'utf8').replace(/^.*"type":"answer-end".*$/m, '{"v":1,"t":17'));
	const { out } = await run('--no-judge', '--stale');
	assert.equal(report(out).summary.loaded, 1);
});

test('an interrupted --failed goes on with all of its cases, also those that pass meanwhile', async () => {
	server.behaviour = fails;
	await run();
	server.behaviour = says('Green tea is steamed at 100 degrees to stop oxidation.');
	const whole = await run('--failed');
	assert.equal(report(whole.out).summary.loaded, 4);
	const name = runs().at(-1)!;
	const path = join(folder, '.groundline/runs', `${name}.jsonl`);
	const lines = readFileSync(path, 'utf8').split('\n');
	const cut = lines.findIndex(line => line.includes('"type":"case-end"')) + 1;
	writeFileSync(path, `${lines.slice(0, cut).join('\n')}\n`);
	const asked = server.requests.length;
	const resumed = await run('--failed', '--resume');
	assert.match(resumed.err, /goes on: 1 of 4 cases are done\.\n/);
	assert.equal(report(resumed.out).summary.loaded, 4);
	assert.ok(server.requests.length - asked <= 3);
});

test('a run that goes on keeps to its limit with what it has spent before, and says that limit', async () => {
	server.behaviour = exchange =>
		exchange.json(200, {
			choices: [{ index: 0, message: { role: 'assistant', content: 'It is steamed.' }, finish_reason: 'stop' }],
			usage: { prompt_tokens: 300, completion_tokens: 300 },
		});
	await run('--no-cache', '--concurrency', '1', '--max-cost', '0.0009');
	const resumed = await run('--no-cache', '--resume', '--concurrency', '1', '--max-cost', '0.00095');
	assert.equal(resumed.code, 4);
	assert.match(resumed.out, /The cost limit of 0\.00095 USD is reached/);
	const [listed] = JSON.parse((await cli('runs', 'list', '--reporter', 'json')).out).runs;
	assert.equal(server.requests.length, 1);
	assert.ok(Math.abs(listed.cost - 600e-6) < 1e-9, String(listed.cost));
});

test('a run file that an editor saved with a byte order mark is read', async () => {
	await run();
	const path = join(folder, '.groundline/runs', `${runs()[0]}.jsonl`);
	writeFileSync(path, `\ufeff${readFileSync(path, 'utf8')}`);
	const { code, out } = await cli('diff', path, path);
	assert.equal(code, 0);
	assert.match(out, /4 cases in both/);
});

test('a part without cases leaves a run file, so that no part is missing when they are merged', async () => {
	const parts = 9;
	for (let part = 1; part <= parts; part++) {
		assert.equal((await run('--no-judge', '--shard', `${part}/${parts}`)).code, 0);
	}
	const { code, err } = await cli('merge', ...runs(), '--to', 'all.jsonl');
	assert.equal(code, 0, err);
	assert.match(err, /^4 cases in all = 4 with a result \+ 0 without$/m);
	assert.doesNotMatch(err, /missing/);
	rmSync(join(folder, 'all.jsonl'));
});

test('what lies behind a link is not deleted', async () => {
	await run();
	const [name] = runs();
	const elsewhere = folderWith({ '00.jsonl': 'kept', [`${name}.jsonl`]: 'kept' });
	const state = join(folder, '.groundline');
	for (const linked of ['cache/answers', 'runs']) {
		rmSync(join(state, linked), { recursive: true });
		symlinkSync(elsewhere, join(state, linked));
	}
	assert.match((await cli('cache', 'clear')).err, /cannot be changed \(a link\)/);
	assert.match((await cli('cache', 'prune', '--max-size', '0')).err, /cannot be changed \(a link\)/);
	assert.match((await cli('runs', 'prune', '--max-runs', '0')).err, /^0 runs thrown away/);
	assert.deepEqual(readdirSync(elsewhere).length, 2);
	rmSync(elsewhere, { recursive: true });
});

test('--stale takes up whoever follows a turn that the budget stopped, together with that turn', async () => {
	const chain = 'version: 1\nquestions:\n  - { id: a, question: How? }\n  - { id: b, question: Why?, follows: a }\n';
	writeFileSync(join(folder, 'tea.questions.yaml'), chain);
	assert.deepEqual(report((await run('--max-cost', '0')).out).summary.reasons, { 'over-budget': 1, 'earlier-turn': 1 });
	const again = report((await run('--stale', '--no-judge')).out).summary;
	assert.deepEqual([again.loaded, again.notJudged], [2, 2]);
});

test('--stale needs one pass for a conversation whose first question changed', async () => {
	const chain = (first: string) =>
		`version: 1\nquestions:\n  - { id: a, question: ${first} }\n  - { id: b, question: Why?, follows: a }\n  - { id: c, question: And then?, follows: b }\n  - { id: d, question: Who? }\n`;
	writeFileSync(join(folder, 'tea.questions.yaml'), chain('How?'));
	await run('--no-judge');
	writeFileSync(join(folder, 'tea.questions.yaml'), chain('How much?'));
	server.behaviour = says('Another answer than before.');
	const again = report((await run('--stale', '--no-judge')).out);
	assert.deepEqual(
		again.cases.map(({ key }) => /#(\w)/.exec(key)?.[1]),
		['a', 'b', 'c'],
	);
	const further = await run('--stale', '--no-judge');
	assert.equal(further.code, 0, further.err);
	assert.equal(runs().length, 2, 'nothing is stale any more');
});

test('an option of another action, a folder that is not there, and more answers than a run can hold are refused', async () => {
	assert.match((await cli('runs', 'list', '--max-runs', '1')).err, /belong to groundline runs prune/);
	assert.match((await cli('runs', 'prune', '--reporter', 'json')).err, /belongs to groundline runs list/);
	for (const line of [
		['cache', 'clear', 'nowhere'],
		['runs', 'list', 'nowhere'],
	]) {
		assert.deepEqual(await cli(...line), { code: 2, out: '', err: 'There is no folder nowhere.\n' });
	}
	assert.match((await run('--samples', '9999999')).err, /a whole number from 1 to 1000/);
	assert.match((await run('--judge-samples', '101')).err, /a whole number from 1 to 100/);
	assert.match((await cli('merge', 'docs')).err, /^docs is a folder; merge takes run files/);
});

test('two parts are merged to a whole; a missing part is told', async () => {
	await run('--shard', '1/2');
	await run('--shard', '2/2');
	const [first, second] = runs();
	const one = await cli('merge', first!, '--to', 'one.jsonl', '--reporter', 'json');
	assert.match(one.err, /missing: part 2\/2/);
	assert.equal(one.code, 3);
	const both = await cli('merge', first!, second!, '--to', 'both.jsonl', '--reporter', 'json');
	assert.match(both.err, /4 cases in all = 4 with a result \+ 0 without/);
	assert.equal(new Set(report(both.out).cases.map(({ key }) => key)).size, 4);
	assert.match((await cli('merge', first!, '--to', 'both.jsonl')).err, /exists already/);
	assert.match((await run('--shard', '3/2')).err, /part of a whole/);
	const shards = [1, 2].map(
		i =>
			JSON.parse(readFileSync(join(folder, '.groundline/runs', `${runs()[i - 1]}.jsonl`), 'utf8').split('\n')[0]!)
				.shard,
	);
	assert.deepEqual(shards, ['1/2', '2/2']);
});

test('lists and pins runs, compares two, and fails for what has become worse than the baseline only', async () => {
	server.behaviour = inTurn(says('Green tea is steamed at 100 degrees to stop oxidation.'), says('Tea is a planet.'));
	const first = await run('--concurrency', '1');
	const failing = report(first.out).cases.filter(({ state }) => state === 'failed').length;
	assert.ok(failing > 0 && first.code === 1);
	const [baseline] = runs();
	assert.equal((await cli('runs', 'pin', baseline!)).code, 0);
	assert.match((await cli('runs')).out, new RegExp(`^${baseline} pinned  finished`));
	const same = await run('--baseline', 'pinned', '--fail-on-regression');
	assert.equal(same.code, 0, same.err);
	assert.match(same.err, /4 cases in both = 0 regressed \+ 0 worse \+ 0 changed \+ 0 fixed \+ 0 better \+ 4 same/);
	server.behaviour = says('Tea is a planet.');
	const worse = await run('--fresh', '--baseline', baseline!, '--fail-on-regression');
	assert.equal(worse.code, 1);
	assert.match(worse.err, /1 regressed/);
	const latest = runs().at(-1)!;
	const diff = JSON.parse((await cli('diff', baseline!, 'tea.questions.yaml', '--reporter', 'json')).out);
	assert.deepEqual([diff.after.run, diff.counts.regressed, diff.cases[0].change], [latest, 1, 'regressed']);
	assert.equal((await cli('diff', baseline!, latest, '--fail-on-regression')).code, 1);
	assert.equal((await cli('diff', latest, baseline!, '--fail-on-regression')).code, 0);
	assert.equal((await cli('runs', 'prune', '--max-runs', '1')).out.split('\n').length - 1, 1);
	assert.deepEqual(runs(), [baseline, latest]);
	await cli('runs', 'unpin', baseline!);
	await cli('runs', 'prune', '--max-runs', '1');
	assert.deepEqual(runs(), [latest]);
	assert.match((await run('--baseline', 'pinned')).err, /No run of these files is pinned/);
	assert.match((await run('--fail-on-regression')).err, /needs a --baseline/);
});
