import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneLine } from '../../../../src/core/text/one-line.ts';

test('a text of others is one line, and nothing in it hides or turns round what stands beside it', () => {
	assert.equal(oneLine(' a\r\n\tb  c '), 'a b c');
	assert.equal(
		oneLine('\u001b[31m \u202e \u061c \u2028 \u00ad \ud800 \udc00 \u{e0041} 😀'),
		'\\u{1b}[31m \\u{202e} \\u{61c} \\u{2028} \\u{ad} \\u{d800} \\u{dc00} \\u{e0041} 😀',
	);
});
