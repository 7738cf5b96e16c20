import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ModelOutcome, ModelRequest } from '../../../../src/core/review/ports.ts';
import { Remade } from '../../../../src/core/review/remade.ts';
import { RemadeRequest } from '../../../../src/core/review/remade-request.ts';
import { BatchModels, type BatchModelsOptions } from '../../../../src/node/batch/batch-models.ts';
import { systemClock } from '../../../../src/node/clock.ts';
import { EnvironmentKeys } from '../../../../src/node/keys.ts';
import { Redactor } from '../../../../src/node/redactor.ts';
import { BatchServer } from '../../../support/batch-server.ts';
import { modelEntry } from '../../../support/model-entry.ts';

const KEY = 'sk-batch-planted-1';
let server: BatchServer;
let folder: string;
before(async () => {
	server = await BatchServer.start(() => 'nothing');
	folder = mkdtempSync(join(tmpdir(), 'groundline-batch-'));
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});
beforeEach(() => {
	server.misbehaviour = {};
	server.batches.length = 0;
	server.worked.length = 0;
	server.forgetCounts();
	server.answer = ({ body }) => ({ text: `to ${body.messages[0]!.content}` });
});

const NEVER = new AbortController().signal;
const request = (content: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
	model: modelEntry({ baseUrl: `${server.origin}/v1`, apiKey: { env: 'MY_KEY' } }),
	messages: [{ role: 'user', content }],
	parameters: { temperature: 0 },
	sample: 0,
	...more,
});

function models(more: Partial<BatchModelsOptions> = {}): BatchModels {
	return new BatchModels({
		keys: new EnvironmentKeys({ environment: { MY_KEY: KEY }, allowedOrigins: [server.origin] }),
		redactor: new Redactor(),
		journal: undefined,
		say: () => {},
		quiet: 5,
		...more,
	});
}

const askAll = (port: BatchModels, texts: readonly string[], signal = NEVER): Promise<readonly ModelOutcome[]> =>
	Promise.all(texts.map(text => port.ask(request(text), () => {}, signal)));

const told = (outcomes: readonly ModelOutcome[]) => outcomes.map(({ text, failure }) => failure?.reason ?? text);

test('what is asked at once goes as one batch; replies in another order, doubled or strange find their request', async () => {
	server.misbehaviour = {
		polls: 3,
		twice: true,
		extraLines: ['{"custom_id":"nobody","response":null}', 'no JSON', ''],
	};
	const said: string[] = [];
	const outcomes = await askAll(models({ say: text => said.push(text) }), ['a', 'b', 'a']);
	assert.deepEqual(told(outcomes), ['to a', 'to b', 'to a']);
	assert.equal(server.batches.length, 1);
	const [first] = server.batches[0]!.requests;
	assert.deepEqual(
		[first!.method, first!.url, first!.body.model, first!.body.temperature],
		['POST', '/v1/chat/completions', 'm', 0],
	);
	assert.ok(!('stream' in first!.body) && !('stream_options' in first!.body));
	assert.equal(
		new Set(server.batches[0]!.requests.map(one => one.custom_id)).size,
		3,
		'the same words twice are two requests',
	);
	assert.deepEqual(outcomes[0]!.usage, { input: 1000, output: 100, cachedInput: undefined, estimated: false });
	while (said.length < 5) {
		await new Promise(resolve => setImmediate(resolve)); // It is told behind the last reply.
	}
	assert.match(said.join('\n'), /2 lines of file_\d+ belong to no request/);
	assert.deepEqual([...server.authorizations], [`Bearer ${KEY}`]);
});

