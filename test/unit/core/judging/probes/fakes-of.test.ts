import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Fake, isVerified } from '../../../../../src/core/judging/probes/fake.ts';
import { fakesOf } from '../../../../../src/core/judging/probes/fakes-of.ts';

const source = {
	reference:
		'Ada Byron wrote the note in 1843. The engine holds 1,000 numbers of 40 digits, and it is driven by steam.',
	context:
		'In 1843 Ada Byron wrote a note on the engine of Charles Babbage. It holds 1,000 numbers of 40 digits. Steam drives it.',
	others: ['Tides are raised by the moon and the sun.', 'The engine holds 1,000 numbers.'],
};
const of = (kind: Fake['kind'], from = source) =>
	fakesOf(from)
		.filter(fake => fake.kind === kind)
		.map(fake => fake.answer);

test('numbers change one at a time and keep their form', () => {
	const answers = of('changed-number');
	assert.ok(answers.includes(source.reference.replace('1843', '1836')));
	assert.ok(answers.includes(source.reference.replace('1,000', '1,500')));
	assert.ok(answers.includes(source.reference.replace('40', '60')));
	assert.deepEqual(of('changed-number', { ...source, reference: 'Release V60 needs GPT-4.' }), []);
	assert.deepEqual(of('changed-number', { ...source, reference: 'It has two arms.' }).length, 3);
	assert.ok(of('changed-number', { ...source, reference: 'At 2.2 % it fails.' }).includes('At 3.3 % it fails.'));
});

test('a number that the context holds is never the new one', () => {
	const answers = of('changed-number', { reference: 'It takes 10 days.', context: '10 or 15 or 5 days', others: [] });
	assert.deepEqual(answers, ['It takes 20 days.', 'It takes 30 days.', 'It takes 12 days.', 'It takes 100 days.']);
});

test('a name is swapped for another one of the context', () => {
	assert.deepEqual(of('swapped-name'), [source.reference.replace('Ada Byron', 'Charles Babbage')]);
});

test('statements are turned round', () => {
	assert.deepEqual(of('negation'), [
		source.reference.replace('it is driven', 'it is not driven'),
		source.reference.replace('holds', 'does not hold'),
	]);
	assert.deepEqual(of('negation', { ...source, reference: 'It is not safe and cannot fly.' }), [
		'It is safe and cannot fly.',
		'It is not safe and can fly.',
	]);
	assert.deepEqual(of('negation', { ...source, reference: 'Das ist erlaubt.' }), ['Das ist nicht erlaubt.']);
});

test('sentences and parts of sentences are left out', () => {
	assert.deepEqual(of('omission'), [
		'The engine holds 1,000 numbers of 40 digits, and it is driven by steam.',
		'Ada Byron wrote the note in 1843.',
		'Ada Byron wrote the note in 1843. The engine holds 1,000 numbers of 40 digits.',
	]);
});

test('answers to other questions are off the topic unless they are not', () => {
	assert.deepEqual(of('off-topic'), ['Tides are raised by the moon and the sun.']);
});

test('every fake differs from the good answer only in its range, and the list is always the same', () => {
	const word = fc.constantFrom(
		'is',
		'Ada',
		'Byron',
		'12',
		'3.5',
		'not',
		'and',
		',',
		'.',
		'\n',
		'cannot',
		'holds',
		'two',
		'𝒳',
		'é',
		'The moon',
	);
	const text = fc.array(word, { maxLength: 20 }).map(words => words.join(' '));
	fc.assert(
		fc.property(text, text, fc.array(text, { maxLength: 3 }), (reference, context, others) => {
			const fakes = fakesOf({ reference, context, others });
			assert.ok(fakes.every(fake => isVerified(fake, reference)));
			assert.deepEqual(fakesOf({ reference, context, others }), fakes);
			assert.equal(new Set(fakes.map(fake => fake.answer)).size, fakes.length);
		}),
		{ numRuns: 100 },
	);
});

test('a fake that changes more than it says is not verified', () => {
	const fake: Fake = { kind: 'negation', answer: 'It is not Red', replaced: { start: 5, end: 5 }, by: ' not' };
	assert.equal(isVerified(fake, 'It is red'), false);
	assert.equal(isVerified({ ...fake, answer: 'It is not red' }, 'It is red'), true);
});
