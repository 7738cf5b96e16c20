import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { measurementFor } from '../../src/node/judges/measurements.ts';
import { latestResults } from '../../src/node/runs/run-store.ts';
import { BadServer, says } from '../support/bad-server.ts';
import { command, folderWith } from '../support/command.ts';

const DOC =
	'The lighthouse of Norhaven was built in 1874 after all the older lights of Norhaven and Sandwick had failed.\nIts lamp is at least 31 metres above the sea.\n';
const QUESTIONS = `version: 1
rubric: r.rubric.yaml
judge: { model: JUDGE }
context: [{ file: norhaven.md }]
questions:
  - id: built
    question: When was the lighthouse of Norhaven built?
    reference: The lighthouse of Norhaven was built in 1874 after all the older lights had failed.
    answers: { m: "It was built in 1874." }
    probes: [{ kind: fake, answer: "The lighthouse is a satellite relay of 1999." }]
  - id: bread
    question: What does rye bread need?
    reference: Rye bread needs a sourdough of whole grain.
    context: [{ text: Rye bread needs a sourdough of whole grain. }]
`;
const RUBRIC = `version: 1
scale: { Good: 100, Fair: 60, Bad: 0 }
criteria:
  - { id: faithfulness, weight: 1 }
  - { id: terse, weight: 0, check: { maxWords: 6 } }
pass: 80
tests:
  - { answer: The lamp is high., expect: { faithfulness: Good, terse: Good } }
  - { question: How high?, answer: It is made of cheese and stands on the moon of Mars., expect: { terse: Bad, faithfulness: Bad } }
`;
let folder: string;
let server: BadServer;
before(async () => {
	server = await BadServer.start();
	folder = folderWith({
		'offline.questions.yaml': QUESTIONS.replace('JUDGE', 'offline').replace('rubric: r.rubric.yaml\n', ''),
		'model.questions.yaml': QUESTIONS.replace('JUDGE', 'local'),
		'r.rubric.yaml': RUBRIC,
		'norhaven.md': DOC,
		'groundline.yaml': `version: 1\nmodels:\n  local: { provider: openai, baseUrl: "${server.url()}", model: judge-1 }\n  maker: { provider: openai, baseUrl: "${server.url()}", model: maker-1 }\n  checker: { provider: openai, baseUrl: "${server.url()}", model: checker-1 }\n`,
	});
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});
const probe = (...line: string[]) => command(['probe', ...line, '--per-kind', '1'], { cwd: folder });
const run = (...line: string[]) =>
	command(['run', 'offline.questions.yaml', '--question', 'built', '--model', 'm', ...line], { cwd: folder });

test('the offline judge is measured, kept, and stands beside the scores of later runs', async () => {
	assert.match((await run()).out, /judge offline \(lexical\): not measured \(groundline probe measures it\)/);
	const { code, out, err } = await probe('offline.questions.yaml', '--limit', '0.5');
	assert.deepEqual([code, err], [0, '']);
	assert.match(out, /^judge offline \(lexical\), rubric Grounded answer, one verdict an answer; kept in .*\.json$/m);
	assert.match(out, /^changed-number +\d+ of \d+ +\d+ %, \d+–\d+ % +faithfulness/m);
	assert.match(out, /^fake +1 of 1 .* pass/m);
	assert.match(
		out,
		/^measured: accepted \d+ of \d+ fakes \(.*\), rejected \d+ of 2 good answers, balanced accuracy 0\.\d\d$/m,
	);
	assert.match((await run()).out, /^judge offline \(lexical\): measured: accepted \d+ of \d+ fakes/m);
	const json = JSON.parse((await run('--reporter', 'json')).out);
	assert.equal(json.judge.measured.state, 'measured');
	assert.ok(json.judge.measured.figures.fakesPassed.of >= 10 && 'correctedPassRate' in json.judge.measured);
	const stateFolder = join(folder, '.groundline');
	const [result] = (await latestResults({ stateFolder, file: 'offline.questions.yaml' })).values();
	assert.equal((await measurementFor(stateFolder, result!))?.judge, 'offline', 'the editor finds it by the result');
});

