import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
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

test('nothing but bundles is needed at run time', () => {
	const { dependencies = {}, main } = JSON.parse(manifest) as { dependencies?: object; main: string };
	assert.deepEqual(dependencies, {});
	assert.ok(packaged.some(pattern => path.matchesGlob(main.replace('./', ''), pattern)));
});

test('the lock file names no registry', () => {
	const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
	assert.doesNotMatch(lock, /"resolved"/);
});
