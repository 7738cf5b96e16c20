import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { BadServer, inTurn, says } from '../support/bad-server.ts';
import { command, folderWith } from '../support/command.ts';

const TEA =
	'# Tea\n\nGreen tea is steamed at 100 degrees to stop oxidation.\nBlack tea is fully oxidised before it is dried.\n';
const QUESTIONS = `version: 1
context: [{ file: docs/tea.md }]
questions:
  - id: green
    question: How is green tea made?
    reference: Green tea is steamed to stop oxidation.
    answers: { wrong: "Green tea is boiled in milk by 300 monks." }
  - id: price
    question: What does a train ticket to Paris cost?
    answerable: false
  - id: silent
    question: How is black tea made?
    answers: { offline: "" }
`;
let folder: string;
let server: BadServer;
before(async () => {
	folder = folderWith({ 'tea.questions.yaml': QUESTIONS, 'docs/tea.md': TEA });
	server = await BadServer.start();
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});

const run = (...line: string[]) => command(['run', 'tea.questions.yaml', ...line], { cwd: folder });

test('the table shows each case, its line of the context, and totals that add up', async () => {
	const { code, out, err } = await run();
	assert.equal(code, 3, 'one is unscored, and none may be');
	assert.equal(err, '');
	assert.match(out, /^✓ passed +\d+\.\d +\d+\.\d +green +offline/m);
	assert.match(out, /^ {4}docs\/tea\.md:3 {2}“Green tea is steamed at 100 degrees to stop oxidation\.”$/m);
	assert.match(out, /^✗ failed .* green +wrong \(recorded\)/m);
	assert.match(out, /unsupported: “.*300 monks/);
	assert.match(out, /^\? unscored .*silent/m);
	assert.match(out, /^ {4}empty: The answer is empty\.$/m);
	assert.match(out, /^4 cases loaded = 2 passed \+ 1 failed \+ 1 unscored$/m);
	assert.match(out, /^unscored: 1 empty$/m);
	assert.match(out, /^offline: says that it cannot tell in 0 of \d answers? .*; answers in 0 of 1 where it does not /m);
	assert.match(out, /offline \(lexical\): not measured/);
	assert.match(out, /^run file \.groundline\/runs\/\d{8}T\d{6}Z-[0-9a-z]{6}\.jsonl$/m);
	assert.equal(readFileSync(join(folder, '.groundline/.gitignore'), 'utf8'), '*\n');
});

test('the JSON report has the agreed shape, and its states add up', async () => {
	const { code, out } = await run('--reporter', 'json', '--max-unscored', '1');
	assert.equal(code, 1);
	const report = JSON.parse(out);
	assert.deepEqual(Object.keys(report), ['version', 'run', 'summary', 'judge', 'cases']);
	const { loaded, passed, failed, unscored, notJudged, reasons } = report.summary;
	assert.equal(loaded, passed + failed + unscored + notJudged);
	assert.deepEqual(reasons, { empty: 1 });
	assert.deepEqual(report.judge, { name: 'offline', measured: null });
	const wrong = report.cases.find((one: { model: string }) => one.model === 'wrong');
	assert.equal(wrong.key, 'tea.questions.yaml#green@built-in@wrong');
	assert.equal(wrong.state, 'failed');
	assert.ok(wrong.score >= wrong.cappedScore && wrong.grounding.unsupported.length > 0);
	for (const name of ['question', 'prompt', 'reason', 'ratings', 'answer', 'usage', 'latencyMs', 'cost', 'cached']) {
		assert.ok(name in wrong, name);
	}
});

test('two reports at once: one to a file, the table to the terminal', async () => {
	const { out } = await run('--reporter', 'pretty', '--reporter', 'jsonl', '--output', 'reports/out.jsonl');
	assert.match(out, /4 cases loaded/);
	const lines = readFileSync(join(folder, 'reports/out.jsonl'), 'utf8')
		.trim()
		.split('\n')
		.map(line => JSON.parse(line));
	assert.deepEqual(
		lines.map(line => line.type),
		['case', 'case', 'case', 'case', 'summary'],
	);
});

