import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { revisionEffort, tokenDistance, tokensOf } from '../../../../../src/core/judging/revision/effort.ts';

test('effort is the share of tokens that change', () => {
	assert.equal(revisionEffort('It was built in 1875.', 'It was built in 1874.'), 1 / 6);
	assert.equal(revisionEffort('One two three', 'One two three four'), 1 / 4);
	assert.equal(revisionEffort('a b', 'c d'), 1);
	assert.equal(revisionEffort('', 'c'), 1);
	assert.equal(revisionEffort('', ''), 0);
});

test('white space is no effort, case and punctuation are', () => {
	assert.equal(revisionEffort(' One  two\r\n', 'One\ntwo'), 0);
	assert.equal(revisionEffort('one two', 'One two'), 1 / 2);
	assert.equal(revisionEffort('one two', 'one two.'), 1 / 3);
	assert.deepEqual(tokensOf('It’s 12.5 °C, state-of-the-art.'), [
		'It’s',
		'12.5',
		'°',
		'C',
		',',
		'state-of-the-art',
		'.',
	]);
	assert.deepEqual(tokensOf('光は 波'), ['光は', '波']);
});

test('the bits count what the table counts, over the borders of blocks too', () => {
	const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 90 });
	fc.assert(
		fc.property(list, list, (a, b) => {
			assert.equal(tokenDistance(a, b), table(a, b));
		}),
		{ numRuns: 150 },
	);
});

test('ten thousand different tokens take no time that a person notices', () => {
	const tokens = (salt: number) => Array.from({ length: 10_000 }, (_, i) => String((i * salt) % 997));
	const started = performance.now();
	assert.ok(tokenDistance(tokens(7), tokens(11)) > 5000);
	assert.ok(performance.now() - started < 1000);
});

function table(a: readonly string[], b: readonly string[]): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (const [i, token] of a.entries()) {
		const next = [i + 1];
		for (const [j, other] of b.entries()) {
			next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (token === other ? 0 : 1)));
		}
		row = next;
	}
	return row[b.length]!;
}
