import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passes, passMarkOf, rubricFor, scoreRatings, shown } from '../../../../src/core/judging/score.ts';
import { rubricOf, testRubric } from '../../../support/rubrics.ts';

const rubric = testRubric('built-in');
const rated = (relevance: string, faithfulness: string, rest = 'Good') => ({
	relevance,
	faithfulness,
	completeness: rest,
	clarity: rest,
	conciseness: rest,
});

test('the score is the weighted mean, and its terms are there to be shown', () => {
	const arithmetic = scoreRatings(rubric, rated('Excellent', 'Fair'))!;
	assert.equal(arithmetic.score, 86);
	assert.equal(arithmetic.cappedScore, 86);
	assert.deepEqual(arithmetic.terms[1], { criterion: 'faithfulness', weight: 0.2, level: 'Fair', value: 60 });
	assert.deepEqual(arithmetic.caps, []);
});

test('a cap lowers what counts and leaves the score', () => {
	const fluentLie = scoreRatings(rubric, rated('Excellent', 'Worse', 'Excellent'))!;
	assert.equal(fluentLie.score, 84);
	assert.equal(fluentLie.cappedScore, 40);
	assert.deepEqual(fluentLie.caps, [{ criterion: 'faithfulness', level: 'Worse', cap: 40 }]);
});

test('a cap above the score changes nothing', () => {
	const poor = scoreRatings(rubric, rated('Worse', 'Bad', 'Worse'))!;
	assert.equal(poor.score, 24);
	assert.equal(poor.cappedScore, 24);
});

test('weights that do not sum to 1 are normalised', () => {
	const uneven = rubricOf({ Yes: 100, No: 0 }, { A: { weight: 3 }, B: { weight: 1 } });
	assert.equal(scoreRatings(uneven, { a: 'Yes', b: 'No' })!.score, 75);
});

test('nothing is scored that is not rated, or not on the scale, or has no weight', () => {
	assert.equal(scoreRatings(rubric, { relevance: 'Good' }), undefined);
	assert.equal(scoreRatings(rubric, rated('Splendid', 'Good')), undefined);
	assert.equal(scoreRatings(rubricOf({ Yes: 1 }, { A: { weight: 0 } }), { a: 'Yes' }), undefined);
	assert.equal(scoreRatings(rubricOf({ Yes: 1 }, { constructor: {} }), {}), undefined);
});

test('five times the same value is that value, in spite of binary fractions', () => {
	assert.equal(scoreRatings(rubric, rated('Good', 'Good'))!.score, 80);
});

test('a number passes at the mark, compared unrounded', () => {
	const arithmetic = scoreRatings(rubric, rated('Good', 'Good'))!;
	assert.equal(passes(rubric, arithmetic, { score: 80, levels: new Map() }).pass, true);
	const below = passes(rubric, { ...arithmetic, cappedScore: 79.96 }, { score: 80, levels: new Map() });
	assert.deepEqual(below, { pass: false, shortfalls: ['The score 80.0 is below 80.0.'] });
});

test('a map of minimum levels must hold too', () => {
	const arithmetic = scoreRatings(rubric, rated('Excellent', 'Fair', 'Excellent'))!;
	const mark = { score: 80, levels: new Map([['faithfulness', 'Good']]) };
	assert.deepEqual(passes(rubric, arithmetic, mark).shortfalls, ['Faithfulness is Fair, at least Good is needed.']);
	assert.equal(passes(rubric, arithmetic, { score: 80, levels: new Map([['clarity', 'Good']]) }).pass, true);
});

test('a mark that names what is not there is a shortfall, not ignored', () => {
	const arithmetic = scoreRatings(rubric, rated('Good', 'Good'))!;
	const mark = {
		score: undefined,
		levels: new Map([
			['clarity', 'Superb'],
			['humour', 'Good'],
		]),
	};
	assert.equal(passes(rubric, arithmetic, mark).shortfalls.length, 2);
});

test('the question outranks the file, the file outranks the rubric', () => {
	const file = { score: 60, levels: new Map() };
	const question = { score: 40, levels: new Map() };
	assert.equal(passMarkOf(rubric).score, 80);
	assert.equal(passMarkOf(rubric, file).score, 60);
	assert.equal(passMarkOf(rubric, file, question).score, 40);
	assert.equal(passMarkOf(rubric, undefined, question).score, 40);
});

test('where the context does not say, relevance and completeness are not graded', () => {
	const reduced = rubricFor(rubric, { answerable: false });
	assert.deepEqual(
		reduced.criteria.map(each => each.id),
		['faithfulness', 'clarity', 'conciseness'],
	);
	assert.equal(rubricFor(rubric, { answerable: true }), rubric);
	const only = rubricOf({ Good: 1 }, { Relevance: {} });
	assert.equal(rubricFor(only, { answerable: false }), only);
});

test('a score is shown with one decimal', () => {
	assert.deepEqual([92, 57.25, 33.333].map(shown), ['92.0', '57.3', '33.3']);
});
