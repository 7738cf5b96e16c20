import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReviewEvent } from '../../../../src/core/review/events.ts';
import { foldEvents, type RunFold } from '../../../../src/core/review/fold.ts';
import { review } from '../../../../src/core/review/review.ts';
import { readRunLine, writeRunLine } from '../../../../src/core/review/run-file.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { knownCase, measureScript, plannedInfluence } from '../../../support/known-dependence.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';

test('what was measured survives the file, a later grounding and another verdict, and belongs to its answer only', async () => {
	const { item, result } = await knownCase(6);
	const script = { dependence: 'one', lines: [4], flips: 0, jitter: 0, seed: 1 } as const;
	const { made: _, ...influence } = await measureScript(plannedInfluence(item, result), script, 'scores');
	const event = { v: 1, t: 5, type: 'influence-end', key: item.key, influence } as const;
	const read = readRunLine(writeRunLine(event).trimEnd());
	assert.deepEqual(read, { kind: 'event', event: JSON.parse(JSON.stringify(event)) });

	const usedOf = (fold: RunFold) =>
		fold.results
			.get(item.key)
			?.grounding?.claims.flatMap(({ links }) => links.filter(({ kind }) => kind === 'influence'))
			.map(({ unit }) => unit);
	const events: ReviewEvent[] = [];
	const judged = review(
		[item],
		{ model: new ScriptedModel('unused'), clock: new FakeClock() },
		{ run: 'r2', tool: 't', task: 'judge', recorded: () => ({ ...result, influence }) },
	);
	for await (const each of judged) {
		events.push(each);
	}
	const fold = foldEvents(events);
	assert.deepEqual(usedOf(fold), ['P1:L5'], 'judged again');
	const grounding = result.grounding!;
	fold.add({ v: 1, t: 6, type: 'grounding-end', key: item.key, grounding });
	assert.deepEqual(usedOf(fold), ['P1:L5'], 'grounded again');

	const other = foldEvents(events.filter(({ type }) => type !== 'influence-end'));
	assert.equal(other.add({ ...event, influence: { ...influence, answer: 'another' } }), undefined);
	assert.equal(other.add({ ...event, key: 'nobody' }), undefined);
	assert.deepEqual(usedOf(other), []);
});
