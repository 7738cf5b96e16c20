import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { latestResults } from '../../src/node/runs/run-store.ts';
import { BadServer, type Behaviour, says } from '../support/bad-server.ts';
import { command, folderWith } from '../support/command.ts';

const DOC = Array.from({ length: 14 }, (_, i) =>
	i === 4 ? 'The lighthouse of Norhaven was built in 1874.' : `Ship ${i} carried ${i * 3 + 20} crates of tea.`,
).join('\n');
const QUESTIONS = `version: 1
models: [MODEL]
context: [{ file: norhaven.md }]
questions:
  - { id: built, question: When was the lighthouse of Norhaven built? }
  - { id: never, question: Who painted it? }
`;
let folder: string;
let server: BadServer;
before(async () => {
	server = await BadServer.start();
	folder = folderWith({
		'offline.questions.yaml': QUESTIONS.replace('MODEL', 'offline'),
		'model.questions.yaml': QUESTIONS.replace('MODEL', 'local'),
		'norhaven.md': DOC,
		'groundline.yaml': `version: 1\nmodels: { local: { provider: openai, baseUrl: "${server.url()}", model: m-1, price: { input: 1, output: 1 } }, free: { provider: openai, baseUrl: "${server.url()}", model: m-1 } }\n`,
	});
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});
const influence = (...line: string[]) => command(['influence', ...line], { cwd: folder });
const run = (file: string) => command(['run', file, '--question', 'built', '--no-judge'], { cwd: folder });

/** Reads the year off the line, whatever it says; cannot score. */
const reads: Behaviour = exchange => {
	const { messages, prompt_logprobs: scored } = exchange.request.body as {
		messages?: readonly { content: string }[];
		prompt_logprobs?: number;
	};
	if (messages === undefined || scored !== undefined) {
		exchange.json(400, { error: { message: 'Unknown parameter.' } });
		return;
	}
	const year = /Norhaven was built in (\d+)/.exec(messages.map(({ content }) => content).join('\n'))?.[1];
	return says(year === undefined ? 'The context does not say.' : `It was built in ${year}.`)(exchange);
};

test('with the offline model it needs no key, and what is found is in the run file', async () => {
	assert.match(
		(await influence('offline.questions.yaml', '--question', 'built')).err,
		/no recorded answer.*groundline run/,
	);
	await run('offline.questions.yaml');
	const { code, out, err } = await influence('offline.questions.yaml', '--question', 'built');
	assert.deepEqual([code, err], [0, '']);
	assert.match(
		out,
		/^ {4}used norhaven\.md:5 {2}1\.00 \[0\.\d\d, 1\.00\]|used norhaven\.md:5 {2}1\.00 \[1\.00, 1\.00\]$/m,
	);
	assert.match(out, /changed norhaven\.md:5: 1874 → \d+: the answer follows/);
	const [result] = (
		await latestResults({ stateFolder: join(folder, '.groundline'), file: 'offline.questions.yaml' })
	).values();
	assert.deepEqual(result!.influence?.targets[1]?.top, ['P1:L5']);
	const links = result!.grounding!.claims[0]!.links.filter(link => link.kind === 'influence');
	assert.deepEqual(
		links.map(({ unit, weight }) => [unit, weight]),
		[['P1:L5', 1]],
	);
});

test('a model is asked only after the calls and their cost were agreed to, and never twice', async () => {
	server.behaviour = reads;
	await run('model.questions.yaml');
	const refused = await influence('model.questions.yaml', '--question', 'built');
	assert.equal(refused.code, 2);
	assert.match(
		refused.err,
		/at most 139 calls, ≈ [\d,]+ tokens in and [\d,]+ out, ≈ \$0\.0\d+\. To make these calls, add --yes/,
	);
	const asked = (line: readonly string[], input: string) =>
		command(['influence', 'model.questions.yaml', '--question', 'built', ...line], {
			cwd: folder,
			errIsTerminal: true,
			input,
		});
	const before = server.requests.length;
	assert.equal((await asked([], 'n\n')).code, 130);
	assert.equal(server.requests.length, before);
	const { code, out } = await asked(['--reporter', 'json'], 'y\n');
	assert.equal(code, 0);
	const [measured] = JSON.parse(out).cases;
	assert.deepEqual(
		[measured.influence.outcome, measured.influence.targets[1].top, measured.influence.targets[1].weights[0].line],
		['equivalence', ['P1:L5'], 5],
	);
	assert.deepEqual(
		measured.influence.counterfactuals.map((each: { said: string }) => each.said),
		['follows'],
	);
	const made = server.requests.length;
	// Two calls found out that the endpoint scores nothing.
	assert.equal(made - before, measured.influence.calls.planned + 2);
	const again = await influence('model.questions.yaml', '--question', 'built', '--yes');
	assert.match(again.out, /\(\d+ cached\)/);
	assert.equal(server.requests.length, made);
	assert.deepEqual(readdirSync(join(folder, '.groundline/influence')).length, 2);
	assert.match(readFileSync(join(folder, '.groundline/influence/endpoints.json'), 'utf8'), /"none"/);
});

