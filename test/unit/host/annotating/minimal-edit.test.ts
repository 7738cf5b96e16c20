import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { annotationsPath } from '../../../../src/core/annotations/annotations-path.ts';
import { minimalEdit } from '../../../../src/host/annotating/minimal-edit.ts';

test('an edit turns one text into the other and keeps what they share', () => {
	assert.deepEqual(minimalEdit('a: 1\nb: 2\n', 'a: 1\nc: 3\nb: 2\n'), { range: { start: 5, end: 5 }, text: 'c: 3\n' });
	assert.equal(minimalEdit('same', 'same'), undefined);
});

test('for any two texts, also where characters are pairs', () => {
	const text = fc.array(fc.constantFrom('a', 'b', '😀', '😁', '\r\n', '\n')).map(parts => parts.join(''));
	fc.assert(
		fc.property(text, text, (before, after) => {
			const edit = minimalEdit(before, after);
			const { range, text: words } = edit ?? { range: { start: 0, end: 0 }, text: '' };
			assert.equal(before.slice(0, range.start) + words + before.slice(range.end), after);
			assert.doesNotMatch(words, /\p{Surrogate}/u);
		}),
	);
});

test('annotations lie beside their question file', () => {
	const paths = ['/w/lora.questions.yaml', '/w/a.b.questions.YML', '/w/answer.prompty', 'x.yaml'];
	assert.deepEqual(paths.map(annotationsPath), [
		'/w/lora.annotations.yaml',
		'/w/a.b.annotations.YML',
		'/w/answer.annotations.yaml',
		'x.annotations.yaml',
	]);
});
