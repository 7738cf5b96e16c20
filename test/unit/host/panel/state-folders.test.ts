import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateFoldersAbove } from '../../../../src/host/panel/state-folders.ts';

test('looks for the state folder beside the file and in each folder above it up to the root', () => {
	assert.deepEqual(stateFoldersAbove('/work/docs', '/work/docs/a/b/q.questions.yaml'), [
		'/work/docs/a/b/.groundline',
		'/work/docs/a/.groundline',
		'/work/docs/.groundline',
	]);
	assert.deepEqual(stateFoldersAbove('/work/docs/', '/work/docs/q.questions.yaml'), ['/work/docs/.groundline']);
	assert.deepEqual(stateFoldersAbove('/', '/a/q.questions.yaml'), ['/a/.groundline', '/.groundline']);
});
