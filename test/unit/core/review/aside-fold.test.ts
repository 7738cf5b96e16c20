import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Aside, Kept } from '../../../../src/core/review/aside.ts';
import { AsideFold } from '../../../../src/core/review/aside-fold.ts';
import type { ReviewEvent } from '../../../../src/core/review/events.ts';
import { RunFold } from '../../../../src/core/review/fold.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';
import { trace } from '../../../support/trace.ts';

/** Keeps JSON, as a file does, and counts what it was given. */
class JsonAside implements Aside {
	count = 0;

	put<T extends object>(value: T): Kept<T> {
		this.count++;
		const json = JSON.stringify(value);
		return {
			get value() {
				return JSON.parse(json) as T;
			},
		};
	}
}

const LONG = 'Green tea is steamed at 100 degrees. '.repeat(60);
const VERDICT = JSON.stringify({
	criteria: Object.fromEntries(
		['relevance', 'faithfulness', 'completeness', 'clarity', 'conciseness'].map(id => [
			id,
			{ reason: 'Because.', evidence: [], rating: 'Good' },
		]),
	),
});

/** The events of cases that are all open at once: each has been answered before the first is judged. */
async function interleaved(): Promise<readonly ReviewEvent[]> {
	const questions = Array.from({ length: 12 }, (_, i) => `  - { id: q${i}, question: How is tea ${i} made? }\n`);
	const head = 'version: 1\nmodels: [one]\njudge: { model: two }\ncontext: [{ file: tea.md }]\nquestions:\n';
	const set = await loadedSet(head + questions.join(''), { 'groundline.yaml': TWO_MODELS, 'tea.md': LONG });
	let answers = 0;
	const model = new ScriptedModel(async request => {
		if (request.purpose === 'answer') {
			answers++;
			return { text: `${answers} ${LONG}` };
		}
		while (answers < 12) {
			await new Promise(resolve => setImmediate(resolve));
		}
		return { text: VERDICT };
	});
	return (await trace(planCases(set).cases, model)).events;
}

test('gives what the plain fold gives, and holds no result of a case that is open', async () => {
	const events = await interleaved();
	const plain = new RunFold();
	const fold = new RunFold();
	const aside = new JsonAside();
	const sparing = new AsideFold(fold, aside);
	let ended = 0;
	for (const event of events) {
		plain.add(event);
		const result = sparing.add(event);
		assert.equal(result !== undefined, event.type === 'case-end');
		if (result !== undefined) {
			ended++;
			assert.deepEqual(JSON.parse(JSON.stringify(result)), JSON.parse(JSON.stringify(plain.results.get(result.key))));
			fold.drop(result.key);
		}
		assert.equal(fold.results.size, 0);
	}
	assert.equal(ended, 12);
	assert.ok(aside.count > 36, 'start, answer and grounding of each case were put aside');
	assert.equal(fold.end?.outcome, 'finished');
	assert.equal(fold.lostTexts, 0);
});

test('a text that an open case told of long ago is still known; one that nobody told of is counted as lost', async () => {
	const events = await interleaved();
	const fold = new RunFold();
	const sparing = new AsideFold(fold, new JsonAside());
	const [first] = events.flatMap(event => (event.type === 'case-start' ? [event.key] : []));
	let other = 0;
	let passages = 0;
	for (const event of events) {
		if ('key' in event && event.key !== first) {
			continue;
		}
		passages = sparing.add(event)?.start?.passages.length ?? passages;
		if (event.type === 'case-start') {
			for (let i = 0; i < 12; i++) {
				// Four times what the newest texts may take.
				sparing.add({ ...event, type: 'text', hash: `other-${other++}`, text: 'x'.repeat(1024 * 1024) });
			}
		}
	}
	assert.equal(passages, 1);
	assert.equal(fold.lostTexts, 0);
	const losing = new RunFold();
	const without = new AsideFold(losing, new JsonAside());
	for (const event of events.filter(({ type }) => type !== 'text')) {
		without.add(event);
	}
	assert.ok(losing.lostTexts > 0);
});
