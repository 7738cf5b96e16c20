import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedValues, saidOf } from '../../../../src/core/influence/counterfactual.ts';
import type { InfluenceTarget } from '../../../../src/core/influence/influence.ts';

const SOURCES = [
	{ id: 'L1', text: 'The pump of Hall A moves 47 litres; 470 would be too much.' },
	{ id: 'L2', text: 'In short: 47 litres.' },
	{ id: 'L3', text: 'Anna Berg runs Hall A, Karl Lund runs Hall B.' },
];

function change(answer: string, top: readonly string[], question = 'What does the pump move?') {
	const target: InfluenceTarget = {
		...{ start: 0, end: answer.length, kind: 'claim', state: 'used', whole: 1, none: 0, weights: [], pairs: [] },
		top,
	};
	return changedValues([target], { answer, question, sources: SOURCES, most: 3 });
}

test('a number is changed wherever it stands, and nowhere inside a longer one', () => {
	const [value] = change('It moves 47 litres.', ['L2']);
	assert.deepEqual([value?.unit, value?.from], ['L2', '47']);
	const to = value!.to;
	assert.deepEqual(
		[...value!.texts],
		[
			['L1', `The pump of Hall A moves ${to} litres; 470 would be too much.`],
			['L2', `In short: ${to} litres.`],
		],
	);
});

test('a name becomes another one of the context', () => {
	const [value] = change('It is run by Anna Berg.', ['L3'], 'Who runs it?');
	assert.equal(value?.from, 'Anna Berg');
	assert.ok(SOURCES.some(({ text }) => text.includes(value!.to)));
});

test('a value of the question, or one that the line lacks, is left alone', () => {
	assert.deepEqual(change('It moves 47 litres.', ['L2'], 'Does it move 47 litres?'), []);
	assert.deepEqual(change('It moves 52 litres.', ['L2']), []);
	assert.deepEqual(change('It moves 47 litres.', []), []);
});

test('what a reply means', () => {
	const value = { from: '1,000', to: '1,500' };
	assert.deepEqual(
		['It is 1500 euros.', 'It is 1000 euros.', 'The context does not say.', 'Two thousand.', 'From 1000 to 1500.'].map(
			reply => saidOf(value, reply),
		),
		['follows', 'sticks', 'abstains', 'other', 'other'],
	);
});

test('a number is changed in whatever form the line has it', () => {
	const sources = [
		{ id: 'L1', text: 'The pump cost $1,200 and has ten valves.' },
		{ id: 'L2', text: 'So 1200 dollars in all, not 11,200.' },
	];
	const of = (answer: string) => {
		const target: InfluenceTarget = {
			...{ start: 0, end: answer.length, kind: 'claim', state: 'used', whole: 1, none: 0, weights: [], pairs: [] },
			top: ['L1'],
		};
		return changedValues([target], { answer, question: 'What did it cost?', sources, most: 1 })[0];
	};
	const cost = of('It cost 1200 dollars.')!;
	assert.deepEqual(
		[...cost.texts.values()],
		[`The pump cost $${cost.to} and has ten valves.`, `So ${cost.to} dollars in all, not 11,200.`],
	);
	const valves = of('It has 10 valves.')!;
	assert.deepEqual([...valves.texts.values()], [`The pump cost $1,200 and has ${valves.to} valves.`]);
});

test('the share of answers that follow a changed line is told as it is', () => {
	const [value] = change('It moves 47 litres.', ['L2']);
	for (const rate of [0, 30, 70, 100]) {
		const replies = Array.from(
			{ length: 100 },
			(_, at) => `The pump moves ${at < rate ? value!.to : value!.from} litres.`,
		);
		assert.equal(replies.filter(reply => saidOf(value!, reply) === 'follows').length, rate);
		assert.equal(replies.filter(reply => saidOf(value!, reply) === 'sticks').length, 100 - rate);
	}
});
