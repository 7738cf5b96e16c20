import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadTokenCounter } from '../../../../src/node/tokens/token-counter.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

test('counts as the vocabulary does, also special tokens as plain text, and never hangs', async () => {
	const count = await loadTokenCounter();
	assert.deepEqual(
		['', 'hello world', 'Grüße, 世界!', '<|endoftext|>', '\ud800'].map(text => count(text) > 0),
		[false, true, true, true, true],
	);
	assert.deepEqual([count('hello world'), count('The quick brown fox jumps over the lazy dog.')], [2, 10]);
	const started = cpuSeconds();
	for (const one of ['a', ' ', '漢', '😀', '\u0301', '\ud800', '\u0000', '"']) {
		assert.ok(count(one.repeat(20_000)) > 0);
	}
	// Without cuts the third of these alone takes a second.
	endedSoon(started);
});