test('the same probes are not judged twice, and the limit is that of the person who asks', async () => {
	const again = await probe('offline.questions.yaml', '--limit', '0.5');
	assert.match(again.out, /measured 20\d\d-.*, not judged again/);
	const strict = await probe('offline.questions.yaml', '--limit', '0.999');
	assert.equal(strict.code, 1);
	assert.match(strict.out, /^below limit \(1\.00\), its scores are untrusted/m);
	const json = JSON.parse((await probe('offline.questions.yaml', '--reporter', 'json', '--limit', '0.5')).out);
	assert.deepEqual([json.reports[0].cached, json.reports[0].measured.state], [true, 'measured']);
});

test('a blind model is below the limit, passes the fake of the file, and never sees the reference that a fake is made of', async () => {
	server.behaviour = says('{"faithfulness": "Good"}');
	const from = server.requests.length;
	const { code, out } = await probe('model.questions.yaml');
	assert.equal(code, 1);
	assert.match(out, /^fake +0 of 1/m);
	assert.match(out, /^passed: built, fake, 100\.0: The lighthouse is a satellite relay/m);
	assert.match(out, /^below limit \(0\.80\), its scores are untrusted: accepted (\d+) of \1 fakes/m);
	for (const { body } of server.requests.slice(from)) {
		const user = JSON.stringify(body.messages);
		assert.ok(user.includes('satellite relay') || !user.includes('reference answer'), user);
	}
	const kept = readdirSync(join(folder, '.groundline/judges'));
	assert.ok(kept.length >= 2 && kept.every(name => /^[0-9a-f]{12}\.json$/.test(name)), kept.join());
});

test('what the judge leaves unscored is counted, and nothing is kept that says too little', async () => {
	server.behaviour = says('I would rather not.');
	const { code, out } = await probe('model.questions.yaml', '--fresh', '--question', 'bread');
	assert.equal(code, 3);
	assert.match(out, /^unscored: \d+ unparsed$/m);
	assert.match(out, /^not measured: Only 0 fakes were scored/m);
	assert.match(out, /; not kept$/m);
});

test('the tests of a rubric: the judge must give the levels they name', async () => {
	server.behaviour = exchange => {
		const wrong = JSON.stringify(exchange.request.body.messages).includes('cheese');
		return says(`{"faithfulness": "${wrong ? 'Fair' : 'Good'}"}`)(exchange);
	};
	const { code, out } = await probe('r.rubric.yaml', '--judge', 'local', '--judge-samples', '3');
	assert.equal(code, 1);
	assert.match(out, /^✓ test 1 passed$/m);
	assert.match(out, /^✗ test 2 failed\n {4}faithfulness is Fair, Bad is expected\.$/m);
	assert.match(out, /^test-retest: the same level in 100\.0 % of \d+ pairs of ratings$/m);
	assert.match(out, /^2 tests = 1 passed \+ 1 failed$/m);
	server.behaviour = says('No.');
	const silent = await probe('r.rubric.yaml', '--judge', 'local', '--reporter', 'json', '--max-unscored', '2');
	assert.equal(silent.code, 0);
	assert.deepEqual(
		JSON.parse(silent.out).reports[0].tests.map((each: { state: string }) => each.state),
		['unscored', 'unscored'],
	);
});

test('a dry run says what would be judged and asks nobody', async () => {
	const from = server.requests.length;
	const { code, out } = await probe('model.questions.yaml', '--judge-samples', '2', '--dry-run');
	assert.equal(code, 0);
	assert.match(out, /^ +1 {2}fake$/m);
	const [, verdicts, texts] = /(\d+) {2}verdicts by local on (\d+) texts/.exec(out)!;
	assert.equal(Number(verdicts), 2 * Number(texts));
	assert.equal(server.requests.length, from);
});

