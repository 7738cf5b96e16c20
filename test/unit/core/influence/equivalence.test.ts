import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { saysTheSame } from '../../../../src/core/influence/equivalence.ts';
import { anyText } from '../../../support/any-text.ts';

test('the same in other words, and in a longer reply', () => {
	for (const [claim, reply] of [
		['An attachment may be 10 MB.', 'Attachments may have up to 10 MB.'],
		['It costs 1,000 euros.', 'The price: 1000 euros a year, paid in advance.'],
		['LoRA freezes the weights.', 'The weights are frozen by LoRA, which then trains small matrices.'],
		['Paris', 'It is Paris.'],
		['The context does not say.', 'I cannot find that in the context.'],
		['It must not be heated.', 'Do not heat it: it must not be heated at all.'],
	] as const) {
		assert.ok(saysTheSame(claim, reply), `${claim} / ${reply}`);
	}
});

test('another value, the opposite, an abstention or something else is not the same', () => {
	for (const [claim, reply] of [
		['An attachment may be 10 MB.', 'Attachments may have up to 20 MB.'],
		['It was built by Anna Berg.', 'It was built by Karl Lund.'],
		['It must be heated.', 'It must not be heated.'],
		['An attachment may be large.', 'The context does not say how large an attachment may be.'],
		['The context does not say.', 'It is 10 MB.'],
		['Roast until the second crack.', 'Grind coarsely and pour slowly.'],
	] as const) {
		assert.ok(!saysTheSame(claim, reply), `${claim} / ${reply}`);
	}
});

test('any text is compared, and one that claims something says the same as itself', () => {
	fc.assert(
		fc.property(anyText(), anyText(), (claim, reply) => {
			saysTheSame(claim, reply);
		}),
		{ numRuns: 100 },
	);
});
