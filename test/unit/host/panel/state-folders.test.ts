import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateFoldersAbove } from '../../../../src/host/panel/state-folders.ts';

test('looks for the state folder beside the file and in each folder above it up to the root', () => {
	assert.deepEqual(stateFoldersAbove('/folder/docs', '/folder/docs/a/b/q.questions.yaml'), [
		'/folder/docs/a/b/.groundline',
		'/folder/docs/a/.groundline',
		'/folder/docs/.groundline',
	]);
	assert.deepEqual(stateFoldersAbove('/folder/docs/', '/folder/docs/q.questions.yaml'), ['/folder/docs/.groundline']);
	assert.deepEqual(stateFoldersAbove('/', '/a/q.questions.yaml'), ['/a/.groundline', '/.groundline']);
});
