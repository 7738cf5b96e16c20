import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { indexContext } from '../../../../src/core/grounding/context-index.ts';
import { inlineGrounder } from '../../../../src/core/review/inline-grounder.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import type { GroundedContext, Grounder } from '../../../../src/core/review/ports.ts';
import { review } from '../../../../src/core/review/review.ts';
import { GroundingThread } from '../../../../src/node/grounding/grounding-thread.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';

const PROGRAM = new URL('../../../../src/node/grounding/grounding-worker.ts', import.meta.url);
/** One for all tests that need a thread that works: to start it takes longer than they do. */
const working = new GroundingThread(PROGRAM);
const folder = mkdtempSync(join(tmpdir(), 'grounding-'));
after(async () => {
	await working.close();
	rmSync(folder, { recursive: true });
});

function program(name: string, text: string): URL {
	const path = join(folder, `${name}.mjs`);
	writeFileSync(path, text);
	return pathToFileURL(path);
}

function context(...texts: readonly string[]): GroundedContext {
	const units = texts.map((text, i) => ({ id: `P1:L${i + 1}`, text }));
	return { units, index: () => indexContext(units) };
}

const TEA = context(
	'# Tea',
	'Green tea is steamed at 100 degrees.',
	'Black tea is fully oxidised — “sheng” is not. 🍵',
);
const ANSWERS = [
	'Green tea is steamed at 90 degrees. Black tea is oxidised.',
	'',
	'I do not know.',
	'Half a pair \ud83c and a whole one 🍵 are said of tea.\r\n- Green tea is steamed.\n- Coffee is roasted in Vienna.',
];
const queries = ANSWERS.map(answer => ({ question: 'How is green tea made?', history: 'Q: Tea?\nA: Yes.', answer }));

test('a thread gives what is given without one, byte for byte, and in order', async () => {
	const contexts = [TEA, context('Coffee is roasted.'), context()];
	const order: number[] = [];
	const asked = contexts.flatMap(one => queries.map(query => ({ one, query })));
	const grounded = await Promise.all(
		asked.map(async ({ one, query }, i) => {
			const grounding = working.ground(one, query);
			assert.ok(grounding instanceof Promise);
			const result = await grounding;
			order.push(i);
			return JSON.stringify(result);
		}),
	);
	const inline = asked.map(({ one, query }) => JSON.stringify(inlineGrounder.ground(one, query)));
	assert.deepEqual(grounded, inline);
	assert.deepEqual(
		order,
		asked.map((_, i) => i),
	);
});

test('a context that was forgotten for others is sent again', async () => {
	const many = Array.from({ length: 70 }, (_, i) => context(`Tea number ${i} is steamed.`));
	for (const one of [...many, many[0]!]) {
		const query = { question: 'How?', answer: 'Tea number 0 is steamed.' };
		assert.deepEqual(await working.ground(one, query), inlineGrounder.ground(one, query));
	}
});

const BROKEN: Readonly<Record<string, URL>> = {
	'is not there': pathToFileURL(join(folder, 'none.mjs')),
	'does not load': program('unloadable', 'throw new Error("no");'),
	'crashes at a job': program(
		'crashing',
		`import { parentPort } from 'node:worker_threads';
		parentPort.on('message', messages => { if (messages.some(({ type }) => type === 'ground')) throw new Error('crash'); });`,
	),
	'leaves at a job': program(
		'leaving',
		`import { parentPort } from 'node:worker_threads';
		parentPort.on('message', messages => { if (messages.some(({ type }) => type === 'ground')) process.exit(1); });`,
	),
	'says that it cannot': program(
		'unable',
		`import { parentPort } from 'node:worker_threads';
		parentPort.on('message', messages => parentPort.postMessage(messages.map(({ job }) => ({ job }))));`,
	),
};

for (const [what, url] of Object.entries(BROKEN)) {
	test(`a thread that ${what} is done without`, async () => {
		const thread = new GroundingThread(url);
		const first = await Promise.all(queries.map(query => thread.ground(TEA, query)));
		const later = await thread.ground(TEA, queries[0]!);
		const inline = queries.map(query => inlineGrounder.ground(TEA, query));
		assert.deepEqual([...first, later], [...inline, inline[0]]);
	});
}

test('closing settles what is open, and grounds at once from then on', async () => {
	const silent = program(
		'silent',
		`import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => {});`,
	);
	const thread = new GroundingThread(silent);
	const open = thread.ground(TEA, queries[0]!);
	await thread.close();
	assert.deepEqual(await open, inlineGrounder.ground(TEA, queries[0]!));
	assert.equal(thread.ground(TEA, queries[0]!) instanceof Promise, false);
});

/** What a run of five cases tells, times apart. */
async function told(grounder: Grounder, signal?: AbortSignal): Promise<readonly string[]> {
	const questions = [1, 2, 3, 4, 5].map(i => `  - { id: q${i}, question: How is tea made (${i})? }\n`).join('');
	const head = 'version: 1\nmodels: [one]\njudge: { model: two }\ncontext: [{ file: tea.md }]\nquestions:\n';
	const files = { 'groundline.yaml': TWO_MODELS, 'tea.md': 'Green tea is steamed at 100 degrees.\n' };
	const set = await loadedSet(head + questions, files);
	const model = new ScriptedModel('Green tea is steamed at 90 degrees.');
	const ports = { model, clock: new FakeClock(), grounder };
	const events: string[] = [];
	for await (const event of review(planCases(set).cases, ports, { run: 'r', tool: 't', concurrency: 1 }, signal)) {
		const { t, ...rest } = event as { t?: number };
		events.push(JSON.stringify(rest));
	}
	return events;
}

test('the events of a run are the same, those of a case in the same order', async () => {
	const byCase = (events: readonly string[]) =>
		Map.groupBy(events, event => {
			const { key, hash } = JSON.parse(event) as { key?: string; hash?: string };
			return key ?? hash ?? 'run'; // Texts stand anywhere before those who refer to them.
		});
	const threaded = byCase(await told(working));
	assert.deepEqual(threaded, byCase(await told(inlineGrounder)));
	assert.ok([...threaded.values()].flat().some(event => event.includes('"grounding-end"')));
});

test('a cancelled run ends with its groundings, whole', async () => {
	const cancel = new AbortController();
	const grounder: Grounder = {
		ground: (one, query) => {
			cancel.abort();
			return working.ground(one, query);
		},
	};
	const events = await told(grounder, cancel.signal);
	const types = events.map(event => (JSON.parse(event) as { type: string }).type);
	assert.equal(types.at(-1), 'run-end');
	assert.ok(types.indexOf('grounding-end') < types.indexOf('case-end'), types.join(' '));
});

test('a thread that was told to prepare gives the same, and ends with what it had no time for', async () => {
	const thread = new GroundingThread(PROGRAM);
	thread.prepare();
	thread.prepare();
	const [query] = queries;
	assert.deepEqual(await thread.ground(TEA, query!), inlineGrounder.ground(TEA, query!));
	await thread.close();
	thread.prepare();
	assert.deepEqual(await thread.ground(TEA, query!), inlineGrounder.ground(TEA, query!));
});
