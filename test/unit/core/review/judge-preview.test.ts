import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewJudges } from '../../../../src/core/review/judge-preview.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';
import { trace } from '../../../support/trace.ts';

const QUESTIONS = (judge: string) => `version: 1
models: [one]
judge: ${judge}
context: [{ file: tea.md }]
questions:
  - { id: a, question: How is tea made?, reference: By steaming. }
  - { id: b, follows: a, question: And coffee? }
`;
const FILES = {
	'groundline.yaml': TWO_MODELS,
	'tea.md': 'Green tea is steamed at 100 degrees.\nBlack tea is oxidised.\n',
};
const input = { answerOf: () => undefined, placeholder: '(no answer yet)' };

test('shows to the letter what the judge was sent, turns and claims with it', async () => {
	const { cases } = planCases(await loadedSet(QUESTIONS('{ model: two, claims: all }'), FILES));
	const model = new ScriptedModel('Green tea is steamed. Zebras fly.', '{}', '{}', 'Coffee is boiled.', '{}', '{}');
	const { fold } = await trace(cases, model, { concurrency: 1 });
	const answerOf = (key: string) => fold.results.get(key)?.text;
	assert.equal(cases.length, 2);
	for (const item of cases) {
		const result = fold.results.get(item.key);
		const [preview, ...others] = previewJudges(item, { ...input, answerOf, result });
		assert.deepEqual(others, []);
		// After the reply "{}" the judge was asked to repair it: what comes before is the request.
		assert.deepEqual(preview!.messages, result!.verdicts[0]!.messages.slice(0, 2));
	}
});

test('without an answer the request stands there with the place of the answer', async () => {
	const { cases } = planCases(await loadedSet(QUESTIONS('two'), FILES));
	const [preview] = previewJudges(cases[1]!, { ...input, result: undefined });
	assert.match(preview!.messages[1]!.content, /<<<answer to judge [^>]+>>>\n\(no answer yet\)\n<<<end/);
	assert.match(preview!.messages[1]!.content, /A: \(no answer yet\)/);
});

test('the lexical judge is sent nothing; a case without a judge has none', async () => {
	const { cases } = planCases(await loadedSet(QUESTIONS('offline'), FILES));
	assert.deepEqual(
		previewJudges(cases[0]!, { ...input, result: undefined }).map(({ judge, messages }) => [judge, messages.length]),
		[['offline', 0]],
	);
	const unjudged = planCases(await loadedSet(QUESTIONS('two'), FILES), { judging: 'none' }).cases[0]!;
	assert.deepEqual(previewJudges(unjudged, { ...input, result: undefined }), []);
});
