import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_ANNOTATIONS, setPreference } from '../../../../src/core/annotations/edit.ts';
import { blindPairs, pairId, recordedAnswers, winnerOf } from '../../../../src/core/comparing/blind.ts';
import { parseAnnotations } from '../../../../src/core/documents/parse-annotations.ts';
import { serializeAnnotations } from '../../../../src/core/documents/serialize-annotations.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import { signTest } from '../../../../src/core/statistics/sign-test.ts';
import { shortHash } from '../../../../src/core/text/hash.ts';
import { resultOf } from '../../../support/results.ts';
import { loadedSet } from '../../../support/review-set.ts';

/** The answer of one model to one question. */
const answered = (question: string, model: string, text: string) => {
	const result = resultOf({ key: `f#${question}@p@${model}`, answer: text });
	return {
		...result,
		start: { ...result.start!, question, model },
		answer: { ...result.answer!, hash: shortHash(text) },
	};
};
const many = (count: number) =>
	Array.from({ length: count }, (_, i) => [
		answered(`q${i}`, 'one', `first ${i}`),
		answered(`q${i}`, 'two', `second ${i}`),
	]).flat();

test('every pair of different answers to one question, and none twice', () => {
	const pairs = blindPairs(
		[...many(1), answered('q0', 'three', 'third'), answered('q1', 'one', 'same'), answered('q1', 'two', 'same')],
		{
			by: undefined,
			decided: [],
		},
	);
	assert.deepEqual(
		pairs.map(({ question }) => question),
		['q0', 'q0', 'q0'],
	);
	assert.equal(new Set(pairs.map(({ a, b }) => [a.text, b.text].sort().join())).size, 3);
});

test('sides are drawn by lot: a model stands on the left about as often as on the right, and the same again', () => {
	const pairs = blindPairs(many(400), { by: 'Ann', decided: [] });
	const onTheLeft = pairs.filter(({ left, a, b }) => (left === 'a' ? a : b).model === 'one').length;
	assert.ok(signTest(onTheLeft, pairs.length - onTheLeft) > 0.01, `${onTheLeft} of ${pairs.length}`);
	assert.deepEqual(blindPairs(many(400), { by: 'Ann', decided: [] }), pairs);
	const other = blindPairs(many(400), { by: 'Bo', decided: [] });
	assert.notDeepEqual(
		other.map(({ question }) => question),
		pairs.map(({ question }) => question),
	);
});

test('what this person decided is not asked again; what needs a person most comes first', () => {
	const [first] = blindPairs(many(3), { by: 'Ann', decided: [] });
	const file = setPreference(EMPTY_ANNOTATIONS, first!, {
		question: first!.question,
		winner: 'b',
		left: first!.left,
		by: 'Ann',
		at: '2026-01-02',
	});
	assert.equal(blindPairs(many(3), { by: 'Ann', decided: file.preferences }).length, 2);
	assert.equal(blindPairs(many(3), { by: 'Bo', decided: file.preferences }).length, 3);
	const urgent = blindPairs(many(9), { by: 'Ann', decided: [], urgent: ['q7', 'q2'] });
	assert.deepEqual(
		urgent.slice(0, 2).map(({ question }) => question),
		['q7', 'q2'],
	);
});

test('the same two answers to another question are another pair', () => {
	const twice = ['warm', 'cold'].flatMap(question => [
		answered(question, 'one', 'Yes.'),
		answered(question, 'two', 'No.'),
	]);
	const [first] = blindPairs(twice, { by: 'Ann', decided: [] });
	const file = setPreference(EMPTY_ANNOTATIONS, first!, {
		...{ question: first!.question, winner: 'a', left: 'a', by: 'Ann', at: undefined },
	});
	const rest = blindPairs(twice, { by: 'Ann', decided: file.preferences });
	assert.deepEqual([first!.question, ...rest.map(({ question }) => question)].sort(), ['cold', 'warm']);
});

test('a decision is written with the side that each answer had, and a second word replaces the first', () => {
	const [pair] = blindPairs(many(1), { by: undefined, decided: [] });
	const decide = (file: typeof EMPTY_ANNOTATIONS, choice: 'left' | 'tie') =>
		setPreference(file, pair!, {
			question: 'q0',
			winner: winnerOf(choice, pair!),
			left: pair!.left,
			by: undefined,
			at: '2026-01-02',
		});
	const once = decide(EMPTY_ANNOTATIONS, 'left');
	assert.equal(once.preferences[0]?.winner, pair!.left);
	const text = serializeAnnotations(decide(once, 'tie'));
	const { file, problems } = parseAnnotations(text);
	assert.deepEqual(problems, []);
	assert.deepEqual(
		file.preferences.map(({ winner, left }) => [winner, left]),
		[['tie', pair!.left]],
	);
	assert.equal(file.answers.size, 2);
});

test('a side means the answer that stood there', () => {
	assert.deepEqual(
		[
			winnerOf('left', { left: 'a' }),
			winnerOf('right', { left: 'a' }),
			winnerOf('left', { left: 'b' }),
			winnerOf('tie', { left: 'b' }),
		],
		['a', 'b', 'b', 'tie'],
	);
});

test('pairs that a comparison names come before the questions it names', () => {
	const answers = [...many(5), answered('q4', 'three', 'third')];
	const wanted = pairId(shortHash('third'), shortHash('first 4'));
	const options = { by: 'Ann', decided: [], urgent: ['q2'] };
	const [first, second] = blindPairs(answers, { ...options, first: [wanted] });
	assert.deepEqual([pairId(first!.a.hash, first!.b.hash), second!.question], [wanted, 'q2']);
});

test('answers that stand in the question file are compared blind without a run', async () => {
	const set = await loadedSet(`
		version: 1
		models: [offline]
		context: [{ text: "Tea." }]
		questions:
		  - { id: q1, question: "What?", answers: { me: "Tea.", you: "Coffee.", none: " " } }
		  - { id: q2, question: "Why?", answers: { me: "So." } }
	`);
	const recorded = recordedAnswers(planCases(set).cases);
	const [pair, ...others] = blindPairs([], { by: undefined, decided: [], recorded });
	assert.deepEqual([pair!.a.text, pair!.b.text].sort(), ['Coffee.', 'Tea.']);
	assert.equal(others.length, 0);
	const run = answered('q1', 'me', 'Tea.');
	assert.equal(blindPairs([run], { by: undefined, decided: [], recorded }).length, 1, 'the same answer counts once');
});
