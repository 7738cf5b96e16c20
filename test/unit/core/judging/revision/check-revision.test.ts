import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexContext } from '../../../../../src/core/grounding/context-index.ts';
import { checkRevision } from '../../../../../src/core/judging/revision/check-revision.ts';

const LINES = [
	'The lighthouse of Norhaven was built in 1874 by the harbour board.',
	'It is not open to visitors in winter.',
	'Its lamp was replaced in 1932 after a storm.',
];
const CONTEXT = indexContext(LINES.map((text, i) => ({ id: `P1:L${i + 1}`, text })));
const check = (answer: string, revision: string) =>
	checkRevision({
		...{ question: 'When was the lighthouse of Norhaven built?', history: '', answer, revision, context: CONTEXT },
	});

test('a wrong year put right is a correction, with its effort and what it says in place of what', () => {
	const answer = 'The lighthouse of Norhaven was built in 1875.';
	const checked = check(answer, 'The lighthouse of Norhaven was built in 1874.');
	assert.deepEqual(checked, {
		state: 'correction',
		effort: 1 / 9,
		claims: [{ start: 0, end: answer.length, fate: 'turned' }],
		notes: ['It says something else in place of “The lighthouse of Norhaven was built in 1875”.'],
	});
});

test('the same words are nothing to improve', () => {
	assert.deepEqual(check('It was built in 1874.', ' It was  built in 1874.\n'), { state: 'unchanged', effort: 0 });
});

test('what the context does not hold is discarded: another year, another name, a sentence more, a denial', () => {
	for (const revision of [
		'The lighthouse of Norhaven was built in 1876.',
		'The lighthouse of Norhaven was built in 1874 by Tom Baker.',
		'The lighthouse of Norhaven was built in 1874. Seven sailors painted it red.',
		'It is open to visitors in winter.',
	]) {
		const checked = check('The lighthouse of Norhaven was built in 1875.', revision);
		assert.equal(checked.state, 'unsupported', revision);
		assert.match(checked.state === 'unsupported' ? checked.reason : '', /^The context does not support “[^”]+”\.$/);
	}
});

test('a revision that leaves out what the context supports, or denies it, says so', () => {
	const answer = 'The lighthouse of Norhaven was built in 1874. Its lamp was replaced in 1932 after a storm.';
	const dropped = check(answer, 'The lighthouse of Norhaven was built in 1874.');
	assert.deepEqual(dropped.state === 'correction' && dropped.notes, [
		'It leaves out “Its lamp was replaced in 1932 after a storm”, which the words of the context support.',
	]);
	const turned = check('It is open to visitors in winter.', 'It is not open to visitors in winter.');
	assert.deepEqual(turned.state === 'correction' && turned.claims.map(({ fate }) => fate), ['turned']);
});

test('a long revision and one that abstains are said to be that', () => {
	const long = check('It was built in 1874.', LINES.join(' '));
	assert.match(long.state === 'correction' ? long.notes.join() : '', /It is 7\.\d times as long as the answer/);
	const silent = check('The lighthouse of Norhaven was built in 1875.', 'The context does not say.');
	assert.deepEqual(silent.state === 'correction' && silent.notes, [
		'It says that the context does not tell.',
		'It leaves out “The lighthouse of Norhaven was built in 1875”.',
	]);
});
