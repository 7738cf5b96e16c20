import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** How the server treats one request. */
export type Behaviour = (exchange: Exchange) => void | Promise<void>;

export interface LoggedRequest {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Readonly<Record<string, unknown>>;
	/** Milliseconds since the server started. */
	readonly at: number;
	/** When the client closed the connection before the reply was complete; `undefined` while it did not. */
	closedAt: number | undefined;
	/** Text of the reply that was written so far. */
	delivered: string;
	complete: boolean;
}

export interface Exchange {
	readonly request: LoggedRequest;
	readonly response: ServerResponse;
	/** Sends one server-sent event with a chat completion chunk. */
	piece(text: string): void;
	/** Sends the last chunk with its finish reason and usage, then `[DONE]`. */
	finish(reason?: string): void;
	json(status: number, value: unknown, headers?: Readonly<Record<string, string>>): void;
	readonly socket: Socket;
}

/**
 * An endpoint on the loopback address that speaks the OpenAI protocol, and speaks it badly on purpose where a test or a path
 * asks for it: `http://127.0.0.1:<port>/<behaviour>/v1`. It logs every request with its headers.
 */
export class BadServer {
	readonly requests: LoggedRequest[] = [];
	/** For requests whose path names no behaviour. */
	behaviour: Behaviour;
	private readonly server: Server;
	private readonly started = performance.now();
	private readonly sockets = new Set<Socket>();

	private constructor(behaviour: Behaviour) {
		this.behaviour = behaviour;
		this.server = createServer((incoming, response) => {
			const chunks: Buffer[] = [];
			incoming.on('data', chunk => chunks.push(chunk));
			incoming.on('end', () => {
				const request: LoggedRequest = {
					method: incoming.method ?? '',
					path: incoming.url ?? '',
					headers: incoming.headers,
					body: readJson(Buffer.concat(chunks).toString('utf8')),
					at: this.elapsed(),
					closedAt: undefined,
					delivered: '',
					complete: false,
				};
				this.requests.push(request);
				response.on('close', () => {
					if (!response.writableFinished) {
						request.closedAt = this.elapsed();
					}
				});
				void this.answer(request, response);
			});
		});
		this.server.on('connection', socket => {
			this.sockets.add(socket);
			socket.on('close', () => this.sockets.delete(socket));
		});
	}

