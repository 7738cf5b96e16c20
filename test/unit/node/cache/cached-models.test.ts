import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { OFFLINE_MODEL } from '../../../../src/core/documents/project.ts';
import type { ModelOutcome, ModelRequest } from '../../../../src/core/review/ports.ts';
import { CachedModels } from '../../../../src/node/cache/cached-models.ts';
import { cacheStats, clearCache, pruneCache, ReplyCache } from '../../../../src/node/cache/reply-cache.ts';
import { replyKey } from '../../../../src/node/cache/reply-key.ts';
import { failure, ScriptedModel } from '../../../support/scripted-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'cache-'));
after(() => rmSync(folder, { recursive: true }));
let folders = 0;
const newFolder = () => join(folder, `${++folders}`, '.groundline');

const model = {
	...OFFLINE_MODEL,
	name: 'm',
	provider: 'openai' as const,
	model: 'm-1',
	baseUrl: 'http://127.0.0.1:9/v1',
};
const request: ModelRequest = {
	model,
	messages: [{ role: 'user', content: 'Why?' }],
	parameters: { temperature: 0 },
	sample: 0,
};

async function ask(models: CachedModels, what: ModelRequest = request): Promise<ModelOutcome> {
	return (await models.recall(what)) ?? models.ask(what, () => {}, new AbortController().signal);
}

/** Every member that shapes a reply, changed. A member that is missing here is missing in the cache's address. */
const SHAPING: Readonly<Record<string, ModelRequest>> = {
	provider: { ...request, model: { ...model, provider: 'azure' } },
	endpoint: { ...request, model: { ...model, baseUrl: 'http://127.0.0.1:10/v1' } },
	'api version': { ...request, model: { ...model, apiVersion: '2024-10-21' } },
	'model id': { ...request, model: { ...model, model: 'm-2' } },
	'selected model': { ...request, model: { ...model, select: { family: 'x' } } },
	headers: { ...request, model: { ...model, headers: { 'x-variant': 'b' } } },
	role: { ...request, messages: [{ role: 'system', content: 'Why?' }] },
	content: { ...request, messages: [{ role: 'user', content: 'Why not?' }] },
	'content by a line ending': { ...request, messages: [{ role: 'user', content: 'Why?\r\n' }] },
	'a further message': { ...request, messages: [...request.messages, { role: 'assistant', content: '' }] },
	'two messages for one': {
		...request,
		messages: [
			{ role: 'user', content: 'Wh' },
			{ role: 'user', content: 'y?' },
		],
	},
	temperature: { ...request, parameters: { temperature: 0.1 } },
	'no temperature': { ...request, parameters: {} },
	maxTokens: { ...request, parameters: { temperature: 0, maxTokens: 10 } },
	topP: { ...request, parameters: { temperature: 0, topP: 0.5 } },
	seed: { ...request, parameters: { temperature: 0, seed: 1 } },
	stop: { ...request, parameters: { temperature: 0, stop: ['.'] } },
	reasoningEffort: { ...request, parameters: { temperature: 0, reasoningEffort: 'low' } },
	extraBody: { ...request, parameters: { temperature: 0, extraBody: { top_k: 4 } } },
	sample: { ...request, sample: 1 },
	schema: { ...request, schema: { name: 'verdict', schema: { type: 'object' } } },
	'name of the schema': { ...request, schema: { name: 'other', schema: { type: 'object' } } },
	'content of the schema': { ...request, schema: { name: 'verdict', schema: { type: 'array' } } },
};

test('whatever shapes a reply has a place of its own', () => {
	const keys = new Map([
		['as it is', replyKey(request)],
		...Object.entries(SHAPING).map(([name, one]) => [name, replyKey(one)] as const),
	]);
	assert.equal(new Set(keys.values()).size, keys.size, JSON.stringify([...keys]));
});

test('half of a character has an address of its own, and texts do not run into one another', () => {
	const keyOf = (...texts: readonly string[]) =>
		replyKey({ ...request, messages: texts.map(content => ({ role: 'user', content })) });
	const keys = [keyOf('a\ud800'), keyOf('a\ud801'), keyOf('a\ufffd'), keyOf('a', 'b'), keyOf('ab'), keyOf('b', 'a')];
	assert.equal(new Set(keys).size, keys.length);
});

test('what does not shape a reply changes no address', () => {
	const same: readonly ModelRequest[] = [
		{ ...request, model: { ...model, name: 'another name' } },
		{
			...request,
			model: { ...model, price: undefined, timeout: { firstToken: 1, idle: 1, total: 1 }, concurrency: 3 },
		},
		{ ...request, model: { ...model, apiKey: { env: 'KEY' }, range: { start: 5, end: 9 } } },
		{ ...request, fresh: true, purpose: 'verdict' },
	];
	assert.deepEqual([...new Set(same.map(one => replyKey(one)))], [replyKey(request)]);
	const extra = (extraBody: Record<string, unknown>) => replyKey({ ...request, parameters: { extraBody } });
	assert.equal(extra({ a: 1, b: { c: 2, d: 3 } }), extra({ b: { d: 3, c: 2 }, a: 1 }));
	const unnamed = { ...model, model: undefined };
	assert.notEqual(replyKey({ ...request, model: unnamed }), replyKey({ ...request, model: { ...unnamed, name: 'n' } }));
});

