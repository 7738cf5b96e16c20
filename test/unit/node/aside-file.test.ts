import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { AsideFile } from '../../../src/node/aside-file.ts';

for (const place of ['a folder', 'no folder'] as const) {
	test(`gives back each value, in any order and more than once, with ${place} for its file`, () => {
		const saved = process.env.TMPDIR;
		process.env.TMPDIR = place === 'a folder' ? tmpdir() : join(tmpdir(), 'nowhere', 'at-all');
		try {
			const aside = new AsideFile();
			const values = Array.from({ length: 400 }, (_, i) => ({
				i,
				text: `😀 \ud800 ${'grün '.repeat(i * 5)}`,
				none: null,
			}));
			const kept = values.map(value => aside.put(value));
			for (let i = 0; i < 800; i++) {
				const at = (i * 7919) % 400;
				assert.deepEqual(kept[at]!.value, values[at]);
			}
			aside.close();
		} finally {
			if (saved === undefined) {
				delete process.env.TMPDIR;
			} else {
				process.env.TMPDIR = saved;
			}
		}
	});
}
