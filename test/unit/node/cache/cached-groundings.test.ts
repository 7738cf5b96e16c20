import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { GroundingQuery } from '../../../../src/core/grounding/answer-reading.ts';
import { indexContext } from '../../../../src/core/grounding/context-index.ts';
import { groundAnswer } from '../../../../src/core/grounding/ground.ts';
import type { GroundingUnit } from '../../../../src/core/grounding/grounding.ts';
import { inlineGrounder } from '../../../../src/core/review/inline-grounder.ts';
import type { GroundedContext, Grounder } from '../../../../src/core/review/ports.ts';
import { CachedGroundings } from '../../../../src/node/cache/cached-groundings.ts';
import { cacheStats, pruneCache, ReplyCache } from '../../../../src/node/cache/reply-cache.ts';
import { groundingVersion } from '../../../../src/node/grounding/grounding-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundings-'));
after(() => rmSync(folder, { recursive: true }));
let folders = 0;
const newFolder = () => join(folder, `${++folders}`, '.groundline');

class CountingGrounder implements Grounder {
	calls = 0;

	ground(context: GroundedContext, query: GroundingQuery) {
		this.calls++;
		const grounding = inlineGrounder.ground(context, query);
		return this.calls % 2 === 0 ? grounding : Promise.resolve(grounding);
	}
}

function contextOf(units: readonly GroundingUnit[]): GroundedContext {
	return { units, index: () => indexContext(units) };
}

const UNITS = [{ id: 'P1:L1', text: 'Green tea is steamed.' }];
const QUERY: GroundingQuery = { question: 'How?', history: '', answer: 'Green tea is steamed at 90 degrees.' };
const BASE = { version: 'v1', units: UNITS as readonly GroundingUnit[], query: QUERY };

/** All that shapes a grounding, changed. */
const SHAPING: Readonly<Record<string, typeof BASE>> = {
	version: { ...BASE, version: 'v2' },
	question: { ...BASE, query: { ...QUERY, question: 'How so?' } },
	history: { ...BASE, query: { ...QUERY, history: 'Q: Tea?' } },
	answer: { ...BASE, query: { ...QUERY, answer: 'Green tea is steamed.' } },
	'half a surrogate pair': { ...BASE, query: { ...QUERY, answer: '\ud83c' } },
	'the other half': { ...BASE, query: { ...QUERY, answer: '\udf75' } },
	'text of a unit': { ...BASE, units: [{ id: 'P1:L1', text: 'Green tea is dried.' }] },
	'id of a unit': { ...BASE, units: [{ id: 'P1:L2', text: 'Green tea is steamed.' }] },
	'title of a unit': { ...BASE, units: [{ id: 'P1:L1', text: 'Green tea is steamed.', title: 'Tea' }] },
	'one more unit': { ...BASE, units: [...UNITS, { id: 'P1:L2', text: '' }] },
	'words moved from the question to the answer': {
		...BASE,
		query: { ...QUERY, question: '', answer: `How?${QUERY.answer}` },
	},
};

function groundings(stateFolder: string, version = 'v1') {
	const cache = new ReplyCache({ stateFolder });
	const grounder = new CountingGrounder();
	return { cache, grounder, cached: new CachedGroundings(grounder, cache, version) };
}

test('what was grounded once is not grounded again, also in the next run', async () => {
	const stateFolder = newFolder();
	const first = groundings(stateFolder);
	const made = await first.cached.ground(contextOf(UNITS), QUERY);
	first.cache.close();
	const second = groundings(stateFolder);
	const known = second.cached.ground(contextOf(UNITS), QUERY);
	assert.equal(JSON.stringify(known), JSON.stringify(made));
	assert.equal(second.grounder.calls, 0);
	assert.deepEqual(
		cacheStats(stateFolder).map(({ kind, replies }) => [kind, replies]),
		[
			['answers', 0],
			['verdicts', 0],
			['groundings', 1],
		],
	);
});

test('everything that shapes a grounding is part of its address', async () => {
	const stateFolder = newFolder();
	for (const [what, { version, units, query }] of Object.entries({ base: BASE, ...SHAPING })) {
		const { cache, grounder, cached } = groundings(stateFolder, version);
		const grounding = await cached.ground(contextOf(units), query);
		cache.close();
		assert.equal(grounder.calls, 1, what);
		assert.deepEqual(grounding, inlineGrounder.ground(contextOf(units), query), what);
	}
	assert.equal(cacheStats(stateFolder).at(-1)!.replies, 1 + Object.keys(SHAPING).length);
});

test('a corrupt grounding is made again', async () => {
	const stateFolder = newFolder();
	const first = groundings(stateFolder);
	await first.cached.ground(contextOf(UNITS), QUERY);
	first.cache.close();
	const place = join(stateFolder, 'cache/groundings');
	const file = join(place, readdirSync(place)[0]!);
	writeFileSync(file, readFileSync(file, 'utf8').replace('"risk":0', '"risk":1'));
	const second = groundings(stateFolder);
	await second.cached.ground(contextOf(UNITS), QUERY);
	assert.equal(second.grounder.calls, 1);
});

test('above the limit groundings go before replies, however new they are', () => {
	const stateFolder = newFolder();
	let now = 1000;
	const cache = new ReplyCache({ stateFolder, now: () => now });
	const text = 'x'.repeat(500);
	const reply = {
		text,
		thinking: undefined,
		finish: 'stop',
		usage: undefined,
		latencyMs: 1,
		firstTokenMs: 1,
		servedBy: undefined,
		notes: [],
	};
	cache.put('answers', 'a'.repeat(64), reply);
	cache.put('verdicts', 'b'.repeat(64), reply);
	const grounding = groundAnswer(indexContext(UNITS), QUERY);
	now = 2000;
	cache.putGrounding('c'.repeat(64), grounding);
	now = 3000;
	cache.putGrounding('d'.repeat(64), grounding);
	cache.close();
	const one = cacheStats(stateFolder).at(-1)!.bytes / 2;
	const all = cacheStats(stateFolder).reduce((sum, { bytes }) => sum + bytes, 0);
	pruneCache(stateFolder, { bytes: all - one + 10, now });
	assert.deepEqual(
		cacheStats(stateFolder).map(({ replies, oldest }) => [replies, oldest]),
		[
			[1, 1000],
			[1, 1000],
			[1, 3000],
		],
	);
	pruneCache(stateFolder, { bytes: all - 2 * one, now });
	assert.deepEqual(
		cacheStats(stateFolder).map(({ replies }) => replies),
		[1, 1, 0],
	);
});

test('the version of what grounds is its bytes; sources and files that are missing have none', () => {
	const [one, two] = ['one.cjs', 'two.cjs'].map(name => pathToFileURL(join(folder, name)));
	writeFileSync(one!, 'a');
	writeFileSync(two!, 'b');
	assert.match(groundingVersion(one!)!, /^[0-9a-f]{64}$/);
	assert.notEqual(groundingVersion(one!), groundingVersion(two!));
	assert.equal(groundingVersion(new URL('file:///none/grounding-worker.cjs')), undefined);
	assert.equal(
		groundingVersion(new URL('../../../../src/node/grounding/grounding-worker.ts', import.meta.url)),
		undefined,
	);
});
