import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReplyCache } from '../../../../src/core/influence/asking.ts';
import { measureInfluence } from '../../../../src/core/influence/measure-influence.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import {
	type Dependence,
	DependentModel,
	knownCase,
	measureScript,
	plannedInfluence,
	type Script,
} from '../../../support/known-dependence.ts';
import { failure, ScriptedModel } from '../../../support/scripted-model.ts';

const QUIET = { flips: 0, jitter: 0, seed: 1 };
const NEVER = new AbortController().signal;

for (const by of ['scores', 'asking'] as const) {
	for (const lines of [6, 20]) {
		test(`of ${lines} lines, ${by} finds the one, the two together, and the two of which either suffices`, async () => {
			const { item, result } = await knownCase(lines);
			const plan = plannedInfluence(item, result);
			const found: string[] = [];
			for (const dependence of ['one', 'joint', 'redundant'] as const) {
				const script: Script = { ...QUIET, dependence, lines: dependence === 'one' ? [4] : [1, 4] };
				const { targets, method } = await measureScript(plan, script, by);
				const claim = targets[1]!;
				const pairs = claim.pairs.map(pair => `${pair.kind} ${[...pair.units].sort().join('+')}`);
				found.push([method, claim.state, [...claim.top].sort().join('+'), ...pairs].join(' · '));
			}
			const method = lines === 6 && by === 'scores' ? 'leave-one-out' : 'ablations';
			assert.deepEqual(found, [
				`${method} · used · P1:L5`,
				`${method} · used · P1:L2+P1:L5 · joint P1:L2+P1:L5`,
				`${method} · used · P1:L2+P1:L5 · redundant P1:L2+P1:L5`,
			]);
		});
	}
}

test('a noisy model costs twice the calls only where the first half leaves a doubt, and the top set is right', async () => {
	const { item, result } = await knownCase(12);
	const plan = plannedInfluence(item, result);
	let right = 0;
	for (let seed = 0; seed < 3; seed++) {
		const dependence: Dependence = seed % 2 === 0 ? 'joint' : 'redundant';
		const { targets, made } = await measureScript(
			plan,
			{ dependence, lines: [2, 7], flips: 0.05, jitter: 0, seed },
			'asking',
		);
		right += [...targets[1]!.top].sort().join() === 'P1:L3,P1:L8' ? 1 : 0;
		assert.ok([70, 134].includes(made), `${made} calls`);
	}
	assert.equal(right, 3);
});

test('an answer that needs no line is independent; one that is not given again is not-repeated', async () => {
	const { item, result } = await knownCase(8);
	const plan = plannedInfluence(item, result);
	const measure = (says: string) =>
		measureInfluence(
			plan,
			{ model: new ScriptedModel(says), scoring: undefined, clock: new FakeClock(), cache: noCache() },
			{ signal: NEVER },
		);
	assert.deepEqual(
		(await measure('It needs 47 litres, the pump.')).targets.map(({ state, top }) => [state, top]),
		[
			['independent', []],
			['independent', []],
		],
	);
	assert.equal((await measure('The pump needs 50 litres.')).targets[1]!.state, 'not-repeated');
});

test('failures are counted with their reasons, and too many of them leave the result unscored', async () => {
	const { item, result } = await knownCase(12);
	const plan = plannedInfluence(item, result);
	const dependent = new DependentModel({ ...QUIET, dependence: 'one', lines: [3] });
	const failing = (every: number) => {
		let call = 0;
		return {
			ask: async (...asked: Parameters<DependentModel['ask']>) =>
				call++ % every === every - 1
					? new ScriptedModel(failure('refused')).ask(...(asked as unknown as Parameters<ScriptedModel['ask']>))
					: dependent.ask(...asked),
		};
	};
	const measure = (every: number) =>
		measureInfluence(
			plan,
			{ model: failing(every), scoring: undefined, clock: new FakeClock(), cache: noCache() },
			{ signal: NEVER },
		);
	const some = await measure(5);
	assert.equal(some.state, 'measured');
	assert.deepEqual(some.targets[1]!.top, ['P1:L4']);
	assert.ok(some.calls.failed >= 13 && some.calls.failures.refused === some.calls.failed);
	const none = await measure(1);
	assert.equal(none.state, 'unscored');
	assert.match(none.messages[0]!, /^Only 0 of \d+ calls succeeded/);
	assert.deepEqual(none.targets, []);
});

test('what was asked before is not asked again, and a cancellation ends it unscored', async () => {
	const { item, result } = await knownCase(12);
	const plan = plannedInfluence(item, result);
	const kept = new Map<string, string>();
	const cache: ReplyCache = { get: key => kept.get(key), put: (key, text) => void kept.set(key, text) };
	const model = new DependentModel({ ...QUIET, dependence: 'one', lines: [3] });
	const ports = { model, scoring: undefined, clock: new FakeClock(), cache };
	const first = await measureInfluence(plan, ports, { signal: NEVER });
	const { calls } = model;
	const again = await measureInfluence(plan, ports, { signal: NEVER });
	assert.equal(model.calls, calls);
	assert.equal(again.calls.cached, again.calls.planned);
	assert.deepEqual(again.targets, first.targets);
	const cancelled = await measureInfluence(plan, { ...ports, cache: noCache() }, { signal: AbortSignal.abort() });
	assert.equal(cancelled.state, 'unscored');
	assert.match(cancelled.messages[0]!, /^Cancelled after 0 of/);
});

test('no call starts once the cost limit is reached', async () => {
	const { item, result } = await knownCase(12);
	const model = new DependentModel({ ...QUIET, dependence: 'one', lines: [3] });
	const influence = await measureInfluence(
		plannedInfluence(item, result),
		{ model, scoring: undefined, clock: new FakeClock(), cache: noCache() },
		{ signal: NEVER, maxCost: 0.001, concurrency: 1 },
	);
	assert.ok(model.calls < 20, `${model.calls} calls`);
	assert.equal(influence.state, 'unscored');
	assert.ok((influence.calls.failures['over-budget'] ?? 0) > 0);
});

test('the offline model is asked again without a key, and its answers need no repetition', async () => {
	const { item, result } = await knownCase(12, 'offline');
	const plan = plannedInfluence(item, result);
	assert.deepEqual(plan.estimate, { calls: 0, input: 0, output: 0, cost: 0 });
	const influence = await measureInfluence(
		plan,
		{ model: new ScriptedModel(failure('needs-editor')), scoring: undefined, clock: new FakeClock(), cache: noCache() },
		{ signal: NEVER },
	);
	assert.equal(influence.state, 'measured');
	assert.equal(influence.calls.failed, 0);
});

function noCache(): ReplyCache {
	return { get: () => undefined, put: () => {} };
}
