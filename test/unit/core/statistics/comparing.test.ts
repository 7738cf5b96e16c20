import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relativeEntropy } from '../../../../src/core/statistics/entropy.ts';
import { logisticFit, probabilityAtZero, slopeInterval } from '../../../../src/core/statistics/logistic.ts';
import { meanInterval } from '../../../../src/core/statistics/mean-interval.ts';
import { wilson } from '../../../../src/core/statistics/proportion.ts';
import { detectableRate, pairsNeeded, signTestPower } from '../../../../src/core/statistics/sign-power.ts';

test('logistic regression as published: hours of study and passing an exam, 20 students', () => {
	const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];
	const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
	const fit = logisticFit(hours.map((x, i) => ({ x, y: passed[i]! })))!;
	const { intercept, slope } = fit;
	assert.deepEqual(
		[intercept.value, intercept.standardError, slope.value, slope.standardError].map(each => each.toFixed(4)),
		['-4.0777', '1.7610', '1.5046', '0.6287'],
	);
	assert.ok(slope.robustError > 0.3 && slope.robustError < 1.2);
	const { low, high } = slopeInterval(fit);
	assert.ok(low > 0 && high < 4);
});

test('the interval of a slope uses Student’s t: the published points for 10, 30 and 120 degrees of freedom', () => {
	for (const [freedom, point] of [
		[10, 2.228],
		[30, 2.042],
		[120, 1.98],
	] as const) {
		const points = Array.from({ length: freedom + 2 }, (_, i) => ({ x: i, y: i % 3 === 0 ? 1 : 0 }));
		const fit = logisticFit(points)!;
		const { value, high } = slopeInterval(fit);
		assert.equal(((high - value) / fit.slope.robustError).toFixed(2), point.toFixed(2));
	}
});

test('without a maximum there is no fit, and no infinite number', () => {
	const points = (pairs: readonly (readonly [number, number])[]) => pairs.map(([x, y]) => ({ x, y }));
	assert.equal(
		logisticFit(
			points([
				[1, 0],
				[2, 0],
				[3, 1],
				[4, 1],
			]),
		),
		undefined,
		'separated',
	);
	assert.equal(
		logisticFit(
			points([
				[1, 1],
				[2, 1],
				[3, 1],
			]),
		),
		undefined,
		'all won',
	);
	assert.equal(
		logisticFit(
			points([
				[1, 1],
				[1, 0],
				[1, 1],
			]),
		),
		undefined,
		'no difference in length',
	);
	assert.equal(logisticFit([]), undefined);
	const ties = [-1, 0, 1, 2].map(x => ({ x, y: 0.5 }));
	assert.equal(logisticFit(ties), undefined, 'ties alone would be fitted without any error');
	const even = logisticFit(
		points([
			[-1, 0],
			[-1, 1],
			[1, 0],
			[1, 1],
			[0, 0.5],
		]),
	)!;
	const { value, low, high } = probabilityAtZero(even);
	assert.ok(Math.abs(value - 0.5) < 1e-9 && low < 0.5 && high > 0.5 && low > 0 && high < 1);
});

test('the interval of a mean: Wilson’s for shares, narrower with ties, never a point', () => {
	const shares = Array.from({ length: 30 }, (_, i) => (i < 12 ? 1 : 0));
	const { low, high } = wilson({ hits: 12, of: 30 })!;
	const same = meanInterval(shares)!;
	assert.ok(Math.abs(same.low - low) < 1e-12 && Math.abs(same.high - high) < 1e-12);
	const tied = meanInterval([...shares, ...Array.from({ length: 30 }, () => 0.5)])!;
	assert.ok(tied.high - tied.low < high - low);
	const still = meanInterval(
		Array.from({ length: 40 }, () => 0.5),
		2,
	)!;
	assert.ok(still.low < 0.5 && still.high > 0.5);
	const all = meanInterval([1, 1, 1])!;
	assert.ok(all.low < 0.5 && all.high === 1);
	assert.equal(meanInterval([]), undefined);
});

test('relative entropy: the worked example of methods S1', () => {
	assert.equal(relativeEntropy([2, 2, 2]).toFixed(6), '1.000000');
	assert.equal((relativeEntropy([2, 2, 2]) * Math.log(3)).toFixed(4), '1.0986');
	assert.equal(relativeEntropy([6, 0, 0]), 0);
	assert.equal(relativeEntropy([0, 0, 0]), 0);
	assert.ok(relativeEntropy([5, 1, 0]) > 0 && relativeEntropy([5, 1, 0]) < relativeEntropy([3, 3, 0]));
});

test('pairs that are needed: the exact test beside Noether’s formula (1987)', () => {
	for (const rate of [0.6, 0.65, 0.7, 0.8]) {
		const noether = (1.959964 + 0.841621) ** 2 / (4 * (rate - 0.5) ** 2);
		const exact = pairsNeeded(rate)!;
		assert.ok(exact >= noether * 0.8 && exact <= noether * 1.15 + 6, `${rate}: ${exact}, ${noether.toFixed(1)}`);
		assert.ok(signTestPower(exact, rate) >= 0.8 && signTestPower(exact - 1, rate) < 0.8);
		assert.equal(pairsNeeded(1 - rate), exact);
	}
	assert.equal(pairsNeeded(0.5), undefined);
	assert.equal(pairsNeeded(0.5001), undefined);
	assert.ok(pairsNeeded(1)! >= 6);
});

test('the power of the sign test, by hand for six pairs: only 6:0 is significant', () => {
	assert.ok(Math.abs(signTestPower(6, 0.7) - (0.7 ** 6 + 0.3 ** 6)) < 1e-12);
	assert.equal(signTestPower(5, 0.9), 0);
	assert.equal(detectableRate(5), undefined);
	const rate = detectableRate(161)!;
	assert.ok(signTestPower(161, rate) >= 0.8 && signTestPower(161, rate - 0.001) < 0.8, String(rate));
});
