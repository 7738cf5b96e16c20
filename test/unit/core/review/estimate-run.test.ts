import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../../../../src/core/review/case.ts';
import { type EstimateOptions, estimateRun, fitsO200k } from '../../../../src/core/review/estimate-run.ts';
import { observedOutput } from '../../../../src/core/review/observed-output.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import { loadedSet } from '../../../support/review-set.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';
import { trace } from '../../../support/trace.ts';

const PROJECT = `version: 1
models:
  gpt: { provider: openai, model: gpt-4o-mini, price: { input: 1, output: 10 } }
  short: { provider: openai, model: gpt-4o-mini, maxTokens: 50, price: { input: 1, output: 10 } }
  llama: { provider: openai, baseUrl: http://127.0.0.1:1/v1, model: llama3 }
`;

async function casesOf(head: string, questions = '  - { id: a, question: Well? }\n'): Promise<readonly Case[]> {
	const set = await loadedSet(`version: 1\n${head}questions:\n${questions}`, { 'groundline.yaml': PROJECT });
	return planCases(set, head.includes('judge') ? {} : { judging: 'none' }).cases;
}

/** A vocabulary in which each character is a token. */
const byCharacter: EstimateOptions = { countTokens: text => text.length };

test('counts what is sent, and what comes back from usual to longest', async () => {
	const cases = await casesOf('models: [gpt, short]\n');
	const { calls, cost } = estimateRun(cases, byCharacter);
	const model = new ScriptedModel('yes');
	await trace(cases.slice(0, 1), model);
	const sent = model.requests[0]!.messages;
	const input = sent.reduce((sum, { content }) => sum + content.length + 4, 3);
	const [gpt, short] = calls;
	assert.deepEqual([gpt!.input, gpt!.basis], [{ low: input, high: input }, 'counted']);
	assert.deepEqual(
		[gpt!.output, short!.output],
		[
			{ low: 300, high: 1200 },
			{ low: 50, high: 50 },
		],
	);
	assert.ok(Math.abs(gpt!.cost!.low - (input + 3000) / 1e6) < 1e-12);
	assert.ok(Math.abs(cost.high - (2 * input + 12_000 + 500) / 1e6) < 1e-12);
});

test('verdicts are told apart, one for each sample, and grow with the answer', async () => {
	const cases = await casesOf('models: [gpt]\njudge: { model: short, samples: 3 }\n');
	const { calls } = estimateRun(cases, byCharacter);
	const [answers, verdicts] = calls;
	assert.deepEqual(
		[answers!.purpose, answers!.calls, verdicts!.purpose, verdicts!.calls],
		['answers', 1, 'verdicts', 3],
	);
	assert.equal(verdicts!.input.high - verdicts!.input.low, 3 * 900);
	assert.equal(verdicts!.basis, 'estimated');
	const kept = estimateRun(cases, { ...byCharacter, keptAnswer: () => 'Said.' });
	assert.deepEqual(
		kept.calls.map(({ purpose, input }) => [purpose, input.high - input.low]),
		[['verdicts', 0]],
	);
});

test('another family is estimated, offline takes nothing, an unknown price is said', async () => {
	const cases = await casesOf('models: [llama, offline]\njudge: { model: offline }\n');
	const { calls, cost, unpriced } = estimateRun(cases, byCharacter);
	assert.deepEqual(
		calls.map(call => [call.model, call.basis, call.cost]),
		[['llama', 'estimated', undefined]],
	);
	assert.deepEqual([cost, unpriced], [{ low: 0, high: 0 }, ['llama']]);
	const fits = ['gpt-4o', 'gpt-4.1-mini', 'gpt-5', 'o3', 'o4-mini', 'openai/gpt-oss-20b', 'ft:gpt-4o-mini:us'];
	for (const model of [...fits, 'gpt-4', 'gpt-3.5-turbo', 'llama3', 'olmo-7b', 'o2000x']) {
		const [item] = cases;
		assert.ok(item!.source.kind === 'model');
		assert.equal(fitsO200k({ ...item!.source.entry, model }), fits.includes(model), model);
	}
});

test('earlier replies say how long the next ones are', async () => {
	const cases = await casesOf('models: [gpt]\n');
	const usage = { input: 5, output: 40, cachedInput: undefined, estimated: false };
	const { fold } = await trace(cases, new ScriptedModel({ text: 'yes', usage }));
	const { calls } = estimateRun(cases, { observed: observedOutput(fold.results.values()) });
	assert.deepEqual(calls[0]!.output, { low: 40, high: 160 });
});

test('answers of earlier turns that are not there yet are part of the prompt', async () => {
	const questions = '  - { id: a, question: Well? }\n  - { id: b, question: And?, follows: a }\n';
	const cases = await casesOf('models: [short]\n', questions);
	const { calls } = estimateRun(cases, byCharacter);
	const known = estimateRun(cases, { ...byCharacter, answerOf: () => 'x'.repeat(50) });
	assert.ok(Math.abs(calls[0]!.input.low - known.calls[0]!.input.low) < 10);
});

test('many cases are sampled: near the whole count, and quick', async () => {
	const questions = Array.from(
		{ length: 400 },
		(_, i) => `  - { id: q${i}, question: ${'Well? '.repeat(1 + (i % 7))} }\n`,
	);
	const cases = await casesOf('models: [gpt]\n', questions.join(''));
	let counted = 0;
	const countTokens = (text: string) => {
		counted++;
		return text.length;
	};
	const { calls } = estimateRun(cases, { countTokens });
	const all = cases.map(item => estimateRun([item], byCharacter).calls[0]!.input.low).reduce((a, b) => a + b);
	assert.ok(Math.abs(calls[0]!.input.low - all) / all < 0.01);
	assert.ok(counted <= 220, `${counted}`);
	assert.equal(calls[0]!.basis, 'estimated');
});
