import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { resultsTo } from '../../../src/cli/results-to.ts';

test('a reader that leaves is told of once, and neither ends nor blocks the one that writes', {
	timeout: 5000,
}, async () => {
	const taken: string[] = [];
	let leave: (error: Error) => void = () => {};
	const stream = new Writable({
		highWaterMark: 1,
		write(chunk, _encoding, done) {
			taken.push(String(chunk));
			leave = done;
		},
	});
	const heard: (string | undefined)[] = [];
	const out = resultsTo(stream, ({ code }) => heard.push(code));
	const first = out('a long report');
	leave(Object.assign(new Error('gone'), { code: 'EPIPE' }));
	await first;
	await out('more');
	await out('still more');
	assert.deepEqual([taken, heard], [['a long report'], ['EPIPE']]);
});

test('waits until a slow reader has taken what was written', async () => {
	const stream = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => void setTimeout(done, 5) });
	const out = resultsTo(stream, assert.ifError);
	await out('one');
	assert.equal(stream.writableLength, 0);
});
