import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { KeptTexts } from '../../../../src/cli/reporters/kept-texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'kept-texts-'));
after(() => rmSync(folder, { recursive: true }));

/** 6 MB: three times what waits in memory. */
const TEXTS = Array.from({ length: 300 }, (_, i) => `${i} – 😀 ${'grün '.repeat(i % 7 === 0 ? 12_000 : 2000)}`);
/** An order that is none, and the same every time. */
const SHUFFLED = [...TEXTS.keys()].sort((a, b) => ((a * 7919) % 307) - ((b * 7919) % 307));

for (const place of ['a folder', 'no folder'] as const) {
	test(`gives back what it was given, in order, with ${place} for its file`, () => {
		const saved = process.env.TMPDIR;
		process.env.TMPDIR = place === 'a folder' ? folder : join(folder, 'nowhere');
		try {
			const kept = new KeptTexts();
			const numbers = SHUFFLED.map(index => kept.add(index, TEXTS[index]!));
			assert.equal(kept.size, TEXTS.length);
			assert.deepEqual(
				readdirSync(folder),
				process.platform === 'win32' ? readdirSync(folder) : [],
				'nobody sees a file',
			);
			assert.ok([...kept.inOrder()].every((text, i) => text === TEXTS[i]));
			const some = numbers.filter(number => SHUFFLED[number]! % 2 === 0);
			assert.ok([...kept.inOrder(some)].every((text, i) => text === TEXTS[i * 2]));
			kept.close();
			assert.deepEqual(readdirSync(folder), []);
		} finally {
			if (saved === undefined) {
				delete process.env.TMPDIR;
			} else {
				process.env.TMPDIR = saved;
			}
		}
	});
}

test('texts of one case keep the order in which they came; none are none', () => {
	const kept = new KeptTexts();
	assert.deepEqual([...kept.inOrder()], []);
	const more = new KeptTexts();
	for (const [index, text] of [
		[1, 'c'],
		[0, 'a'],
		[1, ''],
		[0, 'b'],
		[1, 'd'],
	] as const) {
		more.add(index, text);
	}
	assert.deepEqual([...more.inOrder()], ['a', 'b', 'c', '', 'd']);
});