test('more requests or bytes than a batch holds make several; one that is too large is told', async () => {
	const texts = ['a', 'b', 'c', 'd', 'e'];
	assert.deepEqual(
		told(await askAll(models({ limits: { requests: 2, bytes: 1e6 } }), texts)),
		texts.map(text => `to ${text}`),
	);
	assert.deepEqual(server.batches.map(batch => batch.requests.length).sort(), [1, 2, 2]);
	const [small, large] = await askAll(models({ limits: { requests: 10, bytes: 400 } }), ['a', 'x'.repeat(1000)]);
	assert.equal(small!.text, 'to a');
	assert.match(large!.failure!.message, /has \d+ bytes; a batch takes 400/);
});

test('each request has its own fate: an error, a refusal, no reply', async () => {
	server.answer = ({ body }) => {
		const text = body.messages[0]!.content;
		return text === 'bad'
			? { status: 400, error: { message: 'The content was filtered.', code: 'content_filter' } }
			: text === 'busy'
				? { status: 500, error: { message: 'Oops.' } }
				: text === 'gone'
					? 'nothing'
					: { text };
	};
	const [good, bad, busy, gone] = await askAll(models(), ['good', 'bad', 'busy', 'gone']);
	assert.equal(good!.text, 'good');
	assert.equal(bad!.failure!.reason, 'refused');
	assert.deepEqual(
		[busy!.failure!.reason, busy!.failure!.retry],
		['unreachable', { afterMs: undefined }],
		'may be asked again',
	);
	assert.match(gone!.failure!.message, /batch batch_\d+ is completed and has no reply/);
});

test('an expired and a cancelled batch: what was answered counts, the rest has a reason', async () => {
	server.misbehaviour = { end: { status: 'expired', after: 1 } };
	assert.deepEqual(told(await askAll(models(), ['a', 'b'])), ['to a', 'timeout']);
	server.misbehaviour = { end: { status: 'cancelled', after: 1 } };
	assert.deepEqual(told(await askAll(models(), ['a', 'b'])), ['to a', 'cancelled']);
});

test('a batch that is refused as a whole concerns all; one for which there is no room may be tried again', async () => {
	server.misbehaviour = { end: { status: 'failed' } };
	const [refused] = await askAll(models(), ['a']);
	assert.equal(refused!.failure!.concernsAll, true);
	assert.match(refused!.failure!.message, /refused batch batch_\d+: A line cannot be read\.$/);
	server.misbehaviour = { end: { status: 'failed', code: 'token_limit_exceeded' } };
	const [full] = await askAll(models(), ['a']);
	assert.deepEqual([full!.failure!.reason, full!.failure!.retry], ['rate-limited', { afterMs: 60_000 }]);
});

test('lost connections and errors on the way cost nothing: each request is worked on once', async () => {
	server.misbehaviour = {
		cut: { 'POST /batches': [1], 'GET /batches/ID': [1], 'POST /files': [1] },
		refuse: { 'GET /batches/ID': { 3: 503 }, 'GET /files/ID/content': { 1: 429 } },
		polls: 3,
		tornDownloads: 1,
	};
	assert.deepEqual(told(await askAll(models({ clock: HASTY }), ['a', 'b', 'c'])), ['to a', 'to b', 'to c']);
	assert.equal(server.batches.length, 1, 'the batch that was made unheard is found');
	assert.equal(server.worked.length, 3);
});

test('a web page in place of a batch, a list or a file is no answer: it is asked for again', async () => {
	const journal = join(folder, 'pages.jsonl');
	const cancel = new AbortController();
	server.misbehaviour = { polls: 1e9 };
	const first = models({ journal, say: text => /requests? to/.test(text) && cancel.abort() });
	await askAll(first, ['a', 'b'], cancel.signal);
	first.end('interrupted');
	const [begun] = readFileSync(journal, 'utf8').trim().split('\n');
	writeFileSync(journal, `${begun}\n`); // As if it had been killed before it heard of the batch.
	server.misbehaviour = { pages: { 'GET /batches': [1, 2], 'GET /batches/ID': [1], 'GET /files/ID/content': [1] } };
	server.forgetCounts();
	assert.deepEqual(told(await askAll(models({ journal, clock: HASTY }), ['a', 'b'])), ['to a', 'to b']);
	assert.equal(server.batches.length, 1);
});

