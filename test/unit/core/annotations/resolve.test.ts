import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selectorFor } from '../../../../src/core/annotations/anchor.ts';
import {
	addAnnotation,
	addContextAnnotation,
	EMPTY_ANNOTATIONS,
	type NewAnnotation,
	setRating,
	setReview,
} from '../../../../src/core/annotations/edit.ts';
import {
	type PresentAnswer,
	resolveAnnotations,
	resolveContextAnnotations,
} from '../../../../src/core/annotations/resolve.ts';

const CASE = { question: 'fen', model: 'gpt', prompt: 'answer' };
const OLD = 'The fen is alkaline. It floods every spring.';
const NOW = 'It floods each spring. The fen is alkaline.';
const BY = { by: 'Reviewer', at: undefined };

function draft(text: string, exact: string): NewAnnotation {
	const start = text.indexOf(exact);
	return {
		target: selectorFor(text, { start, end: start + exact.length }),
		label: 'unsupported',
		note: undefined,
		...BY,
	};
}

function seen(file: typeof EMPTY_ANNOTATIONS, present: PresentAnswer): readonly string[] {
	return resolveAnnotations(file, present).annotations.map(({ origin, place, target }) =>
		place.kind === 'orphan'
			? `${origin} orphan "${target.exact}"`
			: `${origin} ${place.how} "${present.answerText.slice(place.range.start, place.range.end)}"`,
	);
}

const old = { hash: '0123456789ab', text: OLD, ...CASE };
const present: PresentAnswer = { ...CASE, answerText: NOW, answerHash: 'ba9876543210' };

test('annotations of an earlier answer are found in the present one, or shown as orphans', () => {
	let file = addAnnotation(EMPTY_ANNOTATIONS, old, draft(OLD, 'The fen is alkaline')).file;
	file = addAnnotation(file, old, draft(OLD, 'It floods every spring.')).file;
	assert.deepEqual(seen(file, present), [
		'carried exact "The fen is alkaline"',
		'carried fuzzy "It floods each spring."',
	]);
	const gone = { ...present, answerText: 'I cannot tell.' };
	assert.deepEqual(seen(file, gone), [
		'carried orphan "The fen is alkaline"',
		'carried orphan "It floods every spring."',
	]);
	assert.deepEqual(seen(file, { ...present, answerText: OLD, answerHash: old.hash }), [
		'own exact "The fen is alkaline"',
		'own exact "It floods every spring."',
	]);
});

test('those of another question, model or prompt do not concern it', () => {
	const file = addAnnotation(EMPTY_ANNOTATIONS, old, draft(OLD, 'alkaline')).file;
	for (const other of [{ question: 'bog' }, { model: 'llama' }, { prompt: 'short' }]) {
		assert.deepEqual(seen(file, { ...present, ...other }), []);
	}
});

test('what was annotated again is shown once', () => {
	let file = addAnnotation(EMPTY_ANNOTATIONS, old, draft(OLD, 'alkaline')).file;
	file = addAnnotation(file, { ...CASE, hash: present.answerHash, text: NOW }, draft(NOW, 'alkaline')).file;
	assert.deepEqual(seen(file, present), ['own exact "alkaline"']);
});

test('reviews and ratings count for the very same text only', () => {
	let file = setReview(EMPTY_ANNOTATIONS, old, { state: 'accepted', ...BY });
	file = setRating(file, old, { criterion: 'clarity', rating: 'Good', reason: undefined, ...BY });
	assert.deepEqual([resolveAnnotations(file, present).reviews, resolveAnnotations(file, present).ratings], [[], []]);
	const same = resolveAnnotations(file, { ...present, answerText: OLD, answerHash: old.hash });
	assert.deepEqual([same.reviews.length, same.ratings.length], [1, 1]);
});

test('annotations of a context file are found in its present text', () => {
	const text = 'Peat is wet.\nPeat is brown.';
	const { file } = addContextAnnotation(
		EMPTY_ANNOTATIONS,
		{ file: 'peat.md', hash: 'cccccccccccc' },
		draft(text, 'brown'),
	);
	const [found] = resolveContextAnnotations(file, 'peat.md', `# Peat\n${text}`);
	assert.deepEqual(found?.place, { kind: 'anchored', range: { start: 28, end: 33 }, how: 'exact' });
	assert.deepEqual(resolveContextAnnotations(file, 'other.md', text), []);
});
