import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { BodyPieces } from './body-pieces.ts';
import { unpackedBody } from './unpacked-body.ts';

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
		init.signal?.throwIfAborted(); // Before anything connects.
		const url = new URL(input);
		if (url.protocol !== 'http:' && url.protocol !== 'https:') {
			throw new TypeError(`${url.protocol} is no address of the web.`);
		}
		const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
		const settings = {
			method: init.method ?? 'GET',
			headers: {
				'user-agent': 'node', // As the global one: some services turn away who names none.
				...Object.fromEntries(headers instanceof Headers ? headers : Object.entries(headers ?? {})),
				...(typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {}),
			},
		};
		const request = open(url, { ...settings, agent: agents[url.protocol] });
		try {
			return await answerTo(request, body ?? undefined, init.signal ?? undefined);
		} catch (error) {
			if (!request.reusedSocket || init.signal?.aborted === true || !CLOSED.has((error as { code?: unknown }).code)) {
				throw error;
			}
		}
		// The server closed a connection that lay idle while this call was on its way: nothing is wrong with it.
		return answerTo(open(url, { ...settings, agent: false }), body ?? undefined, init.signal ?? undefined);
	};
}

/** How a connection that was closed meanwhile looks. */
const CLOSED: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE']);

const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NODE_USE_ENV_PROXY'];

function answerTo(
	request: ClientRequest,
	body: string | undefined,
	signal: AbortSignal | undefined,
): Promise<Response> {
	return new Promise((resolve, reject) => {
		let answer: IncomingMessage | undefined;
		const abort = () => {
			const reason = signal!.reason instanceof Error ? signal!.reason : new Error('Aborted.');
			answer?.destroy(reason);
			request.destroy(reason);
		};
		request.on('error', reject);
		request.on('response', message => {
			answer = message;
			resolve(new HttpResponse(message) as unknown as Response);
		});
		request.on('close', () => {
			signal?.removeEventListener('abort', abort);
			if (answer === undefined) {
				reject(UNANSWERED()); // After a 101, which nobody asked for, nothing else is said.
			}
		});
		signal?.addEventListener('abort', abort, { once: true });
		request.end(body);
	});
}

const UNANSWERED = () =>
	Object.assign(new Error('The connection was closed without an answer.'), { code: 'ECONNRESET' });

/** Statuses whose answers have no body. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** What callers read of a `Response`: status, headers, and the body once, as pieces or as a text. */
class HttpResponse {
	readonly status: number;
	readonly statusText: string;
	readonly ok: boolean;
	readonly body: BodyPieces | null;
	private readonly message: IncomingMessage;

	constructor(message: IncomingMessage) {
		this.message = message;
		this.status = message.statusCode ?? 0;
		this.statusText = message.statusMessage ?? '';
		this.ok = this.status >= 200 && this.status < 300;
		const body = new BodyPieces(unpackedBody(message));
		this.body = WITHOUT_BODY.has(this.status) ? null : body;
	}

	get headers(): HttpHeaders {
		return new HttpHeaders(this.message);
	}

	async text(): Promise<string> {
		const decoder = new TextDecoder();
		let text = '';
		for await (const piece of this.body ?? []) {
			text += decoder.decode(piece, { stream: true });
		}
		return text + decoder.decode();
	}

	async json(): Promise<unknown> {
		return JSON.parse(await this.text());
	}
}

/** What callers read of `Headers`, which take 20 ms to load and have to be filled for each call. */
class HttpHeaders implements Iterable<readonly [string, string]> {
	private readonly message: IncomingMessage;

	constructor(message: IncomingMessage) {
		this.message = message;
	}

	get(name: string): string | null {
		return this.message.headersDistinct[name.toLowerCase()]?.join(', ') ?? null;
	}

	has(name: string): boolean {
		return this.message.headersDistinct[name.toLowerCase()] !== undefined;
	}

	*entries(): Generator<readonly [string, string], void, undefined> {
		for (const [name, values] of Object.entries(this.message.headersDistinct)) {
			yield [name, (values ?? []).join(', ')];
		}
	}

	[Symbol.iterator](): Iterator<readonly [string, string]> {
		return this.entries();
	}
}
