import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootstrap, mean } from '../../../../src/core/statistics/bootstrap.ts';
import { correctedShare } from '../../../../src/core/statistics/corrected-share.ts';
import { holm } from '../../../../src/core/statistics/holm.ts';
import { cohenKappa } from '../../../../src/core/statistics/kappa.ts';
import { clusteredWilson, wilson } from '../../../../src/core/statistics/proportion.ts';
import { randomIndex, seeded } from '../../../../src/core/statistics/random.ts';
import { signFlipTest } from '../../../../src/core/statistics/sign-flip.ts';
import { signTest, winsNeeded } from '../../../../src/core/statistics/sign-test.ts';
import { varianceSplit } from '../../../../src/core/statistics/variance-split.ts';

test('Wilson’s interval, as published (Newcombe 1998, table I)', () => {
	for (const [hits, of, low, high] of [
		[81, 263, 0.2553, 0.3662],
		[15, 148, 0.0624, 0.1605],
		[0, 20, 0, 0.1611],
		[1, 29, 0.0061, 0.1718],
	] as const) {
		const share = wilson({ hits, of })!;
		assert.deepEqual([share.low.toFixed(4), share.high.toFixed(4)], [low.toFixed(4), high.toFixed(4)]);
	}
	assert.equal(wilson({ hits: 0, of: 0 }), undefined);
});

test('clusters of one are no clusters, and clusters that agree count less', () => {
	const single = clusteredWilson([...Array.from({ length: 30 }, (_, i) => ({ hits: i < 12 ? 1 : 0, of: 1 }))])!;
	const plain = wilson({ hits: 12, of: 30 })!;
	assert.ok(Math.abs(single.low - plain.low) < 0.01 && Math.abs(single.high - plain.high) < 0.01);
	const alike = clusteredWilson(Array.from({ length: 10 }, (_, i) => ({ hits: i < 4 ? 3 : 0, of: 3 })))!;
	assert.equal(alike.value, plain.value);
	const asTen = wilson({ hits: 4, of: 10 })!;
	assert.ok(
		Math.abs(alike.high - alike.low - (asTen.high - asTen.low)) < 0.03,
		'three answers alike are as good as one',
	);
});

test('the sign test and the note on power (methods S9)', () => {
	assert.equal(signTest(14, 3).toFixed(4), '0.0127');
	assert.equal(signTest(12, 6).toFixed(3), '0.238');
	assert.equal(signTest(0, 0), 1);
	assert.deepEqual([winsNeeded(5), winsNeeded(6), winsNeeded(10), winsNeeded(20)], [undefined, 6, 9, 15]);
	assert.ok(signTest(600, 400) < 1e-9 && signTest(600, 400) > 0);
});

test('the sign-flip test: exact for few, sampled for many (methods S9)', () => {
	const differences = [5, -2.5, 7.5, 2.5, 0, 5, 2.5, -2.5];
	assert.equal(signFlipTest(differences, seeded(1)).toFixed(3), '0.203');
	const many = [...differences, ...Array.from({ length: 9 }, () => 0)];
	const sampled = signFlipTest(many, seeded(1));
	assert.ok(Math.abs(sampled - 0.203) < 0.015, String(sampled));
	assert.equal(signFlipTest([], seeded(1)), 1);
});

test('the bootstrap is seeded, and near the interval of the normal distribution for a mean', () => {
	const random = seeded(3);
	const values = Array.from({ length: 80 }, () => random() + random() + random() - 1.5);
	const options = { random: seeded(5), resamples: 800 };
	const interval = bootstrap(values, mean, options)!;
	const deviation = Math.sqrt(mean(values.map(each => (each - mean(values)) ** 2)));
	assert.ok(Math.abs(interval.high - (mean(values) + (1.96 * deviation) / Math.sqrt(80))) < 0.02);
	assert.deepEqual(interval, bootstrap(values, mean, { random: seeded(5), resamples: 800 }));
	assert.equal(bootstrap([], mean, options), undefined);
});

test('Holm’s adjustment, worked by hand', () => {
	const adjusted = holm([0.01, 0.04, 0.03, 0.005]).map(each => each.toFixed(3));
	assert.deepEqual(adjusted, ['0.030', '0.060', '0.060', '0.020']);
	assert.deepEqual(holm([0.9, 0.8]), [1, 1]);
});

