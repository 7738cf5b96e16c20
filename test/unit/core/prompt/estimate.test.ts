import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateTokens } from '../../../../src/core/prompt/estimate.ts';

/** Counts of a widely used vocabulary of 200,000 tokens for sentences of our own. */
const COUNTED: readonly (readonly [string, number])[] = [
	['The quick brown fox jumps over the lazy dog.', 10],
	['Peatlands store about 600 gigatonnes of carbon, more than all forests together.', 17],
	['Die Torfmoose wachsen nur einen Millimeter im Jahr.', 13],
	['Болота хранят углерод тысячи лет.', 9],
	['泥炭地储存了大量的碳。', 11],
	['const total = items.reduce((sum, item) => sum + item.price, 0);', 17],
];

test('comes near the counts of a real vocabulary', () => {
	for (const [text, tokens] of COUNTED) {
		const ratio = estimateTokens(text) / tokens;
		assert.ok(ratio > 0.65 && ratio < 1.5, `${text}: ${estimateTokens(text)} for ${tokens}`);
	}
});

test('nothing is no token, and more text is never fewer tokens', () => {
	assert.equal(estimateTokens(''), 0);
	let before = 0;
	for (const length of [1, 10, 100, 1_000]) {
		const tokens = estimateTokens('wet peat, '.repeat(length));
		assert.ok(tokens > before);
		before = tokens;
	}
});

test('any characters are counted, a megabyte in a moment', () => {
	for (const text of ['\0\u{1f33f}\ud800', '\u202e\u0301', '한국어', 'हिन्दी', 'عربي']) {
		assert.ok(estimateTokens(text) > 0);
	}
	const begin = performance.now();
	estimateTokens('Peat is wet.\n'.repeat(80_000));
	assert.ok(performance.now() - begin < 400);
});
