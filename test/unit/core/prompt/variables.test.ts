import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextText, historyText, variablesOf } from '../../../../src/core/prompt/variables.ts';
import { passage } from '../../../support/prompts.ts';

test('passages are joined by one blank line, labels stand before the first line', () => {
	assert.equal(contextText([passage(1, 'a\nb', 'Web'), passage(2, 'c')]), '[Web] a\nb\n\nc');
	assert.equal(contextText([]), '');
});

test('history is pairs of Q and A', () => {
	const pair = (n: number) => [
		{ role: 'user', content: `q${n}` } as const,
		{ role: 'assistant', content: `a${n}` } as const,
	];
	assert.equal(historyText([...pair(1), ...pair(2)]), 'Q: q1\nA: a1\n\nQ: q2\nA: a2');
	assert.equal(historyText([]), '');
});

test('elements of `passages` name label, text, file and lines', () => {
	const file = passage(1, 'a\nb\nc');
	const gap = { ...file, units: [file.units[0]!, file.units[2]!] };
	const inline = { ...file, inline: true };
	assert.deepEqual(variablesOf({ question: '', passages: [file, gap, inline] }).values.passages, [
		{ label: '', text: 'a\nb\nc', file: 'notes/1.md', lines: '1-3' },
		{ label: '', text: 'a\nb\nc', file: 'notes/1.md', lines: '1, 3' },
		{ label: '', text: 'a\nb\nc', file: '', lines: '' },
	]);
});

test('vars go before defaults of inputs, and never before the standard names', () => {
	const inputs = new Map([
		['tone', { default: 'calm' }],
		['depth', { default: 3 }],
		['open', { default: undefined }],
	]);
	const { values, collisions } = variablesOf({
		question: 'Why?',
		passages: [],
		vars: { tone: 'dry', history: 'mine', __proto__x: 1 },
		inputs,
	});
	assert.deepEqual([values.tone, values.depth, values.history, 'open' in values], ['dry', 3, '', false]);
	assert.deepEqual(collisions, ['history']);
	assert.equal('constructor' in values, false);
});
