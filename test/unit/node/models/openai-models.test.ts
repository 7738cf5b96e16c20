import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DEFAULT_TIMEOUTS, type ModelEntry, OFFLINE_MODEL } from '../../../../src/core/documents/project.ts';
import type { ModelOutcome, ModelRequest } from '../../../../src/core/review/ports.ts';
import { EnvironmentKeys, type Keys } from '../../../../src/node/keys.ts';
import { httpFetch } from '../../../../src/node/models/http-fetch.ts';
import { OpenAiModels } from '../../../../src/node/models/openai-models.ts';
import { BadServer, BEHAVIOURS, says } from '../../../support/bad-server.ts';

let server: BadServer;
before(async () => {
	server = await BadServer.start();
});
after(() => server.stop());

const KEY = 'sk-planted-0123456789';
const noKey: Keys = { keyFor: async () => ({ kind: 'none' }) };
const withKey: Keys = { keyFor: async () => ({ kind: 'key', key: KEY }) };

/** Over the editor's `fetch`, and over the command line's. */
let transport: { readonly fetch?: typeof fetch } = {};
for (const [name, way] of [
	['global fetch', {}],
	['node:http', { fetch: httpFetch({}) }],
] as const) {
	describe(name, () => {
		before(() => {
			transport = way;
		});
		modelTests();
	});
}

