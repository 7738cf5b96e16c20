import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { plainAnswer } from '../../../../src/core/comparing/pair.ts';
import { pairsOfQuestions, type SideAnswer } from '../../../../src/core/comparing/pairs-of-questions.ts';
import { readSide, type Side } from '../../../../src/core/comparing/sides.ts';
import type { ReviewSet } from '../../../../src/core/documents/review-set.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';

let set: ReviewSet;
before(async () => {
	set = await loadedSet(
		`
			version: 1
			prompt: [short.prompty, prompts/long.prompty]
			questions:
			  - { id: q1, question: "Why?", category: cause, answers: { "me@home": "So." } }
			  - { id: q2, question: "How?" }
		`,
		{
			'groundline.yaml': TWO_MODELS,
			'short.prompty': 'user:\n{{question}}',
			'prompts/long.prompty': 'user:\n{{question}}',
		},
	);
});

test('a side is a model, a label, a prompt by path or name, or both with an @', () => {
	for (const [words, model, prompt] of [
		['one', 'one', undefined],
		['offline', 'offline', undefined],
		['me@home', 'me@home', undefined],
		['short', undefined, 'short'],
		['./short.prompty', undefined, 'short'],
		['prompts/long.prompty', undefined, 'long'],
		['long.prompty', undefined, 'long'],
		['two@long', 'two', 'long'],
		['me@home@prompts/long.prompty', 'me@home', 'long'],
		['gone', 'gone', undefined],
	] as const) {
		assert.deepEqual(readSide(words, set, ['gone']), { name: words, model, prompt }, words);
	}
	const wrong = readSide('oen', set);
	assert.match('problem' in wrong ? wrong.problem : '', /Did you mean "one"\?/);
	assert.ok('problem' in readSide('one@nothing', set));
});

const said = (question: string, model: string, prompt: string, text: string | undefined, sample = 0): SideAnswer => ({
	question,
	model,
	prompt,
	sample,
	answer: text === undefined ? undefined : plainAnswer(text),
	failure: undefined,
	history: '',
});
const side = (name: string, parts: Partial<Side>): Side => ({ name, model: undefined, prompt: undefined, ...parts });

test('answers are paired by what the sides leave open: prompt, model and sample', () => {
	const of = (model: string) =>
		['short', 'long'].flatMap(prompt =>
			[0, 1].map(sample => said('q1', model, prompt, `${model} ${prompt} ${sample}`, sample)),
		);
	const models = pairsOfQuestions(set, {
		a: { side: side('one', { model: 'one' }), answers: of('one') },
		b: { side: side('two', { model: 'two' }), answers: of('two') },
	});
	assert.deepEqual(
		models.filter(({ fault }) => fault === undefined).map(({ a, b }) => [a.text, b.text]),
		['short 0', 'short 1', 'long 0', 'long 1'].map(rest => [`one ${rest}`, `two ${rest}`]),
	);
	assert.deepEqual([...new Set(models.map(({ key }) => key))].length, models.length);
	assert.deepEqual(models[0]!.strata, { category: 'cause', answerable: 'true', prompt: 'short' });
	const prompts = pairsOfQuestions(set, {
		a: { side: side('short', { prompt: 'short' }), answers: of('one').filter(({ prompt }) => prompt === 'short') },
		b: { side: side('long', { prompt: 'long' }), answers: of('one').filter(({ prompt }) => prompt === 'long') },
	});
	assert.deepEqual(prompts[0]!.strata, { category: 'cause', answerable: 'true', model: 'one' });
	const recorded = pairsOfQuestions(set, {
		a: { side: side('one', { model: 'one' }), answers: of('one').filter(({ sample }) => sample === 0) },
		b: { side: side('me@home', { model: 'me@home' }), answers: [said('q1', 'me@home', 'short', 'So.')] },
	});
	assert.deepEqual(
		recorded.map(({ question, fault }) => [question, fault?.reason]),
		[
			['q1', undefined],
			['q1', undefined],
			['q2', 'missing-answer'],
		],
		'a recorded answer is the partner of each prompt’s',
	);
});

test('every question is a pair, whatever is missing', () => {
	const failed: SideAnswer = {
		...said('q2', 'one', 'short', 'half an ans'),
		failure: { reason: 'cut-off', message: 'The limit was reached.' },
	};
	const pairs = pairsOfQuestions(set, {
		a: { side: side('one', { model: 'one' }), answers: [said('q1', 'one', 'short', undefined), failed] },
		b: {
			side: side('two', { model: 'two' }),
			answers: [said('q1', 'two', 'short', 'x'), said('q2', 'two', 'short', 'x')],
		},
	});
	assert.deepEqual(
		pairs.map(({ fault }) => fault?.reason),
		['missing-answer', 'unscored-answer'],
	);
	assert.match(pairs[1]!.fault!.message, /one gave no answer \(cut-off\)/);
	assert.equal(
		pairsOfQuestions(
			set,
			{ a: { side: side('x', {}), answers: [] }, b: { side: side('y', {}), answers: [] } },
			new Set(['q2']),
		).length,
		1,
	);
});
