import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { BodyPieces } from './body-pieces.ts';

/**
 * A `fetch` over `node:http` for what endpoints of models are asked: a text to an address, and the reply as it comes. A call
 * takes a fraction of what the global one spends on it. Whatever else is wanted (a form, a proxy from the environment) goes to
 * the global one. Redirects are not followed. Rejects with what the connection says, and with the signal's reason.
 */
export function httpFetch(environment: NodeJS.ProcessEnv = process.env): typeof fetch {
	if (PROXIES.some(name => environment[name])) {
		return (...given) => globalThis.fetch(...given);
	}
	const keepAlive = { keepAlive: true, maxFreeSockets: 1024, scheduling: 'lifo' } as const;
	const agents = { 'http:': new HttpAgent(keepAlive), 'https:': new HttpsAgent(keepAlive) };
	return async (input, init = {}) => {
		const { body, headers } = init;
		if (typeof input !== 'string' || (typeof body !== 'string' && body != null)) {
			return globalThis.fetch(input, init);
		}
		const url = new URL(input);
		if (url.protocol !== 'http:' && url.protocol !== 'https:') {
			throw new TypeError(`${url.protocol} is no address of the web.`);
		}
		const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
		const request = open(url, {
			agent: agents[url.protocol],
			method: init.method ?? 'GET',
			headers: {
				...Object.fromEntries(headers instanceof Headers ? headers : Object.entries(headers ?? {})),
				...(typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {}),
			},
		});
		return answerTo(request, body ?? undefined, init.signal ?? undefined);
	};
}

const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NODE_USE_ENV_PROXY'];

function answerTo(
	request: ClientRequest,
	body: string | undefined,
	signal: AbortSignal | undefined,
): Promise<Response> {
	return new Promise((resolve, reject) => {
		const abort = () => {
			const { reason } = signal!;
			request.destroy(reason instanceof Error ? reason : new Error('Aborted.'));
		};
		request.on('error', reject);
		request.on('response', message => resolve(new HttpResponse(message) as unknown as Response));
		request.on('close', () => signal?.removeEventListener('abort', abort));
		if (signal?.aborted === true) {
			abort();
			return;
		}
		signal?.addEventListener('abort', abort, { once: true });
		request.end(body);
	});
}

/** What callers read of a `Response`: status, headers, and the body once, as pieces or as a text. */
class HttpResponse {
	readonly status: number;
	readonly statusText: string;
	readonly ok: boolean;
	readonly body: BodyPieces;
	private readonly message: IncomingMessage;
	private made: Headers | undefined;

	constructor(message: IncomingMessage) {
		this.message = message;
		this.status = message.statusCode ?? 0;
		this.statusText = message.statusMessage ?? '';
		this.ok = this.status >= 200 && this.status < 300;
		this.body = new BodyPieces(unpacked(message));
	}

	get headers(): Headers {
		if (this.made === undefined) {
			this.made = new Headers();
			for (const [name, values] of Object.entries(this.message.headersDistinct)) {
				for (const value of values ?? []) {
					this.made.append(name, value);
				}
			}
		}
		return this.made;
	}

	async text(): Promise<string> {
		const decoder = new TextDecoder();
		let text = '';
		for await (const piece of this.body) {
			text += decoder.decode(piece, { stream: true });
		}
		return text + decoder.decode();
	}

	async json(): Promise<unknown> {
		return JSON.parse(await this.text());
	}
}

/** No compression is asked for; some servers compress all the same. */
function unpacked(message: IncomingMessage): Readable {
	const unpack = UNPACKERS.get(message.headers['content-encoding']?.toLowerCase() ?? '');
	if (unpack === undefined) {
		return message;
	}
	const plain = unpack();
	message.on('error', error => plain.destroy(error));
	message.on('aborted', () => plain.destroy(Object.assign(new Error('The body ended early.'), { code: 'ECONNRESET' })));
	plain.on('close', () => message.destroy());
	return message.pipe(plain);
}

const UNPACKERS: ReadonlyMap<string, () => Readable & NodeJS.WritableStream> = new Map([
	['gzip', createGunzip],
	['x-gzip', createGunzip],
	['deflate', createInflate],
	['br', createBrotliDecompress],
]);