function modelTests(): void {
	test('streams an answer with its usage and the model that served it', async () => {
		const { outcome, pieces } = await ask('good');
		assert.equal(outcome.text, 'It works.');
		assert.ok(pieces.length >= 3);
		assert.deepEqual(outcome.usage, { input: 12, output: 4, cachedInput: 2, estimated: false });
		assert.equal(outcome.servedBy, 'bad-1');
		assert.equal(outcome.failure, undefined);
	});

	test('a server on the loopback address sees nothing of OPENAI_ variables', async () => {
		const planted = {
			OPENAI_API_KEY: 'sk-env-key-1',
			OPENAI_ADMIN_KEY: 'sk-env-admin-2',
			OPENAI_ORG_ID: 'org-env-3',
			OPENAI_PROJECT_ID: 'proj-env-4',
			OPENAI_BASE_URL: 'http://127.0.0.1:9/env-5',
			OPENAI_CUSTOM_HEADERS: 'x-env-header: env-6\nauthorization: Bearer env-7',
			OPENAI_WEBHOOK_SECRET: 'whsec-env-8',
			OPENAI_LOG: 'debug',
			OPENAI_API_VERSION: 'env-9',
			AZURE_OPENAI_API_KEY: 'env-azure-10',
			AZURE_OPENAI_ENDPOINT: 'http://127.0.0.1:9/env-11',
		};
		const saved = new Map(Object.keys(planted).map(name => [name, process.env[name]]));
		Object.assign(process.env, planted);
		try {
			for (const entry of [
				entryFor('good'),
				entryFor('good', { provider: 'azure', model: 'deployed', apiVersion: undefined }),
			]) {
				const from = server.requests.length;
				const { outcome } = await ask('good', { entry });
				assert.equal(outcome.text, 'It works.');
				const seen = JSON.stringify(server.requests.slice(from));
				assert.equal(server.requests.length, from + 1);
				for (const value of Object.values(planted)
					.flatMap(text => text.split(/[\s:]+/))
					.filter(text => /env/.test(text))) {
					assert.ok(!seen.includes(value), `the server saw ${value}`);
				}
				assert.ok(
					!('authorization' in server.requests.at(-1)!.headers) && !('api-key' in server.requests.at(-1)!.headers),
				);
			}
		} finally {
			for (const [name, value] of saved) {
				if (value === undefined) {
					delete process.env[name];
				} else {
					process.env[name] = value;
				}
			}
		}
	});

	test('Azure gets its deployment, version and key where it wants them', async () => {
		const entry = entryFor('good', { provider: 'azure', model: 'my deployment', apiVersion: '2024-10-21' });
		await ask('good', { entry, keys: withKey });
		const { path, headers } = server.requests.at(-1)!;
		assert.match(path, /\/openai\/deployments\/my%20deployment\/chat\/completions\?api-version=2024-10-21$/);
		assert.equal(headers['api-key'], KEY);
		assert.equal(headers.authorization, undefined);
	});

	test('a key that the endpoint repeats is in no message', async () => {
		const { outcome } = await ask('bad-key', { keys: withKey });
		assert.equal(server.requests.at(-1)!.headers.authorization, `Bearer ${KEY}`);
		assert.equal(outcome.failure?.concernsAll, true);
		assert.match(outcome.failure.message, /bad-key\/v1\/chat\/completions answered 401.*Check the key of model "m"/);
		assert.ok(!outcome.failure.message.includes(KEY));
	});

	test('a key that a model repeats is in no answer, so that places in the answer stay right', async () => {
		const echo = await BadServer.start(exchange =>
			says(
				`<think>${exchange.request.headers.authorization}</think>I was sent ${exchange.request.headers.authorization}.`,
			)(exchange),
		);
		try {
			const entry = { ...entryFor('good'), baseUrl: echo.url() };
			const { outcome } = await ask('good', { entry, keys: withKey });
			assert.equal(outcome.text, 'I was sent Bearer [key].');
			assert.equal(outcome.thinking, 'Bearer [key]');
		} finally {
			await echo.stop();
		}
	});

	test('a refused parameter is left out, remembered and noted', async () => {
		const models = new OpenAiModels({ keys: noKey, ...transport });
		const parameters = { temperature: 0, maxTokens: 50 };
		const first = await ask('fussy', { models, parameters });
		assert.equal(first.outcome.text, 'As you wish.');
		assert.deepEqual(first.outcome.notes, ['The endpoint refused "temperature"; it was left out.']);
		assert.equal(server.requests.at(-1)!.body.max_completion_tokens, 50);
		const calls = server.requests.length;
		await ask('fussy', { models, parameters });
		assert.equal(server.requests.length, calls + 1);
	});

	test('calls that are under way together learn from one refusal', async () => {
		const models = new OpenAiModels({ keys: noKey, ...transport });
		const parameters = { temperature: 0, maxTokens: 50 };
		const asked = await Promise.all([1, 2, 3].map(() => ask('fussy', { models, parameters })));
		for (const { outcome } of asked) {
			assert.equal(outcome.text, 'As you wish.');
			assert.deepEqual(outcome.notes, ['The endpoint refused "temperature"; it was left out.']);
		}
	});

	test('what a model thinks aloud is kept apart', async () => {
		for (const behaviour of ['reasoning', 'thinks'] as const) {
			const { outcome, pieces } = await ask(behaviour);
			assert.equal(outcome.text, 'Forty-two.', behaviour);
			assert.match(outcome.thinking ?? '', /^Let me\s+see\.$/);
			assert.equal(pieces.join(''), 'Forty-two.');
		}
	});

	test('failures say what happened, and whether trying again can help', async () => {
		const table: Record<string, string> = {};
		for (const name of [
			'rate-limited',
			'no-quota',
			'server-error',
			'no-model',
			'cut',
			'reset',
			'html',
			'wrong-json',
			'redirect',
			'refuses',
			'error-in-stream',
		] as const) {
			const { outcome } = await ask(name);
			const { reason, concernsAll, retry } = outcome.failure!;
			table[name] = [reason, concernsAll ? 'all' : '', retry === undefined ? '' : `retry ${retry.afterMs ?? ''}`]
				.join(' ')
				.trim();
			assert.match(outcome.failure!.message, name === 'refuses' ? /refused: I cannot/ : /http:\/\/127\.0\.0\.1/);
		}
		assert.deepEqual(table, {
			'rate-limited': 'rate-limited  retry 2000',
			'no-quota': 'rate-limited all',
			'server-error': 'unreachable  retry',
			'no-model': 'unreachable all',
			cut: 'unreachable  retry',
			reset: 'unreachable  retry',
			html: 'unreachable all',
			'wrong-json': 'unreachable',
			redirect: 'unreachable all',
			refuses: 'refused',
			'error-in-stream': 'unreachable  retry',
		});
	});

	test('keeps what came before a stream was cut', async () => {
		assert.equal((await ask('cut')).outcome.text, 'The half of an ans');
	});

	test('reads characters that are split between pieces, broken pieces, whole replies and impossible counts', async () => {
		assert.equal((await ask('split-utf8')).outcome.text, 'Größe 😀 naïve');
		const broken = (await ask('broken-json')).outcome;
		assert.deepEqual(
			[broken.text, broken.notes],
			['Still here.', ['1 of the pieces could not be read: words may be missing.']],
		);
		assert.equal((await ask('whole')).outcome.text, 'All at once.');
		assert.equal((await ask('whole')).outcome.usage?.input, 7);
		const { outcome } = await ask('wrong-usage');
		assert.deepEqual([outcome.text, outcome.usage], ['Counted badly.', undefined]);
		assert.deepEqual(outcome.notes, ['The endpoint counts tokens that cannot be: estimated.']);
	});

	test('reads no answer without end', async () => {
		const { outcome } = await ask('huge');
		assert.equal(outcome.failure!.reason, 'cut-off');
		assert.match(outcome.failure!.message, /sent more than \d+ characters/);
		assert.ok(outcome.text.length < 6_000_000);
	});

	test('says which host refuses the connection', async () => {
		const { outcome } = await ask('good', { entry: entryFor('good', { baseUrl: 'http://127.0.0.1:9/v1' }) });
		assert.match(outcome.failure!.message, /^http:\/\/127\.0\.0\.1:9\/v1\/chat\/completions .+/);
		assert.equal(outcome.failure!.concernsAll, true);
	});

	test('waits for the first word and between words no longer than it was told', async () => {
		const waiting = (behaviour: keyof typeof BEHAVIOURS, timeout: Partial<ModelEntry['timeout']>) =>
			ask(behaviour, { entry: entryFor(behaviour, { timeout: { ...DEFAULT_TIMEOUTS, ...timeout } }) });
		const first = await waiting('hangs', { firstToken: 0.02 });
		assert.match(first.outcome.failure!.message, /nothing came for 0\.02 s/);
		const idle = await waiting('starts-then-hangs', { idle: 0.02 });
		assert.match(idle.outcome.failure!.message, /nothing more came for 0\.02 s/);
		assert.deepEqual([idle.outcome.failure!.reason, idle.outcome.text], ['timeout', 'The first words']);
		const total = await waiting('slow', { total: 0.03 });
		assert.match(total.outcome.failure!.message, /longer than 0\.03 s/);
	});

	test('closes the connection within 100 ms of a cancellation, and keeps what had arrived', async () => {
		const controller = new AbortController();
		let cancelledAt = 0;
		const { outcome } = await ask('starts-then-hangs', {
			signal: controller.signal,
			onText: () => {
				cancelledAt = server.elapsed();
				controller.abort();
			},
		});
		assert.equal(outcome.failure?.reason, 'cancelled');
		assert.equal(outcome.text, 'The first words');
		while (server.requests.at(-1)!.closedAt === undefined && server.elapsed() - cancelledAt < 500) {
			await new Promise(resolve => setTimeout(resolve, 2));
		}
		assert.ok(server.requests.at(-1)!.closedAt! - cancelledAt < 100);
	});

	test('asks for JSON of a schema, and does without where the endpoint cannot', async () => {
		const schema = { name: 'verdict', schema: { type: 'object' } };
		server.behaviour = exchange => {
			if ('response_format' in exchange.request.body) {
				exchange.json(400, { error: { message: 'Unrecognized request argument supplied: response_format' } });
			} else {
				return BEHAVIOURS.good(exchange);
			}
			return undefined;
		};
		const { outcome } = await ask(undefined, { schema });
		assert.equal(outcome.text, 'It works.');
		assert.match(outcome.notes.join(), /response_format/);
		server.behaviour = BEHAVIOURS.good;
	});

	test('JSON is asked for as strictly as the endpoint takes it, learnt once', async () => {
		const schema = { name: 'verdict', schema: { type: 'object' } };
		for (const { behaviour, formats, note } of [
			{ behaviour: 'good', formats: ['json_schema'], note: /^$/ },
			{ behaviour: 'object-only', formats: ['json_schema', 'json_object'], note: /with a schema; a JSON object/ },
			{ behaviour: 'no-format', formats: ['json_schema', 'json_object', undefined], note: /left out/ },
		] as const) {
			const models = new OpenAiModels({ keys: noKey, ...transport });
			let from = server.requests.length;
			const { outcome } = await ask(behaviour, { models, schema });
			assert.equal(outcome.failure, undefined);
			assert.match(outcome.notes.join(' '), note);
			assert.deepEqual(formatsSince(from), formats);
			from = server.requests.length;
			await ask(behaviour, { models, schema });
			assert.deepEqual(formatsSince(from), formats.slice(-1), 'remembered');
			from = server.requests.length;
			await ask(behaviour, { models });
			assert.deepEqual(formatsSince(from), [undefined], 'nothing where no schema is wanted');
		}
	});

	test('verdicts under way together skip no form of JSON', async () => {
		const models = new OpenAiModels({ keys: noKey, ...transport });
		const schema = { name: 'verdict', schema: { type: 'object' } };
		const asked = await Promise.all([1, 2, 3].map(() => ask('object-only', { models, schema })));
		assert.deepEqual(
			asked.map(({ outcome }) => outcome.text),
			['{}', '{}', '{}'],
		);
		const from = server.requests.length;
		await ask('object-only', { models, schema });
		assert.deepEqual(formatsSince(from), ['json_object']);
	});

	function formatsSince(from: number): readonly (string | undefined)[] {
		return server.requests
			.slice(from)
			.map(({ body }) => (body.response_format as { readonly type: string } | undefined)?.type);
	}

	test('keys come from the environment and go to origins on the list only', async () => {
		const keys = (allowedOrigins: readonly string[], environment = {}) =>
			new EnvironmentKeys({ allowedOrigins, environment });
		const entry = entryFor('good', { apiKey: { secret: 'LAB' } });
		assert.match(said(await keys([]).keyFor(entry, 'https://lab.example')), /--allow-origin https:\/\/lab\.example/);
		assert.match(
			said(await keys(['https://lab.example/v1']).keyFor(entry, 'https://lab.example')),
			/GROUNDLINE_SECRET_LAB/,
		);
		assert.deepEqual(
			await keys(['https://lab.example'], { GROUNDLINE_SECRET_LAB: 'k' }).keyFor(entry, 'https://lab.example'),
			{ kind: 'key', key: 'k' },
		);
		const plain = entryFor('good');
		assert.deepEqual(await keys([], { OPENAI_API_KEY: 'k' }).keyFor(plain, 'https://api.openai.com'), {
			kind: 'key',
			key: 'k',
		});
		assert.deepEqual(await keys([], { OPENAI_API_KEY: 'k' }).keyFor(plain, 'http://127.0.0.1:1'), { kind: 'none' });
		const thief = entryFor('good', { apiKey: { env: 'OPENAI_API_KEY' } });
		assert.equal(
			(await keys([], { OPENAI_API_KEY: 'k' }).keyFor(thief, 'https://api.openai.com.example')).kind,
			'refused',
		);
	});

	function said(answer: { readonly kind: string; readonly message?: string }): string {
		return answer.message ?? '';
	}
}