test('runs again what failed, what is stale, and judges without asking', async () => {
	await run();
	const failed = JSON.parse((await run('--failed', '--reporter', 'json')).out);
	assert.deepEqual(
		failed.cases.map((one: { key: string }) => one.key.split('#')[1]),
		['green@built-in@wrong', 'silent@built-in@offline'],
	);
	assert.match((await run('--stale')).err, /nothing to run again/);
	writeFileSync(join(folder, 'docs/tea.md'), TEA.replace('100', '90'));
	const stale = JSON.parse((await run('--stale', '--reporter', 'json')).out);
	assert.equal(stale.summary.loaded, 4);
	writeFileSync(join(folder, 'tea.questions.yaml'), QUESTIONS.replace('questions:', 'pass: 10\nquestions:'));
	const rejudged = JSON.parse((await run('--stale', '--reporter', 'json')).out);
	assert.equal(
		rejudged.cases.every((one: { cached: boolean }) => one.cached),
		true,
	);
	const judged = await command(['judge', 'tea.questions.yaml', '--reporter', 'json'], { cwd: folder });
	assert.deepEqual(
		JSON.parse(judged.out).cases.map((one: { cached: boolean }) => one.cached),
		[true, true, true, true],
	);
	const runFile = readdirSync(join(folder, '.groundline/runs')).sort().at(-1)!;
	const byFile = await command(['judge', `.groundline/runs/${runFile}`, '--reporter', 'json'], { cwd: folder });
	assert.equal(JSON.parse(byFile.out).summary.loaded, 4);
	writeFileSync(join(folder, 'tea.questions.yaml'), QUESTIONS);
});

test('mistakes are one sentence, with the right spelling, and exit code 2', async () => {
	const sentences: readonly [readonly string[], RegExp][] = [
		[['run', 'tea.questions.yaml', '--modle', 'x'], /has no option --modle\. Did you mean --model\?/],
		[['run', 'tea.questions.yaml', '--model', 'ofline'], /There is no model "ofline".*"offline"/],
		[['run', 'tea.questions.yaml', '--question', 'gren'], /There is no question "gren"\. Did you mean "green"\?/],
		[['run', 'tea.questions.yaml', '--samples', 'many'], /--samples needs a whole number from 1 to 1000, not "many"/],
		[['run', 'tea.questions.yaml', '--judge'], /--judge needs a value: --judge NAME/],
		[['run', 'tea.questions.yaml', '--no-judge=yes'], /--no-judge takes no value/],
		[['run', 'tea.questions.yaml', '--reporter', 'jsn'], /There is no reporter "jsn"\. Did you mean "json"\?/],
		[['run', 'tea.questions.yaml', '--reporter', 'sariff'], /Did you mean "sarif"\?/],
		[['run', 'none.questions.yaml'], /There is no file none\.questions\.yaml/],
		[['run', 'docs/tea.md'], /no question file/],
		[['run'], /needs a file/],
		[['rnu'], /Did you mean "run"\?/],
		[['mcp'], /groundline mcp is not there yet/],
		[['judge', 'docs/tea.md'], /neither a question file nor a run file/],
		[['schema', 'rubrik'], /Did you mean "rubric"\?/],
	];
	for (const [line, sentence] of sentences) {
		const { code, err, out } = await command(line, { cwd: folder });
		assert.deepEqual([code, out], [2, ''], line.join(' '));
		assert.match(err, sentence);
	}
});

test('a document with errors is not run', async () => {
	const broken = folderWith({ 'x.questions.yaml': 'version: 1\nqestions: []\n' });
	const { code, err } = await command(['run', 'x.questions.yaml'], { cwd: broken });
	assert.equal(code, 2);
	assert.match(err, /^x\.questions\.yaml:2:1: error unknown-key .*questions/m);
	assert.match(err, /nothing was run/);
	rmSync(broken, { recursive: true });
});

test('--dry-run counts calls and makes none; --no-judge is no error', async () => {
	const { code, out } = await run('--dry-run', '--samples', '2');
	assert.equal(code, 0);
	assert.match(out, /^8 cases$/m);
	assert.match(out, /4 {2}answers by offline/);
	const unjudged = await run('--no-judge', '--question', 'price', '--question', 'green');
	assert.equal(unjudged.code, 0);
	assert.match(unjudged.out, /3 cases loaded = 3 not judged/);
});