test('a dry run makes no call, an endpoint that fails leaves it unscored, a cost limit stops it', async () => {
	const dry = await influence('model.questions.yaml', '--question', 'built', '--dry-run', '--ablations', '32');
	assert.match(dry.out, /14 lines, at most 73 calls/);
	server.behaviour = exchange => exchange.json(400, { error: { message: 'No.' } });
	const failing = await influence('model.questions.yaml', '--question', 'built', '--yes', '--ablations', '40');
	assert.match(failing.out, /used norhaven\.md:5/, 'what is cached is not asked for');
	rmSync(join(folder, '.groundline/influence'), { recursive: true });
	const unscored = await influence('model.questions.yaml', '--question', 'built', '--yes');
	assert.equal(unscored.code, 3);
	assert.match(unscored.out, /unscored: Only 0 of 70 calls succeeded/);
	const over = await influence('model.questions.yaml', '--question', 'built', '--yes', '--max-cost', '0.000001');
	assert.equal(over.code, 4);
});

test('where the endpoint scores a given text, the answer is scored instead of asked for again', async () => {
	server.behaviour = scores;
	rmSync(join(folder, '.groundline/influence'), { recursive: true, force: true });
	await run('model.questions.yaml');
	const before = server.requests.length;
	const { code, out } = await influence('model.questions.yaml', '--question', 'built', '--yes');
	assert.equal(code, 0);
	assert.match(out, /scored 70 times with random halves of the lines, once with a changed value/);
	assert.match(out, /used norhaven\.md:5 {2}6\.0 nats \[6\.0, 6\.0\]/);
	assert.match(out, /the log-odds of the answer's words/);
	const bodies = server.requests.slice(before).map(({ body }) => body);
	assert.equal(
		bodies.filter(body => body.prompt_logprobs === 0).length,
		bodies.length - 1,
		'one asks with a changed value',
	);
	const known = await influence('model.questions.yaml', '--question', 'built', '--dry-run');
	assert.match(known.out, /at most 73 calls/, 'no call has to find out what the endpoint can');
});

test('a cost limit cannot be kept without a price', async () => {
	server.behaviour = reads;
	await command(['run', 'model.questions.yaml', '--question', 'built', '--no-judge', '--model', 'free'], {
		cwd: folder,
	});
	const line = ['model.questions.yaml', '--question', 'built', '--model', 'free'];
	assert.match((await influence(...line)).err, /cost unknown \(the model has no price\)/);
	const limited = await influence(...line, '--yes', '--max-cost', '1');
	assert.deepEqual([limited.code, /no price, so that a cost limit cannot be kept/.test(limited.err)], [2, true]);
});

/** Knows `prompt_logprobs`: the answer is likely only where the line stands. */
const scores: Behaviour = exchange => {
	const { messages, prompt_logprobs: scored } = exchange.request.body as {
		messages: readonly { content: string }[];
		prompt_logprobs?: number;
	};
	if (scored === undefined) {
		return reads(exchange);
	}
	const answer = messages.at(-1)!.content;
	const given = messages
		.slice(0, -1)
		.map(({ content }) => content)
		.join('\n');
	const logOdds = given.includes('Norhaven was built in 1874') ? -1 : -7;
	const logprob = -Math.log1p(Math.exp(-logOdds));
	exchange.json(200, {
		choices: [{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'length' }],
		prompt_logprobs: [null, { 7: { logprob, rank: 1, decoded_token: answer } }],
		usage: { prompt_tokens: 50, completion_tokens: 1 },
	});
};
