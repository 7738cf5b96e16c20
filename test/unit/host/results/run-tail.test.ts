import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { RunTail } from '../../../../src/host/results/run-tail.ts';

const text = (hash: string, words: string) => `${JSON.stringify({ v: 1, t: 1, type: 'text', hash, text: words })}\n`;

test('each reading gives the whole lines that came since the last one', async () => {
	await inFolder(async path => {
		const tail = new RunTail(path);
		await writeFile(path, text('a', 'é😀'));
		assert.deepEqual(await hashes(tail), ['a']);
		assert.deepEqual(await hashes(tail), []);
		const next = Buffer.from(text('b', 'ü😀ü'));
		const cut = next.indexOf(0xf0) + 2; // Inside the four bytes of the smiley.
		await appendFile(path, next.subarray(0, cut));
		assert.deepEqual(await hashes(tail), []);
		await appendFile(path, next.subarray(cut));
		const { events } = await tail.read();
		assert.deepEqual(
			events.map(event => event.type === 'text' && event.text),
			['ü😀ü'],
		);
	});
});

test('a file that was written anew is read from its start', async () => {
	await inFolder(async path => {
		const tail = new RunTail(path);
		await writeFile(path, text('a', 'long enough to be longer') + text('b', 'x'));
		await tail.read();
		await writeFile(path, text('c', 'x'));
		const { events, restarted } = await tail.read();
		assert.ok(restarted);
		assert.deepEqual(
			events.map(event => event.type === 'text' && event.hash),
			['c'],
		);
	});
});

test('lines that are no events are passed over', async () => {
	await inFolder(async path => {
		await writeFile(path, `nonsense\n{"v":1}\n${text('a', 'x')}{"v":1,"t":1,"type":"from-the-future"}\n`);
		assert.deepEqual(await hashes(new RunTail(path)), ['a']);
	});
});

async function hashes(tail: RunTail): Promise<readonly unknown[]> {
	return (await tail.read()).events.map(event => event.type === 'text' && event.hash);
}

async function inFolder(act: (path: string) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'groundline-tail-'));
	try {
		await act(join(folder, 'run.jsonl'));
	} finally {
		await rm(folder, { recursive: true });
	}
}
