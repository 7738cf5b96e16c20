import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verbOfKey } from '../../../media/panel/keys.ts';
import type { CasePanel, EmptyPanel } from '../../../src/shared/panel.ts';

const STATE = {
	kind: 'case',
	position: { text: '2 / 2', label: '', previous: true, next: false },
	buttons: [
		{ verb: 'judge', label: 'Judge again', primary: true },
		{ verb: 'accept', label: 'Accept', key: 'a' },
	],
} as unknown as CasePanel;
const PRESS = { key: 'a', ctrlKey: false, metaKey: false, altKey: false, focus: 'body' };

test('a key does what the button that shows it does', () => {
	assert.equal(verbOfKey(PRESS, STATE), 'accept');
	assert.equal(verbOfKey({ ...PRESS, key: 'r' }, STATE), undefined);
});

test('keys walk only where there is another question', () => {
	assert.equal(verbOfKey({ ...PRESS, key: 'p' }, STATE), 'previous');
	assert.equal(verbOfKey({ ...PRESS, key: 'n' }, STATE), undefined);
});

test('keys of the editor, and keys typed into a list of choices, are left alone', () => {
	assert.equal(verbOfKey({ ...PRESS, ctrlKey: true }, STATE), undefined);
	assert.equal(verbOfKey({ ...PRESS, focus: 'select' }, STATE), undefined);
	assert.equal(verbOfKey(PRESS, undefined), undefined);
	assert.equal(verbOfKey(PRESS, { kind: 'empty', message: '', buttons: [] } satisfies EmptyPanel), undefined);
});
