import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { NodeFiles } from '../../../src/node/files.ts';
import { matchesSegment } from '../../../src/node/glob.ts';

const base = mkdtempSync(join(tmpdir(), 'files-'));
const root = join(base, 'root');
mkdirSync(join(root, 'docs', 'deep'), { recursive: true });
mkdirSync(join(root, 'node_modules', 'x'), { recursive: true });
writeFileSync(join(base, 'secret.md'), 'secret');
writeFileSync(join(root, 'docs', 'a.md'), '\ufeffHello\r\n');
writeFileSync(join(root, 'docs', 'b.txt'), 'b');
writeFileSync(join(root, 'docs', 'deep', 'c.md'), 'c');
writeFileSync(join(root, 'node_modules', 'x', 'd.md'), 'd');
writeFileSync(join(root, 'picture.bin'), Buffer.from([0x89, 0x50, 0, 1]));
writeFileSync(join(root, 'latin.txt'), Buffer.from([0x47, 0x72, 0xf6, 0xdf, 0x65]));
writeFileSync(join(root, 'large.txt'), 'x'.repeat(2 * 1024 * 1024 + 1));
symlinkSync(join(base, 'secret.md'), join(root, 'link.md'));
symlinkSync(join(root, 'docs', 'b.txt'), join(root, 'inner.txt'));
symlinkSync(base, join(root, 'up'));
symlinkSync('/dev/zero', join(root, 'device'));
after(() => rmSync(base, { recursive: true }));
const files = new NodeFiles(root);

test('reads text inside the root, without its byte order mark', async () => {
	assert.deepEqual(await files.read('docs/a.md'), { kind: 'text', text: 'Hello\r\n' });
	assert.deepEqual(await files.read('inner.txt'), { kind: 'text', text: 'b' });
});

test('reads nothing else, and says why', async () => {
	const kinds: Record<string, string> = {};
	for (const path of [
		'../secret.md',
		'/etc/hosts',
		'link.md',
		'up/secret.md',
		'device',
		'docs',
		'none.md',
		'docs/a.md/x',
		'picture.bin',
		'latin.txt',
		'large.txt',
		'a\0b',
	]) {
		const read = await files.read(path);
		kinds[path] = read.kind;
		assert.ok(read.kind !== 'text' && read.message.length > 10 && !read.message.includes(base), path);
	}
	assert.deepEqual(kinds, {
		'../secret.md': 'outside',
		'/etc/hosts': 'outside',
		'link.md': 'outside',
		'up/secret.md': 'outside',
		device: 'outside',
		docs: 'unreadable',
		'none.md': 'missing',
		'docs/a.md/x': 'missing',
		'picture.bin': 'binary',
		'latin.txt': 'binary',
		'large.txt': 'too-large',
		'a\0b': 'outside',
	});
});

test('lists by glob, sorted, without folders of tools and links to folders', async () => {
	assert.deepEqual(await files.list('**/*.md', 9), ['docs/a.md', 'docs/deep/c.md', 'link.md']);
	assert.deepEqual(await files.list('docs/*.{md,txt}', 9), ['docs/a.md', 'docs/b.txt']);
	assert.deepEqual(await files.list('docs/**', 9), ['docs/a.md', 'docs/b.txt', 'docs/deep/c.md']);
	assert.deepEqual(await files.list('docs/[a-b].*', 1), ['docs/a.md']);
	assert.deepEqual(await files.list('../*', 9), []);
});

test('a pattern of many stars takes no time', () => {
	assert.equal(matchesSegment('a'.repeat(200), `${'*a'.repeat(40)}b`), false);
	assert.equal(matchesSegment('.hidden', '*'), false);
	assert.equal(matchesSegment('x-[1].md', 'x-[[]1].md'), true);
});