test('asks once, says that the second reply is a cached one, and gives a sample no reply of another', async () => {
	const stateFolder = newFolder();
	const scripted = new ScriptedModel('Because.');
	const first = new CachedModels(scripted, new ReplyCache({ stateFolder }));
	assert.equal((await ask(first)).cached, false);
	const second = new CachedModels(scripted, new ReplyCache({ stateFolder }));
	const again = await ask(second);
	assert.deepEqual([again.text, again.cached, scripted.requests.length], ['Because.', true, 1]);
	assert.equal((await ask(second, { ...request, sample: 1 })).cached, false);
	assert.equal(scripted.requests.length, 2);
});

test('a fresh request is sent, and its reply takes the place of the known one', async () => {
	const stateFolder = newFolder();
	const models = new CachedModels(new ScriptedModel('old', 'new'), new ReplyCache({ stateFolder }));
	await ask(models);
	assert.equal((await ask(models, { ...request, fresh: true })).text, 'new');
	const other = new CachedModels(new ScriptedModel('never'), new ReplyCache({ stateFolder }));
	assert.equal((await ask(other)).text, 'new');
});

test('two that ask at the same time ask once', async () => {
	const scripted = new ScriptedModel(async () => {
		await new Promise(resolve => setTimeout(resolve, 10));
		return { text: 'Because.' };
	});
	const stateFolder = newFolder();
	const [one, two] = [
		new CachedModels(scripted, new ReplyCache({ stateFolder })),
		new CachedModels(scripted, new ReplyCache({ stateFolder })),
	];
	const all = await Promise.all([ask(one), ask(one), ask(two), ask(two)]);
	assert.equal(scripted.requests.length, 1);
	assert.deepEqual(all.map(outcome => outcome.cached).sort(), [false, true, true, true]);
});

test('the next one asks where the first one failed', async () => {
	const scripted = new ScriptedModel(failure('unreachable'), 'Because.');
	const cache = new ReplyCache({ stateFolder: newFolder() });
	const models = new CachedModels(scripted, cache);
	const [first, second] = await Promise.all([ask(models), ask(models)]);
	assert.deepEqual([first.failure?.reason, second.text, second.cached], ['unreachable', 'Because.', false]);
});

test('one that waits for another and is cancelled goes at once, and leaves the others their turn', async () => {
	const scripted = new ScriptedModel(async () => {
		await new Promise(resolve => setTimeout(resolve, 15));
		return { text: 'Because.' };
	});
	const models = new CachedModels(scripted, new ReplyCache({ stateFolder: newFolder() }));
	const cancel = new AbortController();
	const first = models.ask(request, () => {}, new AbortController().signal);
	const waiting = models.ask(request, () => {}, cancel.signal);
	const third = ask(models);
	cancel.abort();
	assert.equal((await waiting).failure?.reason, 'cancelled');
	assert.deepEqual([(await first).cached, (await third).cached, scripted.requests.length], [false, true, 1]);
});

test('what is no usable reply is asked for again', async () => {
	for (const bad of [
		{ text: '' },
		{ text: 'Cut o', finish: 'length' },
		{ text: 'x', finish: 'content_filter' },
		failure('timeout'),
	]) {
		const models = new CachedModels(new ScriptedModel(bad, 'good'), new ReplyCache({ stateFolder: newFolder() }));
		await ask(models);
		assert.equal((await ask(models)).text, 'good', JSON.stringify(bad));
	}
});

test('answers and verdicts lie apart, age, and go apart', async () => {
	const stateFolder = newFolder();
	let now = 1_000_000;
	const cache = () => new ReplyCache({ stateFolder, milliseconds: 1000, now: () => now });
	const models = new CachedModels(new ScriptedModel('first', 'second', 'third'), cache());
	await ask(models);
	now += 600;
	await ask(models, { ...request, purpose: 'verdict', sample: 7 });
	const sums = () =>
		cacheStats(stateFolder).flatMap(({ kind, replies }) => (kind === 'groundings' ? [] : [`${kind} ${replies}`]));
	assert.deepEqual(sums(), ['answers 1', 'verdicts 1']);
	now += 600;
	assert.equal((await ask(new CachedModels(new ScriptedModel('late'), cache()))).text, 'late', 'too old to be used');
	now += 600;
	assert.equal(pruneCache(stateFolder, { milliseconds: 1000, now }).replies, 2);
	assert.deepEqual(sums(), ['answers 1', 'verdicts 0']);
	assert.equal(clearCache(stateFolder).replies, 1);
	assert.deepEqual(sums(), ['answers 0', 'verdicts 0']);
});

