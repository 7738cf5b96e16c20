import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { httpFetch } from '../../../../src/node/models/http-fetch.ts';

/** What a server says to the request in place of an answer that it thinks about, by the last part of the path. */
const SAYS: Readonly<Record<string, (socket: Socket) => unknown>> = {
	'early-hints': socket =>
		socket.write(
			'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi',
		),
	'other-protocol': socket => socket.write('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
	'no-content': socket => socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
	'not-modified': socket => socket.write('HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n'),
	gzip: socket => socket.write(packed('gzip', gzipSync('grüße'))),
	deflate: socket => socket.write(packed('deflate', deflateSync('grüße'))),
	'bare-deflate': socket => socket.write(packed('deflate', deflateRawSync('grüße'))),
	twice: socket => socket.write(packed('gzip, gzip', gzipSync(gzipSync('grüße')))),
	'not-packed': socket => socket.write(packed('gzip', Buffer.from('plain'))),
	'half-packed': socket => socket.write(packed('gzip', gzipSync('grüße').subarray(0, 15))),
	'half-packed-bare': socket => socket.write(packed('deflate', deflateRawSync('grüße'.repeat(99)).subarray(0, 5))),
	'huge-headers': socket => socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(99_000)}\r\n\r\n`),
	reset: socket => socket.resetAndDestroy(),
	leaves: socket => socket.end(),
	'half-body': socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
	torn: socket => {
		const bytes = Buffer.from('ü€😀');
		socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
		for (const byte of bytes) {
			socket.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.of(byte), Buffer.from('\r\n')]));
		}
		socket.write('0\r\n\r\n');
	},
	headers: socket =>
		socket.write('HTTP/1.1 200 OK\r\nX-Twice: a\r\nx-twice: b\r\nRetry-After: 5\r\ncontent-length: 2\r\n\r\nok'),
	ok: socket => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'),
	begins: socket => socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n'),
	silent: () => {},
};

let server: Server;
let origin: string;
const sockets = new Set<Socket>();
/** What each connection was asked for last. */
const asking = new Map<Socket, string>();
before(async () => {
	server = createServer(socket => {
		sockets.add(socket);
		socket.on('close', () => {
			sockets.delete(socket);
			asking.delete(socket);
		});
		socket.on('error', () => {});
		let text = '';
		socket.on('data', piece => {
			text += piece;
			const asked = /^POST \/(\S*) [\s\S]*\r\n\r\n\{\}$/.exec(text);
			if (asked !== null) {
				text = '';
				const wasAsked = asking.has(socket);
				asking.set(socket, asked[1]!);
				if (asked[1] === 'reused-once') {
					// Of a connection that its server closes while a call is on its way there is only a reset to see.
					SAYS[wasAsked ? 'reset' : 'ok']!(socket);
				} else {
					SAYS[asked[1]!]!(socket);
				}
			}
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
	for (const socket of sockets) {
		socket.destroy();
	}
	server.close();
});

for (const [path, status, body] of [
	['early-hints', 200, 'hi'],
	['gzip', 200, 'grüße'],
	['deflate', 200, 'grüße'],
	['bare-deflate', 200, 'grüße'],
	['twice', 200, 'grüße'],
	['torn', 200, 'ü€😀'],
] as const) {
	test(`reads ${path}`, async () => {
		const response = await send(path);
		assert.equal(response.status, status);
		assert.equal(await response.text(), body);
	});
}

for (const path of ['no-content', 'not-modified']) {
	test(`${path} has no body, as with the global fetch`, async () => {
		const response = await send(path);
		assert.equal(response.body, null);
		assert.equal(await response.text(), '');
	});
}

for (const [path, code] of [
	['other-protocol', 'ECONNRESET'],
	['huge-headers', 'HPE_HEADER_OVERFLOW'],
	['reset', 'ECONNRESET'],
	['leaves', 'ECONNRESET'],
] as const) {
	test(`${path} is an error of the call`, () => assert.rejects(send(path), { code }));
}

for (const [path, code] of [
	['not-packed', 'Z_DATA_ERROR'],
	['half-packed', 'Z_BUF_ERROR'],
	['half-packed-bare', 'Z_BUF_ERROR'],
	['half-body', 'ECONNRESET'],
] as const) {
	test(`${path} is an error of the body`, async () => {
		const response = await send(path);
		await assert.rejects(response.text(), { code });
	});
}

test('a connection that the server closed while it lay idle fails no call', async () => {
	const fetch = httpFetch({});
	for (let call = 0; call < 6; call++) {
		assert.equal(await (await send('reused-once', { fetch })).text(), 'ok');
	}
});

test('a server that resets every connection is not asked for ever', async () => {
	const fetch = httpFetch({});
	await (await send('ok', { fetch })).text();
	await assert.rejects(send('reset', { fetch }), { code: 'ECONNRESET' });
});

for (const [when, path] of [
	['while it connects', 'silent'],
	['while it waits for an answer', 'silent'],
	['while it reads the answer', 'begins'],
] as const) {
	test(`an abort ${when} rejects with its reason, and leaves neither connection nor listener`, async () => {
		const stop = new AbortController();
		const reason = new Error('enough');
		const reading = (async () => (await send(path, { signal: stop.signal })).text())();
		const rejected = assert.rejects(reading, reason);
		if (when !== 'while it connects') {
			await until(() => openCalls(path) > 0);
			await new Promise(resolve => setTimeout(resolve, 5));
		}
		stop.abort(reason);
		await rejected;
		await until(() => openCalls(path) === 0);
		assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
	});
}

test('an abort after the end changes nothing, and one before it sends nothing', async () => {
	const stop = new AbortController();
	const response = await send('ok', { signal: stop.signal });
	assert.equal(await response.text(), 'ok');
	await until(() => getEventListeners(stop.signal, 'abort').length === 0);
	stop.abort();
	await assert.rejects(send('ok', { signal: stop.signal }), { name: 'AbortError' });
});

test('a body that is given up closes its connection', async () => {
	const response = await send('begins');
	for await (const piece of response.body!) {
		assert.equal(Buffer.from(piece).toString(), 'hi');
		break;
	}
	await until(() => openCalls('begins') === 0);
});

function send(
	path: string,
	{ fetch = httpFetch({}), signal }: { readonly fetch?: typeof globalThis.fetch; readonly signal?: AbortSignal } = {},
): Promise<Response> {
	return fetch(`${origin}/${path}`, { method: 'POST', body: '{}', ...(signal && { signal }) });
}

function openCalls(path: string): number {
	return [...asking.values()].filter(asked => asked === path).length;
}

async function until(holds: () => boolean): Promise<void> {
	for (let tries = 0; !holds(); tries++) {
		assert.ok(tries < 200, 'it did not come to pass within a second');
		await new Promise(resolve => setTimeout(resolve, 5));
	}
}

/** A body with a header of what it was packed with. */
function packed(coding: string, bytes: Buffer): Buffer {
	return Buffer.concat([
		Buffer.from(`HTTP/1.1 200 OK\r\ncontent-encoding: ${coding}\r\ncontent-length: ${bytes.length}\r\n\r\n`),
		bytes,
	]);
}

test('headers are read in any letter case, and those that come twice as one', async () => {
	const { headers } = await httpFetch({})(`${origin}/headers`, { method: 'POST', body: '{}' });
	assert.deepEqual([headers.get('X-TWICE'), headers.get('retry-after'), headers.get('x')], ['a, b', '5', null]);
	assert.deepEqual([headers.has('Retry-After'), headers.has('x')], [true, false]);
	assert.deepEqual(new Headers([...headers]).get('x-twice'), 'a, b');
});
