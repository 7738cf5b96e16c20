import assert from 'node:assert/strict';
import { test } from 'node:test';
import { combineVerdicts } from '../../../../src/core/judging/combine.ts';
import { readVerdict } from '../../../../src/core/judging/reading/read-verdict.ts';
import { testRubric } from '../../../support/rubrics.ts';

const rubric = testRubric('built-in');
const reading = (...levels: string[]) =>
	readVerdict(JSON.stringify(Object.fromEntries(rubric.criteria.map((each, i) => [each.id, levels[i]]))), rubric);
const good = reading('Good', 'Good', 'Good', 'Good', 'Good');

test('each criterion gets its median', () => {
	const combined = combineVerdicts(rubric, [
		good,
		reading('Excellent', 'Bad', 'Fair', 'Good', 'Good'),
		reading('Bad', 'Worse', 'Excellent', 'Good', 'Good'),
	]);
	assert.deepEqual(Object.values(combined.ratings), ['Good', 'Bad', 'Good', 'Good', 'Good']);
	assert.equal(combined.cappedScore, 60);
	assert.equal(combined.pass, false);
	assert.equal(combined.spread, 40); // 80 against 40: the third is capped.
});

test('of two middle ratings the lower one counts', () => {
	const combined = combineVerdicts(rubric, [good, reading('Fair', 'Good', 'Good', 'Good', 'Good')]);
	assert.equal(combined.ratings.relevance, 'Fair');
});

test('half of the verdicts is not enough', () => {
	const unread = readVerdict('Relevance: 11/10', rubric);
	const combined = combineVerdicts(rubric, [good, unread]);
	assert.equal(combined.state, 'unscored');
	assert.equal(combined.reason, 'off-scale');
	assert.equal(combined.score, undefined);
	assert.deepEqual([combined.parsed, combined.asked], [1, 2]);
	assert.equal(combineVerdicts(rubric, [good, unread, good]).state, 'scored');
});

test('one verdict that could not be read keeps what was read of it', () => {
	const combined = combineVerdicts(rubric, [readVerdict('Relevance: Good', rubric)]);
	assert.deepEqual(combined.ratings, { relevance: 'Good' });
	assert.equal(combined.reason, 'unparsed');
});

test('no verdict at all is unscored', () => {
	assert.equal(combineVerdicts(rubric, []).state, 'unscored');
});
