import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	estimateRevision,
	planRevision,
	type RevisionPlan,
	reviserDoubt,
} from '../../../../../src/core/judging/revision/plan-revision.ts';
import { revise } from '../../../../../src/core/judging/revision/revise.ts';
import { planCases } from '../../../../../src/core/review/plan.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';
import { modelEntry } from '../../../../support/model-entry.ts';
import { loadedSet, TWO_MODELS } from '../../../../support/review-set.ts';
import { failure, type Script, ScriptedModel } from '../../../../support/scripted-model.ts';
import { trace } from '../../../../support/trace.ts';

const QUESTIONS = `version: 1
models: [one]
judge: offline
context: [{ file: tea.md }]
questions:
  - { id: a, question: How is green tea made? }
  - { id: b, follows: a, question: At how many degrees? }
`;
const FILES = {
	'groundline.yaml': TWO_MODELS,
	'tea.md': 'Green tea is steamed at 100 degrees.\nBlack tea is oxidised.\n',
};

async function answered(files = FILES) {
	const { cases } = planCases(await loadedSet(QUESTIONS, files));
	const model = new ScriptedModel('Green tea is steamed at 90 degrees.', 'At 90 degrees.');
	const { fold } = await trace(cases, model, { concurrency: 1 });
	return { cases, resultOf: (key: string) => fold.results.get(key) };
}

async function planned(at = 0): Promise<RevisionPlan> {
	const { cases, resultOf } = await answered();
	const found = planRevision(cases[at]!, resultOf(cases[at]!.key)!, resultOf);
	assert.ok(found.kind === 'planned');
	return found.plan;
}

const REVISER = modelEntry({ name: 'two', price: { input: 1, output: 2, cachedInput: undefined } });
const revised = async (...scripts: readonly Script[]) => {
	const model = new ScriptedModel(...scripts);
	const ports = { model, clock: new FakeClock() };
	const revision = await revise(await planned(), { reviser: REVISER, ports, signal: new AbortController().signal });
	return { model, revision };
};

test('the reviser sees question, context and answer between fences that no text can close, and is asked once at 0.3', async () => {
	const { model, revision } = await revised('Green tea is steamed at 100 degrees.');
	const [{ messages, parameters } = assert.fail()] = model.requests;
	assert.equal(model.requests.length, 1);
	assert.equal(parameters.temperature, 0.3);
	const mark = /<<<question ([0-9a-f]{16})>>>/.exec(messages[1]!.content)?.[1];
	assert.equal(
		messages[1]!.content,
		[
			`CODE: ${mark}`,
			`<<<question ${mark}>>>\nHow is green tea made?\n<<<end question ${mark}>>>`,
			`<<<context ${mark}>>>\nP1:L1: Green tea is steamed at 100 degrees.\nP1:L2: Black tea is oxidised.\n<<<end context ${mark}>>>`,
			`<<<answer to revise ${mark}>>>\nGreen tea is steamed at 90 degrees.\n<<<end answer to revise ${mark}>>>`,
			'Write the revised answer now.',
		].join('\n\n'),
	);
	assert.match(messages[0]!.content, /- faithfulness: Faithfulness/);
	assert.equal(revision.check.state, 'correction');
	assert.equal(revision.text, 'Green tea is steamed at 100 degrees.');
	assert.equal(revision.cost, (100 + 20 * 2) / 1_000_000);
});

test('earlier turns are shown to the reviser', async () => {
	const { messages } = await planned(1);
	assert.match(messages[1]!.content, /<<<earlier turns [^>]+>>>\n.*How is green tea made\?\n.*90 degrees/);
});

test('unchanged, made up and failed replies are told apart', async () => {
	assert.deepEqual((await revised('Green tea is steamed at 90 degrees.')).revision.check, {
		state: 'unchanged',
		effort: 0,
	});
	assert.equal((await revised('No changes needed.')).revision.text, 'Green tea is steamed at 90 degrees.');
	assert.equal((await revised('Green tea is steamed at 80 degrees.')).revision.check.state, 'unsupported');
	const { check } = (await revised(failure('unreachable'))).revision;
	assert.deepEqual(check, { state: 'unread', reason: 'It is unreachable.' });
});

test('what has no answer, no context or has changed cannot be corrected, with the reason', async () => {
	const { cases, resultOf } = await answered();
	const [item] = cases;
	const result = resultOf(item!.key)!;
	const why = (...given: Parameters<typeof planRevision>) => {
		const found = planRevision(...given);
		return found.kind === 'impossible' ? found.message : 'planned';
	};
	assert.match(why(item!, { ...result, answer: undefined }, resultOf), /no answer to correct/);
	const later = await answered({ ...FILES, 'tea.md': 'Green tea is steamed at 95 degrees.\n' });
	assert.match(why(later.cases[0]!, result, resultOf), /The answer is stale/);
	const bare = planCases(await loadedSet(QUESTIONS.replace(/context:.*\n/, ''), FILES)).cases;
	const { fold } = await trace(bare, new ScriptedModel('Steamed.'), { concurrency: 1 });
	assert.match(why(bare[0]!, fold.results.get(bare[0]!.key)!, resultOf), /has no context/);
});

test('a reviser that wrote the answer, or is of its family, is doubted', () => {
	const one = modelEntry({ name: 'one', model: 'm-1', family: 'llama' });
	assert.match(reviserDoubt(one, one) ?? '', /one wrote the answer itself/);
	assert.match(reviserDoubt({ ...one, name: 'other' }, one) ?? '', /other wrote the answer itself/);
	assert.match(reviserDoubt(modelEntry({ name: 'b', family: 'llama' }), one) ?? '', /same family \(llama\)/);
	assert.equal(reviserDoubt(modelEntry({ name: 'b' }), one), undefined);
	assert.equal(reviserDoubt(one, undefined), undefined);
});

test('the estimate is of one call, and has no cost where there is no price', async () => {
	const plan = await planned();
	const { input, output, cost } = estimateRevision(plan, REVISER);
	assert.ok(input > 200 && input < 800 && output >= 7 && output < 20);
	assert.equal(cost, (input + output * 2) / 1_000_000);
	assert.equal(estimateRevision(plan, modelEntry()).cost, undefined);
});