test('a cache that has outgrown its limit throws the oldest away', async () => {
	const stateFolder = newFolder();
	let now = 1_000_000;
	const cache = new ReplyCache({ stateFolder, bytes: 6000, now: () => now++ });
	const models = new CachedModels(new ScriptedModel('x'.repeat(1000)), cache);
	for (let sample = 0; sample < 20; sample++) {
		await ask(models, { ...request, sample });
	}
	cache.close();
	const [answers] = cacheStats(stateFolder);
	assert.ok(answers!.bytes <= 6000 && answers!.replies >= 3, JSON.stringify(answers));
	const kept = new CachedModels(new ScriptedModel('again'), new ReplyCache({ stateFolder, now: () => now }));
	assert.equal((await ask(kept, { ...request, sample: 19 })).cached, true);
	assert.equal((await ask(kept, { ...request, sample: 0 })).cached, false);
});

test('torn and corrupt lines are no replies, and spoil no other', async () => {
	const stateFolder = newFolder();
	const models = new CachedModels(new ScriptedModel('one', 'two'), new ReplyCache({ stateFolder }));
	await ask(models);
	const path = join(stateFolder, 'cache', 'answers', `${replyKey(request).slice(0, 2)}.jsonl`);
	const line = readFileSync(path, 'utf8').trim();
	for (const damaged of [
		line.replace('"one"', '"One"'),
		line.slice(0, -9),
		'rubbish',
		'\0\0\0',
		line.replace('"o":{', '"o":['),
	]) {
		writeFileSync(path, `${damaged}`);
		const again = new CachedModels(new ScriptedModel('again'), new ReplyCache({ stateFolder }));
		assert.equal((await ask(again)).text, 'again', damaged);
		const third = new CachedModels(new ScriptedModel('never'), new ReplyCache({ stateFolder }));
		assert.equal((await ask(third)).text, 'again', 'behind a torn line');
	}
});

test('what dead processes claimed is free, and a claim that cannot be read is nobody’s', async () => {
	const stateFolder = newFolder();
	const seed = new CachedModels(new ScriptedModel('seed'), new ReplyCache({ stateFolder }));
	await ask(seed, { ...request, sample: 99 });
	const log = join(stateFolder, 'cache', 'claims.log');
	const own = /@ \w+ (\d+) (\S+) (\S+)/.exec(readFileSync(log, 'utf8'))!;
	const key = replyKey(request);
	appendFileSync(
		log,
		`\n@ aaaaaaaaaaaa 999999999 ${own[2]} 5\n\n+ ${key} aaaaaaaaaaaa\n\n+ ${key} nobody\n\n@ bbbbbbbbbbbb ${own[1]} ${own[2]} 1\n\n+ ${key} bbbbbbbbbbbb\n\n+ tor`,
	);
	const models = new CachedModels(new ScriptedModel('asked'), new ReplyCache({ stateFolder }));
	assert.equal((await ask(models)).text, 'asked');
});

test('where nothing can be written, every reply is asked for', async () => {
	const stateFolder = newFolder();
	writeFileSync(join(folder, `${folders}`), '');
	const cache = new ReplyCache({ stateFolder });
	const models = new CachedModels(new ScriptedModel('one', 'two'), cache);
	assert.deepEqual([(await ask(models)).text, (await ask(models)).text], ['one', 'two']);
	assert.match(cache.failure ?? '', /cannot be used \(ENOTDIR\)/);
});

test('writes nothing through a link that a workspace brought along, and no key', async () => {
	const stateFolder = newFolder();
	const clean = (text: string) => text.replaceAll('sk-secret-1', '[key]');
	const models = new CachedModels(
		new ScriptedModel('The key sk-secret-1 leaked.'),
		new ReplyCache({ stateFolder, clean }),
	);
	await ask(models);
	const again = new CachedModels(new ScriptedModel('never'), new ReplyCache({ stateFolder }));
	assert.equal((await ask(again)).text, 'The key [key] leaked.');
	const linked = newFolder();
	const cache = new ReplyCache({ stateFolder: linked });
	await ask(new CachedModels(new ScriptedModel('x'), cache));
	cache.close();
	rmSync(join(linked, 'cache'), { recursive: true });
	symlinkSync(stateFolder, join(linked, 'cache'));
	const refused = new ReplyCache({ stateFolder: linked });
	await ask(new CachedModels(new ScriptedModel('x'), refused), { ...request, sample: 3 });
	assert.match(refused.failure ?? '', /a link/);
	assert.ok(!readdirSync(stateFolder).includes('answers'));
});
