import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planCases } from '../../../../src/core/review/plan.ts';
import type { CaseResult } from '../../../../src/core/review/result.ts';
import { retestOf } from '../../../../src/core/review/retest.ts';
import { dedent, loadedSet, TWO_MODELS } from '../../../support/review-set.ts';
import { type Script, ScriptedModel } from '../../../support/scripted-model.ts';
import { trace } from '../../../support/trace.ts';

// Each option of a rubric file, from its text to the score of an answer that a scripted judge rates.

test('a map of levels, with synonyms', async () => {
	const { result } = await judged(
		`
		version: 1
		scale: { Top: 100, Middle: 40, Low: 0 }
		synonyms: { Top: [Outstanding, first-rate] }
		criteria: [{ id: depth, weight: 3 }, { id: style, weight: 1 }]
		pass: 70
		`,
		'Depth: Outstanding\nStyle: Middle',
	);
	assert.deepEqual([result.end?.ratings, result.end?.score], [{ depth: 'Top', style: 'Middle' }, 85]);
	assert.equal(result.end?.state, 'passed');
});

for (const { scale, said, ratings, score } of [
	{ scale: '1-5', said: 'depth: 4/5\nstyle: 2', ratings: ['4', '2'], score: 50 },
	{ scale: '0-10', said: '{"depth": 10, "style": 0}', ratings: ['10', '0'], score: 50 },
	{ scale: 'pass-fail', said: '{"depth": true, "style": "fail"}', ratings: ['Pass', 'Fail'], score: 50 },
]) {
	test(`the named scale ${scale}`, async () => {
		const { result, model } = await judged(
			`
			version: 1
			scale: ${scale}
			criteria: [{ id: depth, weight: 1 }, { id: style, weight: 1 }]
			`,
			said,
		);
		assert.deepEqual(Object.values(result.end?.ratings ?? {}), ratings);
		assert.equal(result.end?.score, score);
		const sent = model.requests[0]!.schema!.schema as { properties: { criteria: { properties: { depth: unknown } } } };
		assert.match(JSON.stringify(sent.properties.criteria.properties.depth), new RegExp(`"${ratings[0]}"`));
	});
}

test('a rubric that extends another keeps its criteria, caps and words', async () => {
	const { result, model } = await judged(
		`
		version: 1
		extends: base.rubric.yaml
		criteria: [{ id: style, weight: 1, description: Is it terse? }]
		`,
		'{"truth": "Bad", "style": "Excellent"}',
		{
			'base.rubric.yaml': dedent(`
				version: 1
				instructions: Be strict about dates.
				criteria: [{ id: truth, weight: 1, cap: { Bad: 30 }, anchors: { Good: "Tea is a drink." } }]
				pass: { score: 10, truth: Fair }
			`).replaceAll('\t', ''),
		},
	);
	assert.deepEqual([result.end?.score, result.end?.cappedScore, result.end?.state], [70, 30, 'failed']);
	const system = model.requests[0]!.messages[0]!.content;
	for (const words of ['Be strict about dates.', 'Is it terse?', 'Good, for example: Tea is a drink.']) {
		assert.ok(system.includes(words), words);
	}
});

test('a criterion with a judge of its own is asked of that judge alone', async () => {
	const { result, model } = await judged(
		`
		version: 1
		criteria: [{ id: depth, weight: 1 }, { id: style, weight: 1, judge: one }]
		`,
		async request => ({
			text: `{"${request.model.name === 'one' ? 'style' : 'depth'}": "${request.model.name === 'one' ? 'Bad' : 'Good'}"}`,
		}),
	);
	assert.deepEqual(result.end?.ratings, { depth: 'Good', style: 'Bad' });
	assert.deepEqual(model.requests.map(request => request.model.name).sort(), ['one', 'two']);
	assert.ok(
		model.requests.every(
			({ messages }) => ['depth', 'style'].filter(id => messages[0]!.content.includes(id)).length === 1,
		),
	);
});

test('a criterion with a check is decided by code, and no judge is asked of it', async () => {
	const rubric = `
		version: 1
		criteria:
		  - { id: depth, weight: 1 }
		  - { id: terse, weight: 1, check: { maxWords: 4 }, cap: { Worse: 30 } }
		`;
	const { result, model } = await judged(rubric, '{"depth": "Good"}');
	assert.deepEqual(result.end?.ratings, { depth: 'Good', terse: 'Worse' });
	assert.deepEqual([result.end?.score, result.end?.cappedScore], [50, 30]);
	assert.match(result.verdicts[0]!.reasons.terse!, /^Checked by code: 6 words; at most 4 are wanted\.$/);
	assert.ok(!JSON.stringify(model.requests[0]).includes('terse'));
});

test('where code decides every criterion, no judge is asked at all', async () => {
	const { result, model } = await judged(
		`
		version: 1
		criteria: [{ id: steamed, weight: 1, check: { mustContain: [steamed] } }]
		`,
		'never asked',
	);
	assert.deepEqual([result.end?.ratings, result.end?.state], [{ steamed: 'Excellent' }, 'passed']);
	assert.equal(model.requests.length, 0);
	assert.equal(result.verdicts[0]?.judge, 'code');
});

test('several verdicts: the median counts, spread and test-retest are known', async () => {
	let turn = 0;
	const { result } = await judged(
		`
		version: 1
		criteria: [{ id: depth, weight: 1 }]
		`,
		async () => ({ text: `{"depth": "${['Good', 'Good', 'Bad'][turn++]}"}` }),
		{},
		3,
	);
	assert.deepEqual([result.end?.ratings.depth, result.end?.spread], ['Good', 40]);
	const retest = retestOf([result]);
	assert.deepEqual([retest?.pairs, retest?.agreement, retest?.meanSpread], [3, 1 / 3, 40]);
});

async function judged(
	rubric: string,
	script: Script,
	files: Readonly<Record<string, string>> = {},
	judgeSamples = 1,
): Promise<{ readonly result: CaseResult; readonly model: ScriptedModel }> {
	const set = await loadedSet(
		[
			'version: 1',
			'rubric: r.rubric.yaml',
			'judge: { model: two }',
			'context: [{ text: Green tea is steamed at 100 degrees. }]',
			'questions:',
			'  - { id: a, question: How is green tea made?, answers: { one: Green tea is steamed at 100. } }',
		].join('\n'),
		{ 'groundline.yaml': TWO_MODELS, 'r.rubric.yaml': dedent(rubric).replaceAll('\t', ''), ...files },
	);
	assert.deepEqual(
		[...set.problems.values()].flat().filter(problem => problem.severity === 'error'),
		[],
	);
	const model = new ScriptedModel(script);
	const { fold } = await trace(planCases(set, { models: ['one'], judgeSamples }).cases, model);
	const [result] = fold.results.values();
	return { result: result!, model };
}
