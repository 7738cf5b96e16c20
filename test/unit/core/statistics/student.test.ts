import assert from 'node:assert/strict';
import { test } from 'node:test';
import { studentP, studentQuantile } from '../../../../src/core/statistics/student.ts';

test('p-values and quantiles agree with the tables', () => {
	for (const [df, quantile] of [
		[1, 12.706],
		[4, 2.776],
		[10, 2.228],
		[60, 2.0],
		[1000, 1.962],
	] as const) {
		assert.ok(Math.abs(studentQuantile(0.05, df) - quantile) < 0.001, `${df}`);
		assert.ok(Math.abs(studentP(quantile, df) - 0.05) < 1e-4, `${df}`);
	}
	assert.ok(Math.abs(studentP(3, 10) - 0.013344) < 1e-6);
});

test('the ends', () => {
	assert.deepEqual(
		[studentP(0, 5), studentP(Number.POSITIVE_INFINITY, 5), studentP(2, 0), studentP(Number.NaN, 5)],
		[1, 0, 1, 1],
	);
	assert.equal(studentQuantile(0.05, 0), Number.POSITIVE_INFINITY);
});
