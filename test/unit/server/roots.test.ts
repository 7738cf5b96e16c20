import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonical, Roots } from '../../../src/server/roots.ts';
import { MemoryFiles } from '../../support/language-client.ts';

const nothingOpen = { get: () => undefined, paths: () => [] };

function roots(...folders: string[]): Roots {
	const all = new Roots(() => new MemoryFiles({}), nothingOpen);
	for (const folder of folders) {
		all.add(folder);
	}
	return all;
}

test('a document belongs to the innermost folder', () => {
	const all = roots('file:///a', 'file:///a/b/');
	const place = all.locate('file:///a/b/c/d.questions.yaml');
	assert.deepEqual([place.root.uri, place.path], ['file:///a/b', 'c/d.questions.yaml']);
	assert.deepEqual(all.locate('file:///a/bc.prompty').path, 'bc.prompty');
	assert.equal(all.locate('file:///a/bc.prompty').root.uri, 'file:///a');
});

test('addresses that are escaped differently are one', () => {
	assert.equal(canonical('file:///C%3A/a%20b'), canonical('file:///c:/a b'));
	assert.equal(canonical('file:///100%'), 'file:///100%');
	const all = roots('file:///c%3A/my%20folder');
	const place = all.locate('file:///C:/my folder/x y.questions.yaml');
	assert.equal(place.path, 'x y.questions.yaml');
	assert.equal(place.root.uriOf('d/x y#.md'), 'file:///c%3A/my%20folder/d/x%20y%23.md');
});

test('a document outside, or in no file system, has a root of its own that reads nothing beyond', async () => {
	const all = new Roots(() => new MemoryFiles({ 'a.md': 'text' }), nothingOpen);
	assert.equal((await all.locate('file:///x/y/z.prompty').root.read('a.md')).kind, 'text');
	const unsaved = all.locate('untitled:Untitled-1');
	assert.equal((await unsaved.root.read('a.md')).kind, 'missing');
	assert.deepEqual(await unsaved.root.list('**', 10), []);
});

test('a folder that left the workspace is no root any more', () => {
	const all = roots('file:///a', 'file:///a/b');
	all.remove('file:///a/b');
	assert.equal(all.locate('file:///a/b/c.prompty').root.uri, 'file:///a');
});

test('a document in the root of the file system, or with no folder at all, has a root too', () => {
	const all = roots();
	for (const uri of ['file:///a.questions.yaml', 'file:///a', 'untitled:', 'a', '']) {
		assert.equal(all.locate(uri).root, all.locate(uri).root, uri);
	}
	assert.equal(all.locate('file:///a.questions.yaml').path, 'a.questions.yaml');
	assert.equal(roots('file:///').locate('file:///b/c.prompty').path, 'b/c.prompty');
	assert.equal(roots('file:///').locate('file:///b/c.prompty').root.uriOf('b/c d.prompty'), 'file:///b/c%20d.prompty');
});
