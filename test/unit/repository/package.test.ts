import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(import.meta.dirname, '../../..');
const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
const packaged = readFileSync(path.join(root, '.vscodeignore'), 'utf8')
	.split('\n')
	.filter(line => line.startsWith('!'))
	.map(line => line.slice(1));

test('every file that the manifest names exists and is packaged', () => {
	const named = [...manifest.matchAll(/"\.?\/?((?:media|syntaxes)\/[^"]+\.[a-z]+)"/g)].map(match => match[1]!);
	assert.ok(named.length > 10, 'the manifest names files');
	const missing = named.filter(file => !existsSync(path.join(root, file)));
	const left = named.filter(file => !packaged.some(pattern => path.matchesGlob(file, pattern)));
	assert.deepEqual({ missing, left }, { missing: [], left: [] });
});

test('the sample is packaged whole, without what running it leaves behind', () => {
	const isPackaged = (file: string) => packaged.some(pattern => path.matchesGlob(file, pattern));
	const sample = globSync('media/sample/**/*.*', { cwd: root }).map(file => file.replaceAll(path.sep, '/'));
	assert.ok(sample.includes('media/sample/docs/brewing.md'), sample.join(' '));
	assert.deepEqual(
		sample.filter(file => !isPackaged(file)),
		[],
	);
	assert.equal(isPackaged('media/sample/.groundline/runs/20261121T201900Z-ab12cd.jsonl'), false);
});

test('nothing but bundles is needed at run time', () => {
	const { dependencies = {}, main } = JSON.parse(manifest) as { dependencies?: object; main: string };
	assert.deepEqual(dependencies, {});
	assert.ok(packaged.some(pattern => path.matchesGlob(main.replace('./', ''), pattern)));
});

test('the lock file names no registry', () => {
	const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
	assert.doesNotMatch(lock, /"resolved"/);
});
