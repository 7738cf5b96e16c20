import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { commonEnds } from '../../../../src/core/text/common-ends.ts';

test('start and end are what both texts share, and do not overlap', () => {
	const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
	fc.assert(
		fc.property(letters, letters, letters, letters, fc.constantFrom(0, 9000, 17_000), (start, a, b, end, fill) => {
			const padding = 'x'.repeat(fill);
			const [one, two] = [start + padding + a + padding + end, start + padding + b + padding + end];
			const { prefix, suffix } = commonEnds(one, two);
			assert.equal(one.slice(0, prefix), two.slice(0, prefix));
			assert.equal(one.slice(one.length - suffix), two.slice(two.length - suffix));
			assert.ok(prefix + suffix <= Math.min(one.length, two.length));
			assert.ok(prefix >= start.length + fill);
			assert.ok(prefix + suffix === Math.min(one.length, two.length) || one[prefix] !== two[prefix]);
		}),
		{ numRuns: 100 },
	);
});
