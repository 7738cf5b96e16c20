import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const MODULE = join(import.meta.dirname, '../../../src/node/compile-later.ts');

test('this Node.js knows the setting', () => {
	const [name] = /--[a-z-]+(?==)/.exec(readFileSync(MODULE, 'utf8')) ?? [];
	const { status, stderr } = spawnSync(process.execPath, [`${name}=50000`, '-e', '0'], { encoding: 'utf8' });
	assert.equal(status, 0, stderr);
});
