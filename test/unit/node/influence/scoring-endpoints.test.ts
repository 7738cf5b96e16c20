import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEFAULT_TIMEOUTS, type ModelEntry, OFFLINE_MODEL } from '../../../../src/core/documents/project.ts';
import { ScoringEndpoints, type ScoringWay } from '../../../../src/node/influence/scoring-endpoints.ts';
import type { Keys } from '../../../../src/node/keys.ts';
import { BadServer, type Behaviour } from '../../../support/bad-server.ts';

let server: BadServer;
before(async () => {
	server = await BadServer.start();
});
after(() => server.stop());

const ANSWER = 'It takes 47 litres.';
const KEY = 'sk-planted-0123456789';

/** Scores each word with the logarithm of one over its length, behind a prompt of two tokens. */
function scores(text: string): { text: string; logprob: number }[] {
	return [...text.matchAll(/\s*\S+/g)].map(([word]) => ({ text: word, logprob: -word.trim().length }));
}

/** A chat endpoint that knows `prompt_logprobs`, and closes the answer with a token of its template. */
const promptLogprobs: Behaviour = ({ request, json }) => {
	const { body, path } = request;
	const messages = body.messages as readonly { content: string }[];
	assert.ok(path.endsWith('/chat/completions') && body.prompt_logprobs === 0 && body.continue_final_message === true);
	const tokens = ['<user>', ...scores(messages.at(-1)!.content).map(each => each), '<end>'];
	json(200, {
		choices: [{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'length' }],
		prompt_logprobs: [
			null,
			...tokens.map((token, i) => ({
				[i]:
					typeof token === 'string'
						? { logprob: -9, decoded_token: token }
						: { logprob: token.logprob, decoded_token: token.text },
			})),
		],
		usage: { prompt_tokens: 20, completion_tokens: 1 },
	});
};

/** A completions endpoint that echoes; its chat ignores what it does not know. */
const echoes: Behaviour = ({ request, json }) => {
	const { body, path } = request;
	if (path.endsWith('/chat/completions')) {
		json(200, { choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }] });
		return;
	}
	assert.deepEqual([body.echo, body.logprobs], [true, 1]);
	const tokens = scores(body.prompt as string);
	json(200, {
		choices: [
			{
				text: `${body.prompt} yes`,
				logprobs: {
					tokens: [...tokens.map(each => each.text), ' yes'],
					token_logprobs: [null, ...tokens.slice(1).map(each => each.logprob), -1],
				},
			},
		],
		usage: { prompt_tokens: 30, completion_tokens: 1 },
	});
};

/** Says only how likely what it made itself is, as some servers do. */
const scoresItself: Behaviour = ({ request, json }) => {
	if (request.path.endsWith('/chat/completions')) {
		json(400, { error: { message: "Unrecognized request argument supplied: 'prompt_logprobs'" } });
		return;
	}
	json(200, { choices: [{ text: ' yes', logprobs: { tokens: [' yes'], token_logprobs: [-1] } }] });
};

test('reads the scores of the answer from prompt_logprobs, and remembers that it can', async () => {
	const { outcome, known, asked } = await score(promptLogprobs);
	assert.deepEqual(outcome, {
		kind: 'scored',
		tokens: [
			{ start: 0, end: 2, logProbability: -2 },
			{ start: 2, end: 8, logProbability: -5 },
			{ start: 8, end: 11, logProbability: -2 },
			{ start: 11, end: 19, logProbability: -7 },
		],
		usage: { input: 20, output: 1, cachedInput: undefined, estimated: false },
		note: undefined,
	});
	assert.deepEqual(known, ['prompt-logprobs']);
	assert.equal(asked, 1);
});

test('where the chat ignores it, an echoed completion is tried, and the reader is told', async () => {
	const { outcome, known, asked } = await score(echoes);
	assert.ok(outcome.kind === 'scored');
	assert.deepEqual(
		outcome.tokens.map(({ start, end }) => ANSWER.slice(start, end)),
		['It', ' takes', ' 47', ' litres.'],
	);
	assert.equal(outcome.note, 'Scored as plain text, without the form of a chat.');
	assert.deepEqual(known, ['echo']);
	assert.equal(asked, 2);
});

test('scores of another text than the answer count as none, which is remembered: the endpoint is not asked again', async () => {
	const ways = new Map<string, ScoringWay>();
	const { outcome, known, asked } = await score(scoresItself, ways);
	assert.equal(outcome.kind, 'unsupported');
	assert.deepEqual(known, ['none']);
	assert.equal(asked, 2);
	assert.equal((await score(scoresItself, ways)).asked, 0);
	assert.equal(await endpoints(ways).knows(entry()), 'cannot');
});

test('an endpoint that is down or refuses the key says nothing of what it can', async () => {
	for (const [behaviour, reason] of [
		[({ json }) => json(503, { error: { message: 'Busy.' } }), 'unreachable'],
		[({ json }) => json(401, { error: { message: `Wrong key ${KEY}` } }), 'unreachable'],
		[({ json }) => json(429, { error: { message: 'Slow down.' } }), 'rate-limited'],
	] as const satisfies readonly (readonly [Behaviour, string])[]) {
		const { outcome, known } = await score(behaviour);
		assert.ok(outcome.kind === 'failed');
		assert.equal(outcome.failure.reason, reason);
		assert.ok(!outcome.failure.message.includes(KEY));
		assert.deepEqual(known, []);
	}
});

const withKey: Keys = { keyFor: async () => ({ kind: 'key', key: KEY }) };

function endpoints(ways: Map<string, ScoringWay>): ScoringEndpoints {
	return new ScoringEndpoints({
		keys: withKey,
		memory: { get: name => ways.get(name), set: (name, way) => void ways.set(name, way) },
	});
}

async function score(behaviour: Behaviour, ways = new Map<string, ScoringWay>()) {
	server.behaviour = behaviour;
	const from = server.requests.length;
	const outcome = await endpoints(ways).score(
		{ model: entry(), messages: [{ role: 'user', content: 'How much?' }], answer: ANSWER, parameters: {} },
		new AbortController().signal,
	);
	return { outcome, known: [...ways.values()], asked: server.requests.length - from };
}

function entry(): ModelEntry {
	return {
		...OFFLINE_MODEL,
		name: 'local',
		provider: 'openai',
		model: 'local-1',
		baseUrl: server.url(),
		timeout: DEFAULT_TIMEOUTS,
	};
}