test('a network that is away while a batch is worked on does not end it', async () => {
	let calls = 0;
	const flaky: typeof fetch = async (...given) => {
		calls++;
		if (calls === 4 || calls === 5) {
			throw new TypeError('fetch failed', { cause: Object.assign(new Error('no network'), { code: 'ENOTFOUND' }) });
		}
		return fetch(...given);
	};
	server.misbehaviour = { polls: 3 };
	assert.deepEqual(told(await askAll(models({ clock: HASTY, fetch: flaky }), ['a'])), ['to a']);
	assert.ok(calls > 5);
});

test('an endpoint without a Batch API, another provider, a key that may not go there: refused in one sentence', async () => {
	server.misbehaviour = { noBatches: true };
	const [none] = await askAll(models(), ['a']);
	assert.match(none!.failure!.message, /this endpoint has no Batch API. Run model "m" without --batch/);
	assert.equal(none!.failure!.concernsAll, true);
	const editor = await models().ask(request('a', { model: modelEntry({ provider: 'vscode' }) }), () => {}, NEVER);
	assert.match(editor.failure!.message, /has no Batch API: run it without --batch/);
	const keys = new EnvironmentKeys({ environment: { MY_KEY: KEY }, allowedOrigins: [] });
	const [refused] = await askAll(models({ keys }), ['a']);
	assert.match(refused!.failure!.message, /--allow-origin/);
	assert.ok(!JSON.stringify([none, editor, refused]).includes(KEY));
});

test('Azure: its own paths, its own header, the deployment as the model', async () => {
	server.authorizations.clear();
	const entry = {
		provider: 'azure',
		baseUrl: server.origin,
		model: 'my-deployment',
		apiVersion: '2024-10-21',
	} as const;
	const model = modelEntry({ ...entry, apiKey: { env: 'MY_KEY' } });
	const outcome = await models().ask(request('a', { model }), () => {}, NEVER);
	assert.equal(outcome.text, 'to a', outcome.failure?.message);
	const [batch] = server.batches;
	assert.deepEqual(
		[batch!.endpoint, batch!.requests[0]!.url, batch!.requests[0]!.body.model],
		['/chat/completions', '/chat/completions', 'my-deployment'],
	);
	assert.deepEqual([...server.authorizations], [KEY]);
});

test('a parameter that the model refuses is left out the next time', async () => {
	server.answer = ({ body }) =>
		'temperature' in body
			? { status: 400, error: { message: "Unsupported parameter: 'temperature'.", param: 'temperature' } }
			: { text: 'fine' };
	const port = models();
	const [refused] = await askAll(port, ['a']);
	assert.ok(refused!.failure!.retry);
	const [fine] = await askAll(port, ['a']);
	assert.equal(fine!.text, 'fine');
	assert.match(fine!.notes.join(' '), /refused "temperature"/);
});

test('a cancelled run ends at once, and its journal brings the replies back: nothing is sent twice', async () => {
	const journal = join(folder, 'cancelled.jsonl');
	const controller = new AbortController();
	server.misbehaviour = { polls: 1e9 };
	const first = models({ journal, say: text => /requests? to/.test(text) && controller.abort() });
	assert.deepEqual(told(await askAll(first, ['a', 'b'], controller.signal)), ['cancelled', 'cancelled']);
	first.end('interrupted');
	assert.ok(!readFileSync(journal, 'utf8').includes(KEY));
	server.misbehaviour = {};
	const second = models({ journal });
	assert.deepEqual(told(await askAll(second, ['b', 'a', 'c'])), ['to b', 'to a', 'to c']);
	assert.deepEqual(
		server.batches.map(batch => batch.requests.length),
		[2, 1],
	);
	assert.equal(new Set(server.worked).size, 3);
	second.end('finished');
	assert.throws(() => readFileSync(journal), /ENOENT/);
});

