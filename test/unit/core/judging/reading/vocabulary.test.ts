import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readVerdict } from '../../../../../src/core/judging/reading/read-verdict.ts';
import { criterionNamed, levelNamed, vocabularyOf } from '../../../../../src/core/judging/reading/vocabulary.ts';
import { rubricOf } from '../../../../support/rubrics.ts';

test('criteria are known by id, name and the words of an id', () => {
	const vocabulary = vocabularyOf(
		rubricOf({ Good: 1 }, { 'Tone of voice': { id: 'toneOfVoice' }, Depth: { id: 'd-1' } }),
	);
	for (const phrase of ['Tone of voice', 'TONE  OF VOICE', 'toneOfVoice', 'tone-of-voice', 'tone_of_voice']) {
		assert.equal(criterionNamed(vocabulary, phrase), 'toneOfVoice');
	}
	assert.equal(criterionNamed(vocabulary, 'D 1'), 'd-1');
	assert.equal(criterionNamed(vocabulary, 'tone'), undefined);
});

test('a word that stands for two levels stands for none, unless it is the name of one', () => {
	const rubric = rubricOf({ Good: 2, Fine: 1, Poor: 0 }, { A: {} }, { Good: ['solid', 'ok'], Fine: ['ok', 'Good'] });
	const vocabulary = vocabularyOf(rubric);
	assert.equal(levelNamed(vocabulary, 'solid'), 'Good');
	assert.equal(levelNamed(vocabulary, 'ok'), undefined);
	assert.equal(levelNamed(vocabulary, 'good'), 'Good');
});

test('the longest level word counts, and signs in names are only signs', () => {
	const rubric = rubricOf(
		{ 'Very good': 3, Good: 2, 'C+ (weak)': 1, 'A*': 4 },
		{ 'C++ style': { id: 'style' }, 'I/O': { id: 'io' } },
	);
	assert.deepEqual(readVerdict('C++ style: very good\nI/O: C+ (weak)', rubric).ratings, {
		style: 'Very good',
		io: 'C+ (weak)',
	});
	assert.deepEqual(readVerdict('{"C++ style": "A*", "I/O": "Good"}', rubric).ratings, { style: 'A*', io: 'Good' });
});

test('a rubric without criteria or levels reads nothing and does not throw', () => {
	assert.equal(readVerdict('Relevance: Good', rubricOf({}, {})).state, 'unscored');
	assert.equal(readVerdict('A: Good', rubricOf({}, { A: {} })).reason, 'off-scale');
});

test('names that every object inherits are only names', () => {
	const rubric = rubricOf({ Good: 1, Bad: 0 }, { constructor: {}, 'to String': { id: 'toString' } });
	assert.deepEqual(readVerdict('{"constructor": "Good", "toString": "Bad"}', rubric).ratings, {
		constructor: 'Good',
		toString: 'Bad',
	});
	assert.deepEqual(readVerdict('nothing', rubric).ratings, {});
});