	/** Starts a server on a free port, or on the one given. */
	static async start(behaviour: Behaviour = says('It works.'), port = 0): Promise<BadServer> {
		const server = new BadServer(behaviour);
		await new Promise<void>(resolve => server.server.listen(port, '127.0.0.1', resolve));
		return server;
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Base URL for a client; with a name of {@link BEHAVIOURS} every request there is treated that way. */
	url(behaviour?: keyof typeof BEHAVIOURS): string {
		return behaviour === undefined ? `${this.origin}/v1` : `${this.origin}/${behaviour}/v1`;
	}

	async stop(): Promise<void> {
		for (const socket of this.sockets) {
			socket.destroy();
		}
		await new Promise(resolve => this.server.close(resolve));
	}

	/** Milliseconds since the start, as the log has them. */
	elapsed(): number {
		return performance.now() - this.started;
	}

	private async answer(request: LoggedRequest, response: ServerResponse): Promise<void> {
		const name = request.path.split('/')[1] ?? '';
		const behaviour = Object.hasOwn(BEHAVIOURS, name) ? BEHAVIOURS[name as keyof typeof BEHAVIOURS] : this.behaviour;
		await behaviour(exchangeOf(request, response));
	}
}

/** Streams a text in `count` pieces over `milliseconds`. */
export function says(text: string, { count = 3, milliseconds = 0 } = {}): Behaviour {
	return async exchange => {
		const size = Math.max(1, Math.ceil(text.length / count));
		for (let at = 0; at < text.length; at += size) {
			if (milliseconds > 0) {
				await pause(milliseconds / count);
			}
			if (exchange.response.destroyed) {
				return;
			}
			exchange.piece(text.slice(at, at + size));
		}
		exchange.finish();
	};
}

/** Takes each behaviour in turn; the last one stays. */
export function inTurn(...behaviours: readonly Behaviour[]): Behaviour {
	let turn = 0;
	return exchange => behaviours[Math.min(turn++, behaviours.length - 1)]!(exchange);
}

const TWENTY = Array.from({ length: 20 }, (_, i) => `Piece ${i + 1} of twenty. `).join('');

/** Every way of going wrong, by name. */
export const BEHAVIOURS = {
	good: says('It works.'),
	/** Twenty pieces over two seconds. */
	twenty: says(TWENTY, { count: 20, milliseconds: 2000 }),
	slow: says('Slow but sure.', { count: 14, milliseconds: 700 }),
	hangs: () => {},
	'starts-then-hangs': exchange => exchange.piece('The first words'),
	'rate-limited': exchange => {
		exchange.json(
			429,
			{ error: { message: 'Too many requests.', code: 'rate_limit_exceeded' } },
			{ 'retry-after': '2' },
		);
	},
	'no-quota': exchange => {
		exchange.json(429, { error: { message: 'You have no quota left.', code: 'insufficient_quota' } });
	},
	'server-error': exchange => exchange.json(500, { error: { message: 'Something broke.' } }),
	unavailable: exchange => exchange.json(503, { error: { message: 'Come back later.' } }),
	/** Each event comes twice, with its id, as a proxy sends them that tries again what it sent. */
	'duplicate-chunks': exchange => {
		exchange.response.writeHead(200, EVENT_STREAM);
		const pieces = ['Said ', 'once ', 'only.'].map((content, i) => `id: ${i}\n${chunk({ content })}`);
		exchange.response.write(pieces.flatMap(piece => [piece, piece]).join(''));
		exchange.finish();
	},
	/** Says that the connection stays open, and closes it right behind the reply. */
	'closes-keep-alive': exchange => {
		exchange.response.setHeader('connection', 'keep-alive');
		exchange.piece('It works.');
		exchange.finish();
		exchange.response.once('finish', () => exchange.socket.destroySoon());
	},
	'bad-key': exchange => {
		const sent = exchange.request.headers.authorization ?? '';
		exchange.json(401, { error: { message: `Incorrect API key provided: ${sent}`, code: 'invalid_api_key' } });
	},
	'no-model': exchange => {
		exchange.json(404, { error: { message: 'The model does not exist.', code: 'model_not_found' } });
	},
	cut: exchange => {
		exchange.piece('The half of an ans');
		setTimeout(() => exchange.socket.end(), 5);
	},
	reset: exchange => {
		exchange.piece('The half of an ans');
		setTimeout(() => exchange.socket.resetAndDestroy(), 5);
	},
	'wrong-json': exchange => exchange.json(200, { hello: 'world' }),
	'broken-json': exchange => {
		exchange.response.writeHead(200, EVENT_STREAM);
		exchange.response.write('data: {"choices":[{"delta"\n\n');
		exchange.piece('Still here.');
		exchange.finish();
	},
	html: exchange => {
		exchange.response.writeHead(200, { 'content-type': 'text/html' });
		exchange.response.end('<html><body>Log in</body></html>');
	},
	/** Not streamed although it was asked to. */
	whole: exchange => {
		exchange.json(200, {
			model: 'whole-1',
			choices: [{ index: 0, message: { role: 'assistant', content: 'All at once.' }, finish_reason: 'stop' }],
			usage: { prompt_tokens: 7, completion_tokens: 3 },
		});
	},
	'split-utf8': async exchange => {
		exchange.response.writeHead(200, EVENT_STREAM);
		const bytes = Buffer.from(`${chunk({ content: 'Größe 😀 naïve' })}${chunk({}, 'stop')}data: [DONE]\n\n`);
		for (const byte of bytes) {
			exchange.response.write(Buffer.from([byte]));
			await new Promise(resolve => setImmediate(resolve));
		}
		exchange.response.end();
	},
	/** Fifty megabytes, as fast as they are taken. */
	huge: async exchange => {
		const line = chunk({ content: 'x'.repeat(1_000_000) });
		exchange.response.writeHead(200, EVENT_STREAM);
		for (let i = 0; i < 50 && !exchange.response.destroyed; i++) {
			if (!exchange.response.write(line)) {
				await Promise.race([once(exchange.response, 'drain'), once(exchange.response, 'close')]);
			}
		}
		if (!exchange.response.destroyed) {
			exchange.finish();
		}
	},
	redirect: exchange => {
		exchange.response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' });
		exchange.response.end();
	},
	reasoning: exchange => {
		exchange.response.writeHead(200, EVENT_STREAM);
		exchange.response.write(chunk({ reasoning_content: 'Let me see.' }));
		exchange.piece('Forty-two.');
		exchange.finish();
	},
	thinks: says('<think>Let me\nsee.</think>\n\nForty-two.', { count: 12 }),
	filtered: exchange => {
		exchange.piece('Well');
		exchange.finish('content_filter');
	},
	long: exchange => {
		exchange.piece('It goes on and on');
		exchange.finish('length');
	},
	refuses: exchange => {
		exchange.response.writeHead(200, EVENT_STREAM);
		exchange.response.write(chunk({ refusal: 'I cannot help with that.' }));
		exchange.finish();
	},
	empty: exchange => exchange.finish(),
	/** Wants no temperature, and the newer name of the token limit. */
	fussy: exchange => {
		const { body } = exchange.request;
		if ('max_tokens' in body) {
			const message =
				"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
			exchange.json(400, { error: { message, param: 'max_tokens', code: 'unsupported_parameter' } });
		} else if ('temperature' in body) {
			const message = "Unsupported value: 'temperature' does not support 0 with this model.";
			exchange.json(400, { error: { message, param: 'temperature', code: 'unsupported_value' } });
		} else {
			exchange.piece('As you wish.');
			exchange.finish();
		}
	},
	/** Knows `json_object`, not `json_schema`, and says so without naming the parameter in an `error.param`. */
	'object-only': exchange => {
		const { type } = (exchange.request.body.response_format ?? {}) as { readonly type?: string };
		if (type === 'json_schema') {
			exchange.json(400, { error: { message: 'This response_format type is unavailable now' } });
		} else {
			exchange.piece('{}');
			exchange.finish();
		}
	},
	/** Knows no `response_format` at all, each kind refused in its own words. */
	'no-format': exchange => {
		const { type } = (exchange.request.body.response_format ?? {}) as { readonly type?: string };
		if (type === 'json_schema') {
			exchange.json(422, { error: { message: 'json_schema: this backend has no grammar support.' } });
		} else if (type !== undefined) {
			exchange.json(400, { error: { message: 'Bad value', param: 'response_format.type' } });
		} else {
			exchange.piece('Plain.');
			exchange.finish();
		}
	},
	'error-in-stream': exchange => {
		exchange.piece('I was about to');
		exchange.response.write(`data: ${JSON.stringify({ error: { message: 'Overloaded.', code: 503 } })}\n\n`);
		exchange.response.end();
	},
	/** Counts that cannot be. */
	'wrong-usage': exchange => {
		exchange.piece('Counted badly.');
		exchange.response.write(
			`data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: -4, completion_tokens: 'x' } })}\n\n`,
		);
		exchange.response.write(chunk({}, 'stop'));
		exchange.response.end('data: [DONE]\n\n');
	},
} satisfies Record<string, Behaviour>;

const EVENT_STREAM = { 'content-type': 'text/event-stream' };

function exchangeOf(request: LoggedRequest, response: ServerResponse): Exchange {
	const open = () => {
		if (!response.headersSent) {
			response.writeHead(200, EVENT_STREAM);
		}
	};
	return {
		request,
		response,
		socket: response.socket!,
		piece: text => {
			open();
			response.write(chunk({ content: text }));
			request.delivered += text;
		},
		finish: (reason = 'stop') => {
			open();
			response.write(chunk({}, reason));
			const usage = { prompt_tokens: 12, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 2 } };
			response.write(`data: ${JSON.stringify({ model: 'bad-1', choices: [], usage })}\n\n`);
			response.end('data: [DONE]\n\n');
			request.complete = true;
		},
		json: (status, value, headers = {}) => {
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(JSON.stringify(value));
		},
	};
}

function chunk(delta: Readonly<Record<string, unknown>>, finish: string | null = null): string {
	return `data: ${JSON.stringify({ model: 'bad-1', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

function readJson(text: string): Readonly<Record<string, unknown>> {
	try {
		return JSON.parse(text) as Readonly<Record<string, unknown>>;
	} catch {
		return {};
	}
}

function pause(milliseconds: number): Promise<void> {
	return new Promise(resolve => setTimeout(resolve, milliseconds));
}
