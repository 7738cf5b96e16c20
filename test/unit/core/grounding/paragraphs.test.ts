import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paragraphsOf } from '../../../../src/core/grounding/paragraphs.ts';

const lines = (...texts: readonly string[]) => texts.map((text, at) => ({ id: String(at), text }));

test('without titles a heading starts a paragraph', () => {
	assert.deepEqual([...paragraphsOf(lines('a', '# B', 'b', '#c', ' ## D', 'd'))], [0, 1, 1, 1, 2, 2]);
});

test('with titles a paragraph is what stands under one of them, in a row', () => {
	const units = [
		{ id: '1', title: 'A', text: 'x' },
		{ id: '2', title: 'A', text: '# y' },
		{ id: '3', title: 'B', text: 'z' },
		{ id: '4', title: 'A', text: 'x' },
	];
	assert.deepEqual([...paragraphsOf(units)], [0, 0, 1, 2]);
	assert.deepEqual([...paragraphsOf([])], []);
});
