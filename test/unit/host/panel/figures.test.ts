import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costText, differenceText, valueText, weightText } from '../../../../src/host/panel/figures.ts';

const t = (message: string): string => message;

test('costs keep two significant digits, and an unknown one is not nothing', () => {
	const costs = [undefined, 0, 0.0003, 0.00034, 0.004, 0.0456, 0.5, 1.2, 12.345, 1e-9];
	assert.deepEqual(
		costs.map(cost => costText(cost, t)),
		['cost unknown', '$0', '$0.0003', '$0.00034', '$0.004', '$0.046', '$0.5', '$1.20', '$12.35', '$0.000000001'],
	);
});

test('weights and values have no needless digits', () => {
	assert.deepEqual([0.5, 1, 2.25, 1 / 3].map(weightText), ['.5', '1', '2.25', '.333']);
	assert.deepEqual([80, 66.666, 0.5].map(valueText), ['80', '66.67', '0.5']);
});

test('a difference always has a sign', () => {
	assert.deepEqual([4, -52, 0.01].map(differenceText), ['+4.0', '−52.0', '±0.0']);
});