test('killed between the upload and the news of the batch: it is found by its mark; one that never was is made anew', async () => {
	const journal = join(folder, 'killed.jsonl');
	const controller = new AbortController();
	server.misbehaviour = { polls: 1e9 };
	const first = models({ journal, say: text => /requests? to/.test(text) && controller.abort() });
	await askAll(first, ['a'], controller.signal);
	first.end('interrupted');
	const lines = readFileSync(journal, 'utf8').trim().split(/\n+/);
	writeFileSync(
		journal,
		`${lines[0]}\n{"type":"part","part":"never-made","group":"${JSON.parse(lines[0]!).group}","ids":["x-1"]}\n{"type":"batch","par`,
	);
	server.misbehaviour = {};
	assert.deepEqual(told(await askAll(models({ journal }), ['a'])), ['to a']);
	assert.equal(server.batches.length, 1);
	assert.match(readFileSync(journal, 'utf8'), /"forget","part":"never-made"/);
});

/** Backs off in no time. */
const HASTY = { ...systemClock, sleep: () => new Promise<void>(resolve => setImmediate(resolve)) };

test('the file goes up piece by piece, with its length, and the server reads what was asked', async () => {
	const uploads: { readonly said: number; sent: number; readonly type: string }[] = [];
	const counting: typeof fetch = (url, init) => {
		if (!(init?.body instanceof ReadableStream)) {
			return fetch(url, init);
		}
		const headers = new Headers(init.headers);
		const upload = { said: Number(headers.get('content-length')), sent: 0, type: headers.get('content-type') ?? '' };
		uploads.push(upload);
		const counted = new TransformStream<Uint8Array, Uint8Array>({
			transform: (piece, controller) => {
				assert.ok(piece.length < 10_000, 'no piece is large');
				upload.sent += piece.length;
				controller.enqueue(piece);
			},
		});
		return fetch(url, { ...init, body: init.body.pipeThrough(counted) });
	};
	const texts = Array.from({ length: 40 }, (_, i) => `${i} ${'größer 😀 '.repeat(500)}`);
	const limits = { requests: 25, bytes: 1e6 };
	const outcomes = await askAll(models({ fetch: counting, limits }), texts);
	assert.deepEqual(
		told(outcomes),
		texts.map(text => `to ${text}`),
	);
	assert.equal(uploads.length, 2);
	for (const { said, sent, type } of uploads) {
		assert.equal(said, sent);
		assert.match(type, /^multipart\/form-data; boundary=groundline-/);
	}
});

test('while a batch is waited for, nobody holds the words of its requests', async () => {
	server.misbehaviour = { polls: 1e9 };
	const made: WeakRef<object>[] = [];
	const ask = (port: BatchModels, i: number, signal: AbortSignal) => {
		const words = new Remade(() => {
			const messages = [{ role: 'user', content: `${i} ${'long '.repeat(100)}` }] as const;
			made.push(new WeakRef(messages));
			return { messages };
		});
		const { model, parameters } = request('');
		const frame = { model, parameters, sample: 0, purpose: 'answer', fresh: false } as const;
		return port.ask(new RemadeRequest(frame, words), () => {}, signal);
	};
	const stop = new AbortController();
	const port = models();
	const outcomes = Promise.all(Array.from({ length: 50 }, (_, i) => ask(port, i, stop.signal)));
	while (server.batches.length === 0) {
		await new Promise(resolve => setTimeout(resolve, 5));
	}
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	for (let tries = 0; tries < 10 && made.some(one => one.deref() !== undefined); tries++) {
		await new Promise(resolve => setTimeout(resolve, 5)); // What a turn has looked at stays until it is over.
		collect();
	}
	assert.equal(made.length, 50);
	assert.equal(made.filter(one => one.deref() !== undefined).length, 0);
	stop.abort();
	assert.equal((await outcomes).length, 50);
});
