import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announcement } from '../../../../src/core/comparing/announcement.ts';
import { estimateComparison } from '../../../../src/core/comparing/estimate-comparison.ts';
import { builtInRubric } from '../../../../src/core/documents/built-in-rubric.ts';
import { modelJudging, pairOf } from '../../../support/pairs.ts';

const judging = modelJudging(2);
const priced = {
	...judging,
	judge: {
		...judging.judge,
		entry: { ...judging.judge.entry, price: { input: 1, output: 2, cachedInput: undefined } },
	},
};
const empty = { fault: { reason: 'empty-answer', message: 'The answer of x is empty.' } } as const;

test('both orders of each pair that can be compared are counted, as often as the judge is asked', () => {
	const pairs = [pairOf('q1', 'one', 'two'), pairOf('q2', '', 'two', empty), pairOf('q3', '', 'two')];
	const { calls, cost } = estimateComparison(pairs, priced);
	assert.equal(calls, 8);
	assert.ok(cost!.low > 0 && cost!.high > cost!.low);
	const one = estimateComparison(pairs.slice(0, 1), priced).cost!;
	const both = estimateComparison([pairs[0]!, pairs[0]!], priced).cost!;
	assert.ok(Math.abs(both.low - 2 * one.low) < 1e-12);
	// Four requests that hold both answers, and four replies of 200 to 1,500 tokens, at 1 and 2 USD per million.
	assert.ok(one.low > (4 * 200 * 2) / 1e6 && Math.abs(one.high - one.low - (4 * 1300 * 2) / 1e6) < 1e-12);
});

test('an unknown price is unknown, and counting words costs nothing', () => {
	const pairs = [pairOf('q1', 'one', 'two')];
	const { price: _, ...entry } = judging.judge.entry;
	const unpriced = { ...judging, judge: { ...judging.judge, entry: { ...entry, price: undefined } } };
	assert.deepEqual(estimateComparison(pairs, unpriced), { calls: 4, cost: undefined });
	assert.deepEqual(estimateComparison(pairs, { kind: 'lexical', rubric: builtInRubric }), {
		calls: 0,
		cost: { low: 0, high: 0 },
	});
});

test('what is said before it begins: who, by whom, how many calls, and what that can show', () => {
	const lines = announcement({
		file: 'q.questions.yaml',
		names: { a: 'x', b: 'y' },
		pairs: [pairOf('q1', 'one', 'two'), pairOf('q2', '', 'two', empty)],
		judging,
		notes: ['a note'],
	});
	assert.deepEqual(lines.slice(0, 2), [
		'q.questions.yaml: x against y, 2 pairs, 1 to compare by judge, 4 calls',
		'a note',
	]);
	assert.match(lines[2]!, /^1 question: too few/);
});
