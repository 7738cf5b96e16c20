import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProbeFold } from '../../../../../src/core/judging/probes/probe-fold.ts';
import { probeJudge } from '../../../../../src/core/judging/probes/probe-run.ts';
import { probeSetup } from '../../../../../src/core/judging/probes/probe-setup.ts';
import type { RunEvent } from '../../../../../src/core/review/events.ts';
import { plainOutcome } from '../../../../../src/core/review/plain-outcome.ts';
import type { ModelPort } from '../../../../../src/core/review/ports.ts';
import { parseRunFile, writeRunLine } from '../../../../../src/core/review/run-file.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';
import { loadedSet } from '../../../../support/review-set.ts';
import { ScriptedModel } from '../../../../support/scripted-model.ts';
import { VirtualClock } from '../../../../support/virtual-clock.ts';

const QUESTIONS = `
	version: 1
	context: [{ text: "The lighthouse of Norhaven was built in 1874. Its lamp is 31 metres above the sea." }]
	questions:
	  - id: built
	    question: When was the lighthouse of Norhaven built?
	    reference: The lighthouse of Norhaven was built in 1874, and its lamp is 31 metres above the sea.
	    probes: [{ kind: fake, answer: A satellite of 1999. }]
	  - { id: lamp, question: How high is the lamp?, reference: The lamp is 31 metres above the sea. }
`;

async function probed(signal = new AbortController().signal, pairs?: 'both-orders') {
	const set = await loadedSet(QUESTIONS);
	const setup = probeSetup(set, { plan: {}, accepted: [], report: (_, message) => assert.fail(message) })!;
	const run = probeJudge(
		[{ path: set.path, probes: setup.probes }],
		{ model: new ScriptedModel(''), clock: new FakeClock() },
		{
			...setup,
			key: setup.key!,
			limit: 0.5,
			run: '20260101T000000Z-aaaaaa',
			tool: 'test',
			...(pairs === undefined ? {} : { pairs }),
		},
		signal,
	);
	const events: RunEvent[] = [];
	for (let step = await run.next(); ; step = await run.next()) {
		if (step.done === true) {
			return { events, result: step.value, planned: setup.probes.probes };
		}
		events.push(step.value);
	}
}

test('no more calls go out within a minute than the project allows', async () => {
	const project = `version: 1\nmodels:\n  j: { provider: openai, baseUrl: http://a/v1, model: j, price: { input: 1, output: 1 } }\ndefaults: { judge: { model: j } }\nlimits: { requestsPerMinute: 3 }\n`;
	const set = await loadedSet(QUESTIONS, { 'groundline.yaml': project });
	const setup = probeSetup(set, { plan: {}, accepted: [], report: () => {} })!;
	const clock = new VirtualClock();
	const asked: number[] = [];
	const model: ModelPort = {
		ask: async () => {
			asked.push(clock.now());
			return plainOutcome({ text: 'No verdict.' });
		},
	};
	const options = { ...setup, key: setup.key!, limit: 0.5, run: 'r', tool: 'test', minute: set.project!.limits };
	const run = probeJudge(
		[{ path: set.path, probes: setup.probes }],
		{ model, clock },
		options,
		new AbortController().signal,
	);
	for (let step = await run.next(); step.done !== true; step = await run.next()) {
		// Only when the calls are made counts.
	}
	assert.ok(asked.length > 6);
	assert.ok(asked.every((at, i) => i < 3 || at - asked[i - 3]! >= 60_000));
});

test('each probe becomes an event that holds the texts, the ratings and the replies, and the file reads back', async () => {
	const { events, result, planned } = await probed();
	const { events: read, problems } = parseRunFile(events.map(writeRunLine).join(''));
	assert.deepEqual([problems, read.length], [[], events.length]);
	const fold = new ProbeFold();
	for (const event of read) {
		fold.add(event);
	}
	assert.equal(fold.start?.task, 'probe');
	assert.equal(fold.end?.outcome, 'finished');
	assert.deepEqual(
		fold.probes.map(({ kind, answer }) => [kind, answer.text]),
		planned.map(({ kind, answer }) => [kind, answer]),
	);
	for (const { answer, base, kind } of fold.probes) {
		assert.ok(answer.replies[0]!.includes('ratings') && answer.cappedScore !== undefined);
		assert.equal(base === undefined, kind === 'good' || kind === 'fake');
	}
	const detected = fold.probes.filter(({ fate }) => fate === 'detected').length;
	assert.equal(
		detected,
		result.measurement.figures.kinds.reduce((sum, each) => sum + each.detected.hits, 0),
		'the list of probes adds up to the figures',
	);
	assert.equal(result.measurement.run, '20260101T000000Z-aaaaaa');
	assert.equal(result.stopped, undefined);
});

test('a run that is cancelled records every probe as unscored and says that it stopped', async () => {
	const stop = new AbortController();
	stop.abort();
	const { events, result, planned } = await probed(stop.signal);
	const ends = events.filter(event => event.type === 'probe-end');
	assert.equal(ends.length, planned.length);
	assert.ok(ends.every(({ fate, answer }) => fate === 'unscored' && answer.unscored === 'cancelled'));
	assert.equal(result.stopped, 'cancelled');
});

test('original and fake are shown side by side where that is asked for, and the pairs are recorded', async () => {
	const { events, result } = await probed(undefined, 'both-orders');
	const pairs = events.filter(event => event.type === 'comparison-end');
	const { preferred } = result.measurement.figures;
	assert.equal(preferred?.of, pairs.length);
	assert.ok(pairs.length > 4 && preferred!.value > 0.5, `${preferred!.value} of ${pairs.length}`);
	assert.equal(events.filter(({ type }) => type === 'run-start').length, 1);
	assert.equal(events.at(-1)?.type, 'run-end');
	assert.notEqual(result.measurement.battery, (await probed()).result.measurement.battery);
});