test('accepted answers are probed like references', async () => {
	writeFileSync(
		join(folder, 'offline.annotations.yaml'),
		'version: 1\nanswers: { aaaaaaaaaaaa: { question: built, model: m, prompt: p, text: "It was built in 1874, after all the older lights of Norhaven had failed." } }\nreviews: [{ answer: aaaaaaaaaaaa, state: accepted }]\n',
	);
	const { out } = await probe('offline.questions.yaml', '--dry-run');
	assert.match(out, /^ +3 {2}good$/m);
	rmSync(join(folder, 'offline.annotations.yaml'));
});

test('mistakes are one sentence', async () => {
	writeFileSync(join(folder, 'bare.questions.yaml'), 'version: 1\nquestions: [{ question: Why? }]\n');
	writeFileSync(join(folder, 'plain.rubric.yaml'), 'version: 1\nextends: built-in\n');
	for (const [line, sentence] of [
		[['bare.questions.yaml'], /nothing to probe a judge with/],
		[['plain.rubric.yaml'], /has no "tests"/],
		[['norhaven.md'], /neither a question file nor a rubric/],
		[['offline.questions.yaml', '--judge', 'ofline'], /did you mean "offline"/],
		[['offline.questions.yaml', '--question', 'biult'], /has no question "biult": did you mean "built"/],
		[['model.questions.yaml', '--max-cost', '1'], /cannot be kept: model "local" has no "price"/],
		[['offline.questions.yaml', '--reporter', 'junit'], /there are pretty and json/],
	] as const) {
		const { code, out, err } = await probe(...line);
		assert.deepEqual([code, out], [2, ''], line.join(' '));
		assert.match(err, sentence);
	}
});

test('a damaged measurement is none', async () => {
	const path = join(folder, '.groundline/judges');
	for (const name of readdirSync(path)) {
		const text = readFileSync(join(path, name), 'utf8');
		writeFileSync(join(path, name), text.slice(0, text.length / 2));
	}
	assert.match((await run()).out, /judge offline \(lexical\): not measured/);
});

test('one model makes probes, another confirms them; what was made is kept, and what was dropped is counted', async () => {
	server.behaviour = exchange => {
		const { model, messages } = exchange.request.body as { model: string; messages: readonly { content: string }[] };
		const system = messages[0]?.content ?? '';
		if (model === 'checker-1') {
			return says('{"reason": "", "verdict": false}')(exchange);
		}
		return says(
			model === 'maker-1' && system.includes('further sentence')
				? '{"text": "A storm had broken the first tower."}'
				: model === 'maker-1'
					? 'I would rather not.'
					: '{"faithfulness": "Good"}',
		)(exchange);
	};
	const making = ['model.questions.yaml', '--question', 'built', '--maker', 'maker', '--checker', 'checker'];
	const { out } = await probe(...making, '--fresh');
	assert.match(out, /^insertion by maker, confirmed by checker: 1 = 1 kept$/m);
	assert.match(out, /^paraphrase by maker, confirmed by checker: 1 = 0 kept \+ 1 not-made$/m);
	const asked = () => server.requests.filter(({ body }) => (body as { model: string }).model === 'maker-1').length;
	const before = asked();
	const again = await probe(...making);
	assert.match(again.out, /not judged again/);
	assert.equal(asked(), before, 'the same battery again');
	for (const [line, words] of [
		[['--maker', 'maker'], /--maker and --checker belong together/],
		[['--maker', 'maker', '--checker', 'maker'], /cannot confirm its own probes/],
		[['--maker', 'offline', '--checker', 'maker'], /cannot make or confirm probes: it counts words/],
	] as const) {
		const refused = await probe('model.questions.yaml', ...line);
		assert.equal(refused.code, 2);
		assert.match(refused.err, words);
	}
});
