import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Arrivals } from '../../../../src/host/results/arrivals.ts';

test('the cursor arrives when it comes to another question, in this file or in another', () => {
	const arrivals = new Arrivals();
	const moves = [
		['a', 'one'],
		['a', 'one'],
		['a', 'two'],
		['b', 'two'],
		['a', 'two'],
	].map(([file, question]) => arrivals.arrive(file!, question!));
	assert.deepEqual(moves, [true, false, true, true, true]);
});
