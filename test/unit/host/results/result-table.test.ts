import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LONGEST_HISTORY, ResultTable } from '../../../../src/host/results/result-table.ts';
import { resultOf } from '../../../support/results.ts';

const run = (number: number) => `20261121T20${String(number).padStart(4, '0')}Z-aaaaaa`;
const of = (number: number, text = 'x') => ({ ...resultOf({ key: 'k', answer: text }), run: run(number) });

test('the newest run wins, in whatever order runs are read', () => {
	fc.assert(
		fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), order => {
			const table = new ResultTable();
			for (const number of order) {
				table.put(of(number));
			}
			const sorted = [...order].sort((a, b) => b - a).map(run);
			assert.equal(table.newest('k')?.run, sorted[0]);
			assert.deepEqual(
				table.earlier('k').map(result => result.run),
				sorted.slice(1),
			);
		}),
		{ numRuns: 100 },
	);
});

test('a result of the same run replaces the one before', () => {
	const table = new ResultTable();
	table.put(of(1, 'ha'));
	table.put(of(1, 'half'));
	assert.equal(table.newest('k')?.text, 'half');
	assert.deepEqual(table.earlier('k'), []);
});

test('a forgotten run leaves what came before it', () => {
	const table = new ResultTable();
	table.put(of(1));
	table.put(of(2));
	assert.deepEqual(table.forget(run(2)), ['k']);
	assert.equal(table.newest('k')?.run, run(1));
	table.forget(run(1));
	assert.ok(table.isEmpty);
});

test('history is bounded', () => {
	const table = new ResultTable();
	for (let number = 0; number < 80; number++) {
		table.put(of(number));
	}
	assert.equal(table.earlier('k').length, LONGEST_HISTORY);
	assert.equal(table.newest('k')?.run, run(79));
});
