import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	addAnnotation,
	addContextAnnotation,
	changeAnnotation,
	EMPTY_ANNOTATIONS,
	type IdentifiedAnswer,
	type NewAnnotation,
	removeAnnotation,
	removeRating,
	removeReview,
	setRating,
	setReview,
} from '../../../../src/core/annotations/edit.ts';
import type { AnnotationFile } from '../../../../src/core/documents/annotation-file.ts';

const FEN = answer('aaaaaaaaaaaa', 'fen');
const BOG = answer('bbbbbbbbbbbb', 'bog');
const BY = { by: 'Reviewer', at: '2026-11-21' };

function answer(hash: string, question: string): IdentifiedAnswer {
	return { hash, question, model: 'offline', prompt: 'answer', text: `About the ${question}.` };
}

function draft(exact: string): NewAnnotation {
	return { target: { exact, prefix: '', suffix: '' }, label: 'unsupported', note: undefined, ...BY };
}

function ids(file: AnnotationFile): string {
	return file.annotations.map(each => `${each.id}:${each.answer?.[0] ?? each.context?.file}`).join(' ');
}

test('a new annotation brings its answer, gets a free id and stands by question', () => {
	let file = EMPTY_ANNOTATIONS;
	for (const annotated of [FEN, BOG, FEN]) {
		file = addAnnotation(file, annotated, draft('About')).file;
	}
	assert.equal(ids(file), 'a2:b a1:a a3:a');
	assert.deepEqual([...file.answers.keys()], ['aaaaaaaaaaaa', 'bbbbbbbbbbbb']);
	assert.equal(file.answers.get(BOG.hash)?.text, 'About the bog.');
	const renamed = {
		...file,
		annotations: [
			{ ...file.annotations[0]!, id: 'a41' },
			{ ...file.annotations[1]!, id: 'mine' },
		],
	};
	assert.equal(addAnnotation(renamed, FEN, draft('x')).id, 'a42');
});

test('a context target has no answer', () => {
	const { file } = addContextAnnotation(EMPTY_ANNOTATIONS, { file: 'docs/bog.md', hash: 'cccccccccccc' }, draft('wet'));
	assert.equal(ids(file), 'a1:docs/bog.md');
	assert.equal(file.answers.size, 0);
});

test('removing takes the answer along when nothing else needs it', () => {
	const one = addAnnotation(EMPTY_ANNOTATIONS, FEN, draft('About')).file;
	assert.equal(removeAnnotation(one, 'a1').answers.size, 0);
	const reviewed = setReview(one, FEN, { state: 'accepted', ...BY });
	assert.equal(removeAnnotation(reviewed, 'a1').answers.size, 1);
	const preferred = {
		...one,
		preferences: [{ question: 'fen', a: FEN.hash, b: BOG.hash, winner: 'a' as const, ...BY }],
	};
	assert.equal(removeAnnotation(preferred, 'a1').answers.size, 1);
	assert.equal(removeAnnotation(one, 'a9'), one);
});

test('a person has one review of an answer, and one rating of each criterion', () => {
	let file = setReview(EMPTY_ANNOTATIONS, FEN, { state: 'accepted', ...BY });
	file = setReview(file, FEN, { state: 'uncertain', by: 'Other', at: undefined });
	file = setReview(file, FEN, { state: 'rejected', ...BY });
	assert.deepEqual(
		file.reviews.map(each => `${each.by} ${each.state}`),
		['Reviewer rejected', 'Other uncertain'],
	);
	for (const [criterion, rating] of [
		['clarity', 'Good'],
		['relevance', 'Bad'],
		['clarity', 'Fair'],
	] as const) {
		file = setRating(file, FEN, { criterion, rating, reason: undefined, ...BY });
	}
	assert.deepEqual(
		file.ratings.map(each => `${each.criterion} ${each.rating}`),
		['clarity Fair', 'relevance Bad'],
	);
	file = removeRating(file, FEN.hash, { criterion: 'clarity', by: 'Reviewer' });
	file = removeReview(removeReview(file, FEN.hash, 'Reviewer'), FEN.hash, 'Other');
	assert.deepEqual([file.ratings.length, file.reviews.length, file.answers.size], [1, 0, 1]);
	assert.equal(removeRating(file, FEN.hash, { criterion: 'relevance', by: 'Reviewer' }).answers.size, 0);
});

test('edits leave the file they start from as it is', () => {
	const one = addAnnotation(EMPTY_ANNOTATIONS, FEN, draft('About')).file;
	const changed = changeAnnotation(one, 'a1', { label: 'supported', note: 'It does.' });
	assert.equal(one.annotations[0]!.label, 'unsupported');
	assert.deepEqual([changed.annotations[0]!.label, changed.annotations[0]!.note], ['supported', 'It does.']);
	assert.equal(changeAnnotation(one, 'a2', { label: 'note' }), one);
	assert.equal(EMPTY_ANNOTATIONS.annotations.length, 0);
});
