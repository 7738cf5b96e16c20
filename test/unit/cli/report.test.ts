import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gravest } from '../../../src/cli/exit-code.ts';
import { missedCase, type ReportedCase, reportedCase, summarise } from '../../../src/cli/report.ts';
import type { AbstentionFate } from '../../../src/core/review/abstentions.ts';
import type { UnscoredReason } from '../../../src/core/review/state.ts';
import { resultOf } from '../../support/results.ts';

const scored = (key: string, cappedScore: number, more: Partial<ReportedCase> = {}): ReportedCase => ({
	...missedCase(key, 'm', 'cancelled'),
	state: cappedScore >= 80 ? 'passed' : 'failed',
	reason: undefined,
	score: cappedScore,
	cappedScore,
	values: { depth: cappedScore },
	...more,
});

test('means leave out what is unscored, and every case is counted once', () => {
	const cases = [scored('a', 90), scored('b', 50), missedCase('c', 'm', 'timeout'), missedCase('d', 'n', 'timeout')];
	const summary = summarise(['a', 'b', 'c', 'd'], cases);
	assert.deepEqual([summary.loaded, summary.passed, summary.failed, summary.unscored], [4, 1, 1, 2]);
	assert.deepEqual(summary.reasons, { timeout: 2 });
	assert.deepEqual(summary.perCriterion, { depth: { mean: 70, cases: 2 } });
	assert.equal(summary.perModel.m!.meanCappedScore, 70);
	assert.equal(summary.perModel.n!.meanCappedScore, undefined);
});

test('where an answer says that it cannot tell, the summary has both errors of each model', () => {
	const of = (key: string, fate: AbstentionFate) => scored(key, 90, { abstention: { question: key, fate } });
	const { abstentions } = summarise(
		['a', 'b', 'c', 'd'],
		[of('a', 'over'), of('b', 'answers'), of('c', 'under'), missedCase('d', 'm', 'timeout')],
	);
	assert.deepEqual(
		abstentions?.map(({ model, over, under, overs }) => [model, over?.hits, over?.of, under?.of, overs[0]?.key]),
		[['m', 1, 2, 1, 'a']],
	);
	assert.equal(summarise(['b'], [of('b', 'answers')]).abstentions, undefined);
});

test('the time of answering is that of answers: none of a cached one, none of one that was cancelled', () => {
	const { answer, end, ...whole } = resultOf({});
	const timeOf = (of: { readonly text: string; readonly cached: boolean }, reason?: UnscoredReason) =>
		reportedCase({
			...whole,
			answer: { ...answer!, ...of, latencyMs: 5000 },
			end: { ...end!, state: 'unscored', reason },
		}).answerMs;
	assert.equal(timeOf({ text: 'At nine.', cached: false }), 5000);
	assert.equal(timeOf({ text: 'At nine.', cached: true }), 0);
	assert.equal(timeOf({ text: '', cached: false }, 'cancelled'), 0);
	assert.equal(timeOf({ text: 'At n', cached: false }, 'cancelled'), 5000);
	assert.equal(timeOf({ text: '', cached: false }, 'timeout'), 5000);
});

test('one unknown cost makes the sum unknown, never less', () => {
	const cases = [scored('a', 90, { answerCost: 0.5 }), scored('b', 90, { judgeCost: undefined })];
	assert.equal(summarise(['a', 'b'], cases).cost, undefined);
	assert.equal(summarise(['a'], cases.slice(0, 1)).cost, 0.5);
});

test('numbers that do not add up are no report', () => {
	assert.throws(() => summarise(['a', 'b'], [scored('a', 90)]), /2 cases were loaded, but 1 are accounted for/);
	assert.throws(() => summarise(['a', 'b'], [scored('a', 90), scored('a', 90)]), /accounted for/);
});

test('the gravest exit code wins', () => {
	assert.equal(gravest([]), 0);
	assert.equal(gravest([1, 3]), 3);
	assert.equal(gravest([1, 3, 4]), 4);
	assert.equal(gravest([1, 130, 4]), 130);
	assert.equal(gravest([130, 2, 1]), 2);
});
