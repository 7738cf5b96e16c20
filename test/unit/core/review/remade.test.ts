import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planCases } from '../../../../src/core/review/plan.ts';
import type { ModelRequest } from '../../../../src/core/review/ports.ts';
import { Remade } from '../../../../src/core/review/remade.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';
import { trace } from '../../../support/trace.ts';

test('a value is made once, and once more after it was let go of', () => {
	let made = 0;
	const remade = new Remade(() => ({ made: ++made }));
	assert.deepEqual([remade.value.made, remade.value.made], [1, 1]);
	remade.letGo();
	assert.deepEqual([remade.value.made, remade.value.made], [2, 2]);
	assert.deepEqual(new Remade(() => 'made', 'known').value, 'known');
});

test('a port that lets go of the words of a request changes nothing of what is recorded', async () => {
	const set = await loadedSet(
		`version: 1\nmodels: [one]\njudge: { model: two }\nquestions:\n  - { id: a, question: What is tea?, follows: b }\n  - { id: b, question: And coffee? }\n`,
		{ 'groundline.yaml': TWO_MODELS },
	);
	const run = async (before: (request: ModelRequest) => void) => {
		const model = new ScriptedModel(async request => {
			before(request);
			return { text: request.purpose === 'answer' ? 'A plant.' : 'I cannot say.' };
		});
		const { events } = await trace(planCases(set).cases, model);
		return JSON.stringify(events.map(event => ('t' in event ? { ...event, t: 0 } : event)));
	};
	let asked = 0;
	let remade = 0;
	const letGo = await run(request => {
		const words = request.messages;
		request.letGo?.();
		remade += request.messages === words ? 0 : 1;
		assert.deepEqual(request.messages, words);
		request.letGo?.();
		asked++;
	});
	assert.equal(letGo, await run(() => {}));
	assert.equal(remade, 4, 'a request for a repair holds the reply that it is about');
	assert.equal(asked, 6, 'two answers, two verdicts, and each verdict once more because it cannot be read');
});
