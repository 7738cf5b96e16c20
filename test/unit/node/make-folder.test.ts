import assert from 'node:assert/strict';
import fs, { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeFolder } from '../../../src/node/make-folder.ts';

const make = fs.mkdirSync;

/** A folder that is made while another process makes the folders that `meanwhile` names, right before or after our n-th try. */
function madeBeside(
	t: TestContext,
	meanwhile: (path: string) => void,
	at: { readonly try: number; readonly when: 'before' | 'after' },
) {
	const root = mkdtempSync(join(tmpdir(), 'groundline-folder-'));
	const wanted = join(root, 'state', 'runs');
	let tries = 0;
	fs.mkdirSync = ((path: string) => {
		tries++;
		if (tries === at.try && at.when === 'before') {
			meanwhile(wanted);
		}
		try {
			return make(path);
		} finally {
			if (tries === at.try && at.when === 'after') {
				meanwhile(wanted);
			}
		}
	}) as typeof fs.mkdirSync;
	syncBuiltinESMExports();
	t.after(() => {
		fs.mkdirSync = make;
		syncBuiltinESMExports();
		rmSync(root, { recursive: true });
	});
	makeFolder(wanted);
	return existsSync(wanted);
}

const parent = (path: string) => make(dirname(path));
const both = (path: string) => make(path, { recursive: true });

test('folders that another process makes at the same time are no error, at whatever moment', t => {
	for (const when of ['before', 'after'] as const) {
		assert.ok(madeBeside(t, parent, { try: 1, when }), `the one above, ${when} the first try`);
		assert.ok(madeBeside(t, both, { try: 1, when }), `both, ${when} the first try`);
		assert.ok(madeBeside(t, both, { try: 2, when }), `both, ${when} the second try`);
	}
	assert.ok(madeBeside(t, both, { try: 3, when: 'before' }), 'both, before the third try');
});

test('what cannot be made is said', t => {
	const root = mkdtempSync(join(tmpdir(), 'groundline-folder-'));
	t.after(() => rmSync(root, { recursive: true }));
	writeFileSync(join(root, 'file'), '');
	assert.throws(() => makeFolder(join(root, 'file')), { code: 'EEXIST' });
	assert.throws(() => makeFolder(join(root, 'file', 'runs')), { code: 'ENOTDIR' });
	if (existsSync('/proc/self')) {
		assert.throws(() => makeFolder('/proc/self/state/runs'), { code: 'ENOENT' });
	}
});
