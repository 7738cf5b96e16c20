import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ground } from '../../../../../src/core/grounding/ground.ts';

/** What the answer says · what its line says in that place, for every contradicted word. */
function flips(line: string, answer: string): string[] {
	const units = [{ id: 'a', text: line }];
	return ground({ question: '', units, answer }).claims.flatMap(({ conflicts = [] }) =>
		conflicts.map(
			({ start, end, unitStart, unitEnd }) => `${answer.slice(start, end)} · ${line.slice(unitStart, unitEnd)}`,
		),
	);
}

test('an order turned round is shown with what the line says', () => {
	assert.deepEqual(flips('The mill closed before the harvest of 1911.', 'The mill closed after the harvest of 1911.'), [
		'after · before',
	]);
	assert.deepEqual(
		flips('The mill closed after the harvest of 1911.', 'The mill closed after the harvest of 1911.'),
		[],
	);
});

test('a claim that says more than its line is contradicted, one that says less is not', () => {
	const most = 'Most millers of the valley paid the toll in rye.';
	const all = 'All millers of the valley paid the toll in rye.';
	assert.deepEqual(flips(most, all), ['All · Most']);
	assert.deepEqual(flips(all, most), []);
	assert.deepEqual(flips('Visitors may leave by the river gate.', 'Visitors must leave by the river gate.'), [
		'must · may',
	]);
});

test('opposites of other things are no flip', () => {
	assert.deepEqual(
		flips('The upper sluice opens before dawn, the lower sluice at noon.', 'The upper sluice opens before dawn.'),
		[],
	);
	assert.deepEqual(
		flips(
			'Rye prices fell while the toll was above a florin.',
			'The toll was above a florin when rye prices were low.',
		),
		[],
	);
});
