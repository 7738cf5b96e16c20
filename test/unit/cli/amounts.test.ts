import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grouped, money, seconds } from '../../../src/cli/amounts.ts';

test('seconds are never 60', () => {
	assert.deepEqual([59.4, 59.6, 119.7, 185, 0.04, 1.23, 0].map(seconds), [
		'59 s',
		'1 min 0 s',
		'2 min 0 s',
		'3 min 5 s',
		'0.040 s',
		'1.2 s',
		'0.0 s',
	]);
});

test('long figures have commas', () => {
	assert.deepEqual([0, 999, 1000, 1234567].map(grouped), ['0', '999', '1,000', '1,234,567']);
});

test('amounts are never written with an exponent', () => {
	assert.deepEqual([0, 1.0e-7, 0.00009, 0.0001, 0.0042, 0.5, 0.999, 12.3, -0.25].map(money), [
		'$0.00',
		'< $0.0001',
		'< $0.0001',
		'$0.00010',
		'$0.0042',
		'$0.50',
		'$1.00',
		'$12.30',
		'-$0.25',
	]);
});
