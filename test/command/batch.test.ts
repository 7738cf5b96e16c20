import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { builtInRubric } from '../../src/core/documents/built-in-rubric.ts';
import { BadServer } from '../support/bad-server.ts';
import { type BatchRequest, BatchServer } from '../support/batch-server.ts';
import { command, folderWith } from '../support/command.ts';

const KEY = 'sk-batch-planted-2';
const VERDICT = JSON.stringify({
	criteria: Object.fromEntries(
		builtInRubric.criteria.map(({ id }) => [id, { reason: 'So.', evidence: [], rating: 'Good' }]),
	),
});

let server: BatchServer;
let folder: string;
before(async () => {
	server = await BatchServer.start(answer);
	folder = folderWith({
		'groundline.yaml': `version: 1
models:
  remote: { provider: openai, baseUrl: "${server.origin}/v1", model: m, apiKey: { env: MY_KEY }, concurrency: 1, price: { input: 2, output: 4, batchInput: 1, batchOutput: 2 } }
  full: { provider: openai, baseUrl: "${server.origin}/v1", model: m, apiKey: { env: MY_KEY }, price: { input: 2, output: 4 } }
  editor: { provider: vscode, select: { family: x } }
defaults: { models: [remote], judge: { model: remote } }
`,
		'tea.questions.yaml': `version: 1
questions:
  - { id: one, question: "What is tea?" }
  - { id: two, question: "And then?", follows: one }
  - { id: three, question: "What is coffee?" }
`,
	});
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});
beforeEach(() => {
	server.misbehaviour = { polls: 2 };
	server.batches.length = 0;
	server.worked.length = 0;
	rmSync(join(folder, '.groundline'), { recursive: true, force: true });
});

function answer({ body }: BatchRequest): { text: string } {
	return { text: 'response_format' in body ? VERDICT : `Tea, said to ${body.messages.length} messages.` };
}

const batch = (...line: string[]) =>
	command(['run', 'tea.questions.yaml', '--batch', '--allow-origin', server.origin, ...line], {
		cwd: folder,
		environment: { MY_KEY: KEY },
	});

test('answers go as one batch, verdicts as the next, a further turn as one more; the batch price counts', async () => {
	const { code, out, err } = await batch('--reporter', 'json');
	assert.equal(code, 0, err);
	const { summary } = JSON.parse(out);
	assert.deepEqual([summary.loaded, summary.passed], [3, 3]);
	// 3 answers and 3 verdicts of 1,000 tokens in and 100 out.
	assert.ok(Math.abs(summary.cost - (6 * (1000 * 1 + 100 * 2)) / 1e6) < 1e-12, String(summary.cost));
	const counts = server.batches.map(({ requests }) =>
		requests.map(({ body }) => ('response_format' in body ? 'verdict' : 'answer')).sort(),
	);
	assert.deepEqual(counts, [['answer', 'answer'], ['answer', 'verdict', 'verdict'], ['verdict']]);
	assert.match(err, /Batch batch_\d+: completed, 2 of 2 done\./);
	assert.ok(!`${out}${err}`.includes(KEY));
	assert.deepEqual(readdirSync(join(folder, '.groundline/batches')), [], 'nothing is left to be remembered');
});

test('a server that answers every path with something is said to have no Batch API', async () => {
	const other = await BadServer.start(exchange => exchange.json(200, { ok: true }));
	try {
		const project = readFileSync(join(folder, 'groundline.yaml'), 'utf8').replaceAll(server.origin, other.origin);
		const elsewhere = folderWith({
			'groundline.yaml': project,
			'tea.questions.yaml': 'version: 1\nquestions: [{ id: one, question: What is tea? }]\n',
		});
		const line = ['run', 'tea.questions.yaml', '--batch', '--no-judge', '--allow-origin', other.origin];
		const { code, out, err } = await command(line, { cwd: elsewhere, environment: { MY_KEY: KEY } });
		rmSync(elsewhere, { recursive: true });
		assert.equal(code, 3);
		assert.match(out, /not-supported: .*answered, but with no batch: this endpoint has no Batch API/);
		assert.doesNotMatch(err, /undefined/);
	} finally {
		await other.stop();
	}
});

test('a price that is not the batch price is said; a model of the editor is refused at once', async () => {
	const { err } = await batch('--model', 'full', '--no-judge', '--question', 'three');
	assert.match(err, /The cost of full is counted at the normal price/);
	assert.doesNotMatch((await batch('--model', 'offline', '--judge', 'offline')).err, /normal price/);
	const refused = await batch('--model', 'editor');
	assert.equal(refused.code, 2);
	assert.match(refused.err, /Model "editor" answers only inside the editor: --batch cannot ask it\./);
});

test('interrupted after the answers came and resumed: every request is worked on once, and the run is whole', async () => {
	const some = ['--question', 'one', '--question', 'three', '--no-cache'];
	const undisturbed = JSON.parse((await batch('--reporter', 'json', ...some)).out);
	const wanted = server.worked.length;
	rmSync(join(folder, '.groundline'), { recursive: true });
	server.worked.length = 0;
	server.batches.length = 0;
	const controller = new AbortController();
	const poll = setInterval(() => server.batches.length > 1 && controller.abort(), 1);
	const cut = await command(['run', 'tea.questions.yaml', '--batch', ...some, '--allow-origin', server.origin], {
		cwd: folder,
		environment: { MY_KEY: KEY },
		signal: controller.signal,
	});
	clearInterval(poll);
	assert.equal(cut.code, 130);
	const runs = join(folder, '.groundline/runs');
	const [name] = readdirSync(runs).filter(file => file.endsWith('.jsonl'));
	assert.ok(existsSync(join(folder, '.groundline/batches', name!)), 'the journal stays');
	const warned = await batch('--dry-run');
	assert.match(warned.err, /Batches of the interrupted run .* are not taken up; --batch --resume=/);
	const alone = await command(['run', 'tea.questions.yaml', '--resume', ...some, '--allow-origin', server.origin], {
		cwd: folder,
		environment: { MY_KEY: KEY },
	});
	assert.equal(alone.code, 2, 'what is paid for is not asked again call by call');
	assert.match(alone.err, /went in batches, whose replies are paid for: go on with --batch --resume=/);
	const resumed = await batch('--resume', ...some, '--reporter', 'json');
	assert.equal(resumed.code, 0, resumed.err);
	const report = JSON.parse(resumed.out);
	assert.deepEqual(
		report.cases.map((one: { key: string; state: string; answer: string }) => [one.key, one.state, one.answer]),
		undisturbed.cases.map((one: { key: string; state: string; answer: string }) => [one.key, one.state, one.answer]),
	);
	assert.deepEqual([new Set(server.worked).size, server.worked.length], [wanted, wanted], 'none lost, none twice');
	assert.ok(!readFileSync(join(runs, name!), 'utf8').includes(KEY));
});

test('a journal that cannot be is told in one sentence', async () => {
	mkdirSync(join(folder, '.groundline'), { recursive: true });
	writeFileSync(join(folder, '.groundline/batches'), 'no folder');
	const { err, code } = await batch('--no-judge');
	assert.equal(code, 2);
	assert.match(err, /batches.*\.jsonl cannot be read \(ENOTDIR\)\./);
});