test('asks an endpoint, with a key only where it may go, and leaves no key anywhere', async () => {
	const key = 'sk-planted-98765';
	server.behaviour = inTurn(says('Green tea is steamed at 100 degrees to stop oxidation.'), says(`The key is ${key}.`));
	const project = `version: 1\nmodels:\n  remote: { provider: openai, baseUrl: "${server.url()}", model: m, apiKey: { env: MY_KEY } }\ndefaults: { models: [remote] }\n`;
	const place = folderWith({
		'groundline.yaml': project,
		'q/tea.questions.yaml': QUESTIONS.replace('docs', '../docs').replace('answers: { wrong', 'answers: { remote2'),
		'docs/tea.md': TEA,
	});
	const line = [
		'run',
		'q/tea.questions.yaml',
		'--question',
		'green',
		'--model',
		'remote',
		'--samples',
		'2',
		'--reporter',
		'json',
	];
	const refused = await command(line, { cwd: place, environment: { MY_KEY: key } });
	assert.equal(refused.code, 3);
	assert.match(refused.out, new RegExp(`--allow-origin ${server.origin}`));
	assert.equal(server.requests.length, 0);
	const asked = await command([...line, '--allow-origin', server.origin, '--concurrency', '1'], {
		cwd: place,
		environment: { MY_KEY: key },
	});
	assert.equal(server.requests[0]!.headers.authorization, `Bearer ${key}`);
	assert.equal(JSON.parse(asked.out).summary.loaded, 2);
	assert.ok(!`${asked.out}${asked.err}`.includes(key));
	const runs = join(place, '.groundline/runs');
	for (const name of readdirSync(runs)) {
		assert.ok(!readFileSync(join(runs, name), 'utf8').includes(key));
	}
	rmSync(place, { recursive: true });
});

test('a cancelled run ends with 130 and counts what it did not come to', async () => {
	const controller = new AbortController();
	server.behaviour = exchange => {
		exchange.piece('The first');
		setTimeout(() => controller.abort(), 10);
	};
	const project = `version: 1\nmodels:\n  remote: { provider: openai, baseUrl: "${server.url()}", model: m }\ndefaults: { models: [remote] }\n`;
	const place = folderWith({
		'groundline.yaml': project,
		'tea.questions.yaml': QUESTIONS.replace('{ offline: "" }', '{}'),
		'docs/tea.md': TEA,
	});
	const { code, out } = await command(['run', 'tea.questions.yaml', '--model', 'remote', '--concurrency', '1'], {
		cwd: place,
		signal: controller.signal,
	});
	assert.equal(code, 130);
	assert.match(out, /3 cases loaded = 3 unscored/);
	assert.match(out, /unscored: 3 cancelled/);
	assert.match(out, /not begun: [12] cases?, counted as unscored/);
	const rest = await command(['run', 'tea.questions.yaml', '--model', 'remote', '--stale', '--dry-run'], {
		cwd: place,
	});
	assert.match(rest.out, /^3 cases$/m);
	rmSync(place, { recursive: true });
});

