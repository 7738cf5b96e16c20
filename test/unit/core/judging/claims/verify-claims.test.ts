import assert from 'node:assert/strict';
import { test } from 'node:test';
import { combineClaims } from '../../../../../src/core/judging/claims/combine-claims.ts';
import { verifyClaims } from '../../../../../src/core/judging/claims/verify-claims.ts';

const UNITS = [
	{ id: 'P1:L1', text: 'LoRA freezes the weights of the model,' },
	{ id: 'P1:L2', text: 'and trains two small matrices. It costs 90 dollars.' },
];

test('a label that needs a quote and has none that stands in the context is unverified', () => {
	const verified = verifyClaims(
		[
			{ label: 'supported', quotes: ['lora freezes  the weights'] },
			{ label: 'supported', quotes: ['of the model, and trains two'] },
			{ label: 'supported', quotes: ['LoRA was invented in 1990'] },
			{ label: 'contradicted', quotes: [] },
			{ label: 'contradicted', quotes: ['not there at all', 'It costs 90 dollars'] },
			{ label: 'partial', quotes: ['the'] },
			{ label: 'unsupported', quotes: [] },
			{ problem: 'The reply does not label this claim.', quotes: [] },
		],
		UNITS,
	);
	assert.deepEqual(
		verified.map(({ label, said, problem, quotes }) => [label, said, problem, quotes.map(quote => quote.found).join()]),
		[
			['supported', undefined, undefined, 'normalised'],
			['supported', undefined, undefined, 'normalised'],
			['unverified', 'supported', 'The judge says "supported" with a quote that is not in the context.', 'no'],
			['unverified', 'contradicted', 'The judge says "contradicted" without a quote.', ''],
			['contradicted', undefined, undefined, 'no,exact'],
			['unverified', 'partial', 'The judge says "partial" with a quote that says nothing.', 'exact'],
			['unsupported', undefined, undefined, ''],
			['unverified', undefined, 'The reply does not label this claim.', ''],
		],
	);
});

test('of several verdicts the label of more than half counts; a tie is unverified', () => {
	const say = (...labels: ('supported' | 'contradicted' | 'unverified')[]) =>
		combineClaims(labels.map(label => [{ label, quotes: [{ quote: label, found: 'no' as const }] }]))[0]!;
	assert.equal(say('supported', 'supported', 'unverified').label, 'supported');
	assert.deepEqual(
		say('supported', 'supported', 'contradicted').quotes.map(({ quote }) => quote),
		['supported'],
	);
	assert.equal(say('supported', 'contradicted').label, 'unverified');
	assert.equal(say('supported', 'contradicted').problem, 'The verdicts differ: 1 supported, 1 contradicted.');
	assert.equal(say('supported', 'supported', 'contradicted', 'contradicted').label, 'unverified');
	assert.deepEqual(combineClaims([]), []);
});
