import assert from 'node:assert/strict';
import { test } from 'node:test';
import { designOf, EVERYTHING } from '../../../../src/core/influence/design.ts';
import { lassoActive } from '../../../../src/core/influence/lasso.ts';
import { ControlledFit } from '../../../../src/core/influence/least-squares.ts';
import { weighAblations } from '../../../../src/core/influence/regression.ts';
import { seeded } from '../../../../src/core/statistics/random.ts';

test('a design is the same for the same seed, longer ones begin with shorter ones, each source is kept in half', () => {
	const design = (ablations: number, seed = 'a') =>
		designOf({ sources: 20, ablations, variation: 'free', seed }).ablations;
	assert.deepEqual(design(64), design(64));
	assert.notDeepEqual(design(64), design(64, 'b'));
	assert.deepEqual(design(128).slice(0, design(64).length), design(64));
	const random = design(64).filter(({ role }) => role === 'random');
	for (let source = 0; source < 20; source++) {
		assert.equal(random.filter(({ dropped }) => dropped.includes(source)).length, 32);
	}
	assert.equal(design(64).filter(({ dropped }) => dropped === EVERYTHING).length, 3);
});

test('few sources are left out one by one and in pairs, unless answers vary', () => {
	const of = (sources: number, variation: 'none' | 'little' | 'free') => {
		const { method, ablations } = designOf({ sources, ablations: 64, variation, seed: '' });
		return `${method} ${ablations.length}`;
	};
	assert.deepEqual(
		[of(1, 'none'), of(10, 'none'), of(10, 'little'), of(11, 'little'), of(3, 'free')],
		['leave-one-out 3', 'leave-one-out 57', 'leave-one-out 61', 'ablations 70', 'ablations 70'],
	);
});

test('a coefficient is that of least squares, with its interval', () => {
	const x = [1, -1, 1, -1, 1, -1, 1, -1];
	const z = [1, 1, -1, -1, 1, 1, -1, -1];
	const y = x.map((each, i) => 2 + 3 * each + 5 * z[i]! + (i === 7 ? 0.8 : 0));
	const fitted = new ControlledFit(y, [z]).coefficient(x)!;
	assert.ok(Math.abs(fitted.value - 2.9) < 1e-9);
	assert.ok(fitted.low < 3 && 3 < fitted.high && fitted.p < 0.001);
	assert.equal(new ControlledFit(y, [z]).coefficient(z), undefined, 'what is held constant has no coefficient');
});

test('the Lasso finds two of many columns', () => {
	const random = seeded(5);
	const columns = Array.from({ length: 100 }, () => Int8Array.from({ length: 64 }, () => (random() < 0.5 ? 1 : -1)));
	const y = Array.from({ length: 64 }, (_, i) => columns[3]![i]! - columns[40]![i]! + random() * 0.1);
	assert.deepEqual([...lassoActive(columns, y, 10)].slice(0, 2).sort(), [3, 40].sort());
	assert.deepEqual(lassoActive(columns, new Array(64).fill(1), 10), []);
	assert.deepEqual(lassoActive([], [], 10), []);
});

/** Either of two sources suffices; one answer in ten says the opposite. */
function noisyPair(seed: number) {
	const random = seeded(seed);
	const halves: (readonly boolean[])[] = [];
	while (halves.length < 96) {
		const one = Array.from({ length: 30 }, () => random() < 0.5);
		halves.push(
			one,
			one.map(kept => !kept),
		);
	}
	return halves.map(kept => ({
		dropped: kept.flatMap((each, source) => (each ? [] : [source])),
		outcome: (kept[3] || kept[17]) !== random() < 0.1 ? 1 : 0,
	}));
}

test('a source that surely acts together with a strong one needs less proof of its own', () => {
	// With these seeds one of the two alone is not beyond chance among thirty.
	for (const seed of [3, 18]) {
		const { top } = weighAblations(noisyPair(seed), { sources: 30, scale: 'share', varies: true });
		assert.deepEqual([...top].sort(), [17, 3]);
	}
});

test('a source that is always kept, or no observation, has a weight without bounds and is not in the top set', () => {
	const observations = [0, 1, 0, 1].map(outcome => ({ dropped: outcome === 0 ? [1] : [], outcome }));
	const { weights } = weighAblations(observations, { sources: 2, scale: 'share', varies: true });
	assert.equal(weights[0]!.low, Number.NEGATIVE_INFINITY);
	assert.deepEqual(weighAblations([], { sources: 2, scale: 'share', varies: true }).top, []);
});
