import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noiseOf, repeatedScoresOf } from '../../../../src/core/review/noise.ts';
import type { CaseResult } from '../../../../src/core/review/result.ts';
import { retestOf } from '../../../../src/core/review/retest.ts';
import { resultOf, SAMPLE_RUBRIC } from '../../../support/results.ts';

const LEVELS = ['Excellent', 'Good', 'Fair', 'Bad', 'Worse'];

/** The n-th answer to a question, judged by each of these levels; `cached`: a cache knew the verdicts. */
function judged(question: string, sample: number, levels: readonly string[], cached = false): CaseResult {
	const one = resultOf({ key: `${question}~${sample}` });
	const verdict = one.verdicts[0]!;
	return {
		...one,
		start: { ...one.start!, question, sample },
		verdicts: levels.map((level, i) => ({
			...verdict,
			sample: i,
			cached,
			ratings: Object.fromEntries(SAMPLE_RUBRIC.criteria.map(({ id }) => [id, level])),
		})),
	};
}

const noise = (results: readonly CaseResult[]) => noiseOf(results.flatMap(one => repeatedScoresOf(one) ?? []));

test('answers that say the same share a verdict: it is no second observation, and not what tells a noisy judge from hard questions', () => {
	const fresh = LEVELS.map((level, i) => judged(`q${i}`, 0, [level]));
	const repeated = LEVELS.flatMap((level, i) => [judged(`q${i}`, 1, [level], true), judged(`q${i}`, 2, [level], true)]);
	assert.deepEqual(noise([...fresh, ...repeated]), noise(fresh));
	assert.deepEqual(noise([...repeated, ...fresh]), noise(fresh), 'whichever came first');
	assert.deepEqual(noise(fresh), []);
});

test('verdicts that are shared count once in what a judge says of the same answer twice', () => {
	const first = judged('q', 0, ['Good', 'Bad', 'Good']);
	const again = judged('q', 1, ['Good', 'Bad', 'Good'], true);
	assert.deepEqual(retestOf([first, again]), retestOf([first]));
	assert.equal(retestOf([first])!.pairs, 15);
	assert.deepEqual(retestOf([again, judged('q', 0, ['Good', 'Bad', 'Good'])]), retestOf([first]));
	const apart = judged('q', 1, ['Good', 'Bad', 'Good']);
	assert.equal(retestOf([first, apart])!.pairs, 30, 'asked for anew, each is one of its own');
	const recalled = judged('q', 0, ['Good', 'Bad', 'Good'], true);
	assert.equal(retestOf([recalled])!.pairs, 15, 'each of them was a draw of its own when it was asked for');
	assert.deepEqual(retestOf([recalled, again]), retestOf([recalled]));
});
