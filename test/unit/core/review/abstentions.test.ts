import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	abstentionFate,
	abstentionParts,
	abstentionsOf,
	heardAnswersOf,
	newestOfEach,
} from '../../../../src/core/review/abstentions.ts';
import type { CheckResult } from '../../../../src/core/review/events.ts';
import { resultOf } from '../../../support/results.ts';

const CANNOT = 'The context does not say.';
const result = (answer: string, ...checks: readonly CheckResult[]) => {
	const { end } = resultOf({});
	return resultOf({ answer, rest: { end: { ...end!, checks } } });
};
const check = (met: boolean): CheckResult => ({ check: 'answerable', met, message: '' });

test('saying that one cannot tell is right only where the context does not tell, and the judge may hear it where the lists do not', () => {
	assert.equal(abstentionFate(result('It was built in 1874.')), 'answers');
	assert.equal(abstentionFate(result(CANNOT)), 'over');
	assert.equal(abstentionFate(result(CANNOT, check(true))), 'abstains');
	assert.equal(abstentionFate(result('Words that no list knows.', check(true))), 'abstains');
	assert.equal(abstentionFate(result('It was built in 1874.', check(false))), 'under');
	const failed = result(CANNOT);
	const failure = { reason: 'timeout', message: '' } as const;
	assert.equal(abstentionFate({ ...failed, answer: { ...failed.answer!, failure } }), undefined);
	assert.equal(abstentionFate({ ...failed, end: undefined }), undefined);
});

test('two errors a model, never one number; intervals go by question', () => {
	const heard = (model: string, question: string, fate: 'over' | 'answers' | 'under' | 'abstains') => ({
		...{ key: `f#${question}@p@${model}`, model, question, fate },
	});
	const [m, n, ...others] = abstentionsOf([
		...['a', 'b', 'c', 'd'].flatMap(question => [heard('m', question, question === 'a' ? 'over' : 'answers')]),
		...[1, 2, 3].map(() => heard('m', 'a', 'over')),
		heard('m', 'x', 'under'),
		heard('m', 'y', 'abstains'),
		heard('n', 'a', 'abstains'),
		heard('o', 'a', 'answers'),
	]);
	assert.deepEqual([m!.over!.hits, m!.over!.of, m!.under!.hits, m!.under!.of], [4, 7, 1, 2]);
	assert.ok(m!.over!.effective! < 7);
	assert.deepEqual([m!.overs.length, m!.unders.map(({ question }) => question)], [4, ['x']]);
	assert.deepEqual([n!.over, n!.under!.hits, others], [undefined, 0, []]);
	assert.match(abstentionParts(n!).join('; '), /^answers in 0 of 1 where it does not \(0 % \[0–\d+\]\)$/);
	assert.deepEqual(abstentionsOf([heard('m', 'a', 'answers')]), []);
	assert.deepEqual(abstentionsOf([]), []);
});

test('the same text counts once, by its newest result', () => {
	const old = result('It was built in 1874.');
	const renewed = { ...result('It was built in 1874.', check(false)), t: old.t + 1 };
	assert.deepEqual(
		newestOfEach(heardAnswersOf([renewed, old])).map(({ fate }) => fate),
		['under'],
	);
});
