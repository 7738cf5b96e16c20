import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomNumbers } from '../../../scripts/train/benchmark-data.ts';
import { boost } from '../../../scripts/train/boosting.ts';
import { scoreOf } from '../../../src/core/grounding/trees.ts';

const random = randomNumbers(5);
const points = Array.from({ length: 800 }, () => [random(), random()] as const);
// The first value decides, but falls again above 0.8; the second one says nothing.
const label = (x: number) => (x > 0.5 && x < 0.8 ? 1 : 0);
const examples = {
	columns: [Float64Array.from(points, ([x]) => x), Float64Array.from(points, ([, y]) => y)],
	labels: Float64Array.from(points, ([x]) => label(x)),
	weights: new Float64Array(points.length).fill(1),
	start: new Float64Array(points.length),
};
const settings = { trees: 30, leaves: 4, rate: 0.3, l2: 1, leastInLeaf: 20, signs: [0, 0] };

test('trees learn what is there to be learnt', () => {
	const trees = boost(examples, settings);
	const right = points.filter(([x, y]) => scoreOf(trees, [x, y]) > 0 === (label(x) === 1));
	assert.ok(right.length > 0.95 * points.length, String(right.length));
});

test('a sign holds everywhere, whatever the examples say', () => {
	for (const sign of [1, -1]) {
		const trees = boost(examples, { ...settings, signs: [sign, 0] });
		for (const [, y] of points.slice(0, 50)) {
			let last = -sign * Number.POSITIVE_INFINITY;
			for (let x = 0; x <= 1; x += 0.01) {
				const score = scoreOf(trees, [x, y]);
				assert.ok(sign * (score - last) >= 0);
				last = score;
			}
		}
	}
});

test('the order of the examples changes nothing', () => {
	const order = points.map((_, at) => points.length - 1 - at);
	const turned = (values: Float64Array) => Float64Array.from(order, at => values[at]!);
	const other = {
		columns: examples.columns.map(turned),
		labels: turned(examples.labels),
		weights: turned(examples.weights),
		start: turned(examples.start),
	};
	assert.deepEqual(boost(other, settings), boost(examples, settings));
});