test('Cohen’s kappa, plain and weighted (methods S18)', () => {
	const table = [
		[20, 5, 0],
		[3, 10, 2],
		[1, 4, 15],
	];
	const { observed, expected, kappa } = cohenKappa(table);
	assert.deepEqual([observed.toFixed(3), expected.toFixed(3), kappa?.toFixed(3)], ['0.750', '0.340', '0.621']);
	// On two levels quadratic weights are no weights.
	const two = [
		[30, 10],
		[5, 55],
	];
	assert.equal(cohenKappa(two, 'quadratic').kappa?.toFixed(9), cohenKappa(two).kappa?.toFixed(9));
	assert.ok(cohenKappa(table, 'quadratic').kappa! > 0.621, 'near misses count for something');
	assert.equal(
		cohenKappa([
			[9, 0],
			[0, 0],
		]).kappa,
		undefined,
		'one level only: no variation, not perfect agreement',
	);
	assert.equal(cohenKappa([]).kappa, undefined);
});

test('the generator is even, and the same seed gives the same numbers', () => {
	const random = seeded(42);
	const counts = Array.from({ length: 10 }, () => 0);
	for (let i = 0; i < 10_000; i++) {
		counts[randomIndex(random, 10)]!++;
	}
	const chi = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
	assert.ok(chi < 27.9, `chi-square ${chi} at 9 degrees of freedom, p < 0.001`);
	assert.equal(seeded(7)(), seeded(7)());
});

test('a share corrected for the errors of what observed it, with an interval that knows of all three', () => {
	const corrected = correctedShare({ share: 0.65, n: 200 }, { share: 0.95, n: 100 }, { share: 0.2, n: 100 })!;
	assert.equal(corrected.value.toFixed(3), '0.600');
	const known = correctedShare({ share: 0.65, n: 200 }, { share: 0.95, n: 1e9 }, { share: 0.2, n: 1e9 })!;
	assert.ok(corrected.high - corrected.low > known.high - known.low, 'an error that is less well known widens it');
	const perfect = correctedShare({ share: 0.3, n: 500 }, { share: 1, n: 1e9 }, { share: 0, n: 1e9 })!;
	const plain = wilson({ hits: 150, of: 500 })!;
	assert.ok(Math.abs(perfect.low - plain.low) < 0.01 && Math.abs(perfect.high - plain.high) < 0.01);
	assert.equal(correctedShare({ share: 0.5, n: 10 }, { share: 0.4, n: 10 }, { share: 0.4, n: 10 }), undefined);
});

test('the variance split of methods S10: a negative part is set to 0 before it enters the next, and said', () => {
	const split = varianceSplit([
		[
			[4, 4],
			[3, 5],
		],
		[
			[2, 3],
			[3, 3],
		],
		[
			[5, 5],
			[5, 4],
		],
	])!;
	assert.deepEqual([split.verdicts, split.answers, split.clipped], [0.5, 0, ['answers']]);
	assert.deepEqual([split.questions.toFixed(3), split.error.toFixed(3), split.advice], ['0.896', '0.583', 'questions']);
	const means = [4, 2.75, 4.75];
	const middle = mean(means);
	const plain = Math.sqrt(means.reduce((sum, each) => sum + (each - middle) ** 2, 0) / 2 / 3);
	assert.ok(Math.abs(split.error - plain) < 1e-12, 'in a balanced design it is that of the question means');
});

test('known parts of the noise are found again, also where answers and verdicts are of unequal number', () => {
	const random = seeded(10);
	const noise = (deviation: number) => deviation * 2 * (random() + random() + random() - 1.5);
	const scores = Array.from({ length: 600 }, (_, q) => {
		const question = 70 + noise(8);
		return Array.from({ length: 1 + (q % 3) }, (_, r) => {
			const answer = question + noise(5);
			return Array.from({ length: 1 + ((q + r) % 3) }, () => answer + noise(3));
		});
	});
	const split = varianceSplit(scores)!;
	for (const [found, truth] of [
		[split.questions, 64],
		[split.answers!, 25],
		[split.verdicts!, 9],
	] as const) {
		assert.ok(Math.abs(found - truth) < 0.2 * truth, `${found} for ${truth}`);
	}
	assert.equal(varianceSplit([[[1, 2]]]), undefined);
	assert.equal(varianceSplit([[[1]], [[2]]])?.answers, undefined);
});
