import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auc } from '../../../../src/core/statistics/auc.ts';
import {
	brierScore,
	calibrationError,
	equalMassBins,
	plattScaling,
	scaled,
} from '../../../../src/core/statistics/calibration.ts';
import { seeded } from '../../../../src/core/statistics/random.ts';

const SAID = [0.95, 0.9, 0.85, 0.7, 0.65, 0.55];
const CAME = [true, true, false, true, false, true];
const forecasts = SAID.map((probability, i) => ({ probability, right: CAME[i]! }));

test('the worked example of methods S20: Brier 0.2417, calibration error 0.267 in five bins of equal width', () => {
	assert.equal(brierScore(forecasts).toFixed(4), '0.2417');
	const bins = [0.5, 0.6, 0.7, 0.8, 0.9].map(low =>
		forecasts.filter(({ probability }) => probability > low + 1e-9 && probability <= low + 0.1 + 1e-9),
	);
	assert.equal(calibrationError(bins).toFixed(3), '0.267');
	assert.ok(Number.isNaN(calibrationError([])) && Number.isNaN(brierScore([])));
});

test('bins are of equal mass, and equal probabilities stay together', () => {
	const many = Array.from({ length: 95 }, (_, i) => ({ probability: i / 95, right: i % 2 === 0 }));
	assert.deepEqual(
		equalMassBins(many).map(bin => bin.length),
		[11, 11, 10, 11, 10, 11, 10, 11, 10],
	);
	const levels = Array.from({ length: 100 }, (_, i) => ({ probability: i < 70 ? 0.2 : 0.8, right: i % 3 === 0 }));
	assert.deepEqual(
		equalMassBins(levels).map(bin => bin.length),
		[70, 30],
	);
	assert.deepEqual(equalMassBins(forecasts).length, 1);
	assert.deepEqual(equalMassBins([]), []);
});

test('a scaling finds the chance behind a score, and stays finite where the score tells all', () => {
	const random = seeded(3);
	const outcomes = Array.from({ length: 4000 }, () => {
		const score = 100 * random();
		return { score, right: random() < 1 / (1 + Math.exp(-0.08 * (score - 60))) };
	});
	const found = plattScaling(outcomes)!;
	assert.ok(Math.abs(found.slope - 0.08) < 0.01 && Math.abs(scaled(found, 60) - 0.5) < 0.04);
	const separated = Array.from({ length: 40 }, (_, i) => ({ score: i < 20 ? 40 : 80, right: i >= 20 }));
	const edge = plattScaling(separated)!;
	assert.ok(scaled(edge, 80) > 0.9 && scaled(edge, 80) < 1 && scaled(edge, 40) < 0.1);
	assert.equal(plattScaling(separated.map(each => ({ ...each, right: true }))), undefined);
	assert.equal(plattScaling(separated.map(each => ({ ...each, score: 1 }))), undefined);
});

test('the area under the curve counts pairs, ties half', () => {
	assert.equal(auc([3, 2], [1, 2]), 3.5 / 4);
	assert.ok(Number.isNaN(auc([], [1])));
});
