import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerHead, MOST_LINES, verdictWords } from '../../../../src/host/threads/thread-words.ts';
import { resultOf } from '../../../support/results.ts';
import { plain } from '../results/plain-words.ts';

test('the judge says state and score first, then the cap, then the lowest criteria with their reasons', () => {
	const result = resultOf({
		ratings: {
			faithfulness: 'Worse',
			relevance: 'Fair',
			completeness: 'Excellent',
			clarity: 'Excellent',
			conciseness: 'Excellent',
		},
		reasons: { faithfulness: 'The answer gives a limit\nthat the page does not.' },
	});
	assert.equal(
		verdictWords(result, plain),
		[
			'✕ 40.0 failed · 64.0 before the cap · pass mark 80',
			'Capped at 40.0 because Faithfulness is Worse.',
			'Faithfulness: Worse. The answer gives a limit that the page does not.',
			'Relevance: Fair',
		].join('\n'),
	);
});

test('what a check demanded and the answer lacks is said', () => {
	const result = resultOf({});
	const words = verdictWords(
		{
			...result,
			end: { ...result.end!, checks: [{ check: 'mustContain', met: false, message: '“25 MB” is missing' }] },
		},
		plain,
	);
	assert.ok(words?.includes('Not met: “25 MB” is missing'));
});

test('a long answer is cut and says so', () => {
	const head = answerHead(resultOf({ answer: Array.from({ length: 60 }, (_, i) => `line ${i}`).join('\n') }), plain);
	assert.equal(head.split('\n').length, MOST_LINES + 1);
	assert.ok(head.endsWith('… 20 more lines: Open Answer shows all.'));
});

test('one endless line is cut, too', () => {
	const head = answerHead(resultOf({ answer: 'x'.repeat(100_000) }), plain);
	assert.ok(head.length < 5000 && head.includes('cut here'));
});

test('an answer that broke off keeps what had come, with the reason below', () => {
	const result = resultOf({ answer: 'Ten pieces' });
	const head = answerHead(
		{ ...result, answer: { ...result.answer!, failure: { reason: 'cancelled', message: 'Cancelled.' } } },
		plain,
	);
	assert.equal(head, 'Ten pieces\n\nCancelled.');
});

test('hidden characters of a model or judge are shown', () => {
	const result = resultOf({
		answer: 'safe\u202Eevil',
		ratings: { relevance: 'Bad' },
		reasons: { relevance: 'a\u0000b' },
	});
	assert.ok(answerHead(result, plain).includes('<U+202E>'));
	assert.ok(verdictWords(result, plain)?.includes('a<U+0000>b'));
});

test('an open case has no verdict yet', () => {
	const open = { ...resultOf({ answer: '' }), end: undefined, answer: undefined, phase: 'answering' as const };
	assert.equal(verdictWords(open, plain), undefined);
	assert.equal(answerHead(open, plain), 'Waiting for the first words…');
	assert.equal(verdictWords({ ...open, phase: 'judging' }, plain), 'Judging…');
});
