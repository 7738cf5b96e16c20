import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { ReviewSet } from '../../../../src/core/documents/review-set.ts';
import { type Prepared, prepareComparison } from '../../../../src/host/comparing/prepare.ts';
import { type SideCandidate, sideCandidates } from '../../../../src/host/comparing/side-candidates.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';

let set: ReviewSet;
before(async () => {
	set = await loadedSet(
		`
			version: 1
			models: [one]
			judge: { model: two }
			context: [{ text: "Because of the wind." }]
			questions:
			  - { id: q1, question: "Why?", answers: { me: "So.", you: "Because." } }
			  - { id: q2, question: "How?", follows: q1, answers: { me: "Thus." } }
			  - { id: q3, question: "When?" }
		`,
		{ 'groundline.yaml': TWO_MODELS },
	);
});

const candidatesOf = (questions: readonly string[] = ['q1', 'q2', 'q3'], prompts: readonly string[] = []) =>
	sideCandidates({ set, results: new Map(), questions: new Set(questions), runs: [], prompts });
const named = (name: string): SideCandidate => candidatesOf().find(({ chosen }) => chosen.side.name === name)!;
const prepared = (a: string, b: string, only?: string): Prepared => {
	const result = prepareComparison({
		set,
		sides: { a: named(a).chosen, b: named(b).chosen },
		options: {},
		results: new Map(),
		questions: only === undefined ? undefined : new Set([only]),
	});
	assert.ok(typeof result !== 'string', String(result));
	return result;
};

test('models come first, then recorded answers, each with what is there', () => {
	assert.deepEqual(
		candidatesOf().map(({ kind, chosen, answered }) => `${kind} ${chosen.side.name} ${answered}`),
		['model one 0', 'model two 0', 'model offline 0', 'recorded me 2', 'recorded you 1'],
	);
	assert.deepEqual(
		candidatesOf(['q3']).map(({ answered }) => answered),
		[0, 0, 0, 0, 0],
	);
});

test('a prompt is a side only where there are two, also one that the file does not name', () => {
	const kinds = (prompts: readonly string[]) =>
		candidatesOf(undefined, prompts).flatMap(({ kind, chosen, promptPath }) =>
			kind === 'prompt' ? [[chosen.side.name, promptPath]] : [],
		);
	assert.deepEqual(kinds([]), []);
	assert.deepEqual(kinds(['prompts/long.prompty']), [
		['built-in', undefined],
		['long', 'prompts/long.prompty'],
	]);
});

test('recorded answers ask no model; the verdicts are counted before', () => {
	const { missing, pairs, comparable, estimate, lines } = prepared('me', 'you');
	assert.equal(missing.length, 0);
	assert.deepEqual(
		pairs.map(({ question, fault }) => `${question} ${fault?.reason ?? 'ready'}`),
		['q1 ready', 'q2 missing-answer', 'q3 missing-answer'],
	);
	assert.equal(comparable, 1);
	assert.equal(estimate.calls, 2);
	assert.match(lines[0]!, /me against you, 3 pairs, 1 to compare by two, 2 calls/);
});

test('a model is asked only where the other side can answer too, and for what that question follows', () => {
	assert.deepEqual(
		prepared('one', 'me').missing.map(({ key }) => key),
		['a.questions.yaml#q1@built-in@one', 'a.questions.yaml#q2@built-in@one'],
	);
	assert.deepEqual(
		prepared('one', 'you').missing.map(({ question }) => question.id),
		['q1'],
	);
	const second = prepared('one', 'me', 'q2');
	assert.deepEqual(
		second.missing.map(({ question }) => question.id),
		['q1', 'q2'],
	);
	assert.deepEqual([second.pairs.length, second.comparable], [1, 1]);
});

test('where nothing can be compared, nobody is asked', () => {
	const { missing, comparable, pairs } = prepared('one', 'you', 'q3');
	assert.deepEqual([missing.length, comparable], [0, 0]);
	assert.match(pairs[0]!.fault!.message, /no answer to this question yet/);
});

test('with several prompts a model is answered by all of them, and each model with each prompt is a side', async () => {
	const prompt = (words: string) => `---\nname: p\n---\nuser:\n${words} {{context}} {{question}}\n`;
	const files = { 'groundline.yaml': TWO_MODELS, 'short.prompty': prompt('Short.'), 'long.prompty': prompt('Long.') };
	const several = await loadedSet(
		`
			version: 1
			prompt: [short.prompty, long.prompty]
			models: [one, two]
			context: [{ text: "Because of the wind." }]
			questions:
			  - { id: q1, question: "Why?", answers: { me: "So." } }
			  - { id: q2, question: "How?" }
		`,
		files,
	);
	const found = sideCandidates({
		set: several,
		results: new Map(),
		questions: new Set(['q1', 'q2']),
		runs: [],
		prompts: [],
	}).map(({ kind, chosen, answered, of }) => `${kind} ${chosen.side.name} ${answered} of ${of}`);
	assert.deepEqual(found, [
		'model one 0 of 4',
		'model two 0 of 4',
		'model offline 0 of 4',
		'recorded me 1 of 2',
		'prompt short 0 of 4',
		'prompt long 0 of 4',
		'variant one@short 0 of 2',
		'variant one@long 0 of 2',
		'variant two@short 0 of 2',
		'variant two@long 0 of 2',
	]);
});
