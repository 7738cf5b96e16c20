import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withUsage } from '../../../../src/core/review/estimated-usage.ts';
import { plainOutcome } from '../../../../src/core/review/plain-outcome.ts';
import type { ModelOutcome } from '../../../../src/core/review/ports.ts';

const MESSAGES = [{ role: 'user', content: 'How is green tea made? '.repeat(100) }] as const;
const TEXT = 'It is steamed soon after picking.';

/** What is believed of a reply that says it took so many tokens in and out. */
const counted = (input: number, output: number, more: Partial<ModelOutcome> = {}) =>
	withUsage(
		MESSAGES,
		plainOutcome({ text: TEXT, usage: { input, output, cachedInput: undefined, estimated: false }, ...more }),
	);

test('a count near the text is believed, also one with instructions and thinking that nobody sees', () => {
	for (const [input, output] of [
		[600, 8],
		[8000, 8],
		[600, 100_000],
		[300, 3],
	] as const) {
		const outcome = counted(input, output);
		assert.deepEqual([outcome.usage?.input, outcome.usage?.output, outcome.notes], [input, output, []]);
	}
});

test('a count that cannot be is estimated, and said', () => {
	for (const [input, output] of [
		[1e9, 8],
		[600, 1e12],
		[0, 8],
		[600, 0],
		[0, 0],
	] as const) {
		const { usage, notes } = counted(input, output);
		assert.ok(usage!.estimated && usage!.input > 400 && usage!.input < 900 && usage!.output > 4 && usage!.output < 20);
		assert.match(notes.join(), new RegExp(`counts ${input} tokens in and ${output} out, which cannot be: estimated`));
	}
});

test('what is not counted is estimated without a word; what came from the cache is as it came first', () => {
	const uncounted = withUsage(MESSAGES, plainOutcome({ text: TEXT }));
	assert.deepEqual([uncounted.usage?.estimated, uncounted.notes], [true, []]);
	assert.deepEqual({ ...counted(1e9, 0, { cached: true }), cached: false }, counted(1e9, 0));
	assert.equal(withUsage(MESSAGES, plainOutcome({})).usage, undefined);
});