interface Asking {
	readonly entry?: ModelEntry;
	readonly keys?: Keys;
	readonly models?: OpenAiModels;
	readonly parameters?: ModelRequest['parameters'];
	readonly schema?: ModelRequest['schema'];
	readonly signal?: AbortSignal;
	readonly onText?: (piece: string) => void;
}

async function ask(
	behaviour: keyof typeof BEHAVIOURS | undefined,
	asking: Asking = {},
): Promise<{ outcome: ModelOutcome; pieces: string[] }> {
	const models = asking.models ?? new OpenAiModels({ keys: asking.keys ?? noKey, ...transport });
	const pieces: string[] = [];
	const outcome = await models.ask(
		{
			model: asking.entry ?? entryFor(behaviour),
			messages: [{ role: 'user', content: 'Hello?' }],
			parameters: asking.parameters ?? {},
			sample: 0,
			...(asking.schema && { schema: asking.schema }),
		},
		piece => {
			pieces.push(piece);
			asking.onText?.(piece);
		},
		asking.signal ?? new AbortController().signal,
	);
	return { outcome, pieces };
}

function entryFor(behaviour: keyof typeof BEHAVIOURS | undefined, more: Partial<ModelEntry> = {}): ModelEntry {
	return { ...OFFLINE_MODEL, name: 'm', provider: 'openai', model: 'm-1', baseUrl: server.url(behaviour), ...more };
}