test('what a model says cannot take over the terminal', async () => {
	const place = folderWith({
		'tea.questions.yaml': QUESTIONS.replace('300 monks', '\\e[2J300 \\u202emonks'),
		'docs/tea.md': TEA,
	});
	const { out } = await command(['run', 'tea.questions.yaml', '--model', 'wrong', '--color'], { cwd: place });
	assert.ok(!/\u001b\[2J|\u202e/.test(out));
	assert.match(out, /\\u\{1b\}\[2J300 \\u\{202e\}monks/);
	assert.match(out, /\u001b\[31m✗ failed/);
	rmSync(place, { recursive: true });
});

test('files of several folders may have the same name, and all their cases are counted', async () => {
	const place = folderWith({ 'a/x.questions.yaml': SIMPLE, 'b/x.questions.yaml': SIMPLE });
	const { code, out } = await command(['run', 'a', 'b', '--no-judge', '--reporter', 'json'], { cwd: place });
	assert.equal(code, 0);
	const { summary, runs } = JSON.parse(out);
	assert.deepEqual([summary.loaded, summary.notJudged, runs.length], [2, 2, 2]);
	const again = await command(['judge', ...runs.map((run: { file: string }) => run.file), 'a/x.questions.yaml'], {
		cwd: place,
	});
	assert.match(again.out, /^3 cases loaded/m);
	rmSync(place, { recursive: true });
});

test('a report never costs a document, nor the run its record', async () => {
	const place = folderWith({ 'x.questions.yaml': SIMPLE, 'old.json': 'kept' });
	const line = ['run', 'x.questions.yaml', '--reporter', 'json', '--output'];
	const onDocument = await command([...line, 'x.questions.yaml'], { cwd: place });
	assert.equal(onDocument.code, 2);
	assert.match(onDocument.err, /would overwrite it/);
	assert.equal((await command([...line, 'old.json', '--dry-run'], { cwd: place })).code, 0);
	assert.equal(readFileSync(join(place, 'old.json'), 'utf8'), 'kept');
	const twice = await command([...line, 'a', '--reporter', 'jsonl', '--output', './a'], { cwd: place });
	assert.match(twice.err, /same file/);
	assert.equal(existsSync(join(place, '.groundline')), false);
	if (existsSync('/dev/full')) {
		const full = await command([...line, '/dev/full'], { cwd: place });
		assert.deepEqual([full.code, full.err], [2, '/dev/full cannot be written (ENOSPC).\n']);
		const [name] = readdirSync(join(place, '.groundline/runs'));
		assert.match(readFileSync(join(place, '.groundline/runs', name!), 'utf8'), /"type":"run-end".*\n$/);
	}
	rmSync(place, { recursive: true });
});

test('--dry-run: an unknown price is unknown, never 0', async () => {
	const cwd = folderWith({
		'groundline.yaml':
			'version: 1\nmodels:\n  free: { provider: openai, baseUrl: "http://127.0.0.1:9/v1", model: m }\n  paid: { provider: openai, baseUrl: "http://127.0.0.1:9/v1", model: m, price: { input: 1, output: 1 } }\ndefaults: { judge: { model: paid } }\n',
		'a.questions.yaml': 'version: 1\nquestions:\n  - { id: tea, question: How is tea made? }\n',
	});
	const price = async (...models: readonly string[]) => {
		const line = ['run', 'a.questions.yaml', '--dry-run', ...models.flatMap(name => ['--model', name])];
		return /^price: .*/m.exec((await command(line, { cwd })).out)?.[0];
	};
	assert.match((await price('free')) ?? '', /^price: answers unknown · verdicts \$\S+ · together at least \$\S+$/);
	assert.match(
		(await price('free', 'paid')) ?? '',
		/^price: answers at least \$\S+ · verdicts \$\S+–\$\S+ · together at least /,
	);
	assert.doesNotMatch((await price('paid')) ?? '', /unknown|least/);
});

test('--stale --dry-run tells answers that are kept from those that are asked for', async () => {
	const place = folderWith({ 'x.questions.yaml': SIMPLE });
	await command(['run', 'x.questions.yaml'], { cwd: place });
	writeFileSync(join(place, 'x.questions.yaml'), SIMPLE.replace('version: 1', 'version: 1\npass: 99'));
	const judged = await command(['run', '.', '--stale', '--dry-run'], { cwd: place });
	assert.match(judged.out, /1 {2}answers by offline that still fit \(no call\)\n +1 {2}verdicts by offline\n$/);
	writeFileSync(join(place, 'x.questions.yaml'), SIMPLE.replace('needs water', 'needs fog'));
	const asked = await command(['run', '.', '--stale', '--dry-run'], { cwd: place });
	assert.match(asked.out, /1 {2}answers by offline\n +1 {2}verdicts by offline\n$/);
	rmSync(place, { recursive: true });
});

test('a folder that can never be made is an error, not a wait without end', {
	skip: !existsSync('/proc/self'),
}, async () => {
	const { code, err } = await run('--reporter', 'json', '--output', '/proc/nowhere/a/report.json');
	assert.equal(code, 2);
	assert.match(err, /^\/proc\/nowhere\/a\/report\.json cannot be written \(ENOENT\)\.$/m);
});

test('options that cannot mean anything are named', async () => {
	const origin = await run('--allow-origin', 'localhost');
	assert.deepEqual(
		[origin.code, origin.err],
		[2, '--allow-origin needs an address such as https://host:8080, not "localhost".\n'],
	);
	const judge = await run('--no-judge', '--judge', 'offline');
	assert.deepEqual([judge.code, judge.err], [2, '--no-judge and --judge exclude each other.\n']);
});

test('a table in a file holds no megabytes of one answer', async () => {
	const place = folderWith({
		'x.questions.yaml': `${SIMPLE.trimEnd().slice(0, -2)}, answers: { long: "${'Moss sings loudly of 77 diamonds '.repeat(3000)}" } }\n`,
	});
	const { out } = await command(['run', 'x.questions.yaml', '--model', 'long'], { cwd: place });
	assert.ok(out.length < 4000, `${out.length}`);
	assert.match(out, /…”$/m);
	rmSync(place, { recursive: true });
});

const SIMPLE =
	'version: 1\ncontext: [{ label: a, text: "Moss grows on stones. It needs water." }]\nquestions:\n  - { id: a, question: What does moss need? }\n';
