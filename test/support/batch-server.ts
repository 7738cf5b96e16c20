import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a line of a batch file holds it. */
export interface BatchRequest {
	readonly custom_id: string;
	readonly method: string;
	readonly url: string;
	readonly body: { readonly model: string; readonly messages: readonly { readonly content: string }[] } & Readonly<
		Record<string, unknown>
	>;
}

/** What the server does with a request: an answer, an HTTP error, no reply but an error, or silence. */
export type BatchAnswer =
	| { readonly text: string }
	| { readonly status: number; readonly error: Readonly<Record<string, unknown>> }
	| { readonly code: string }
	| 'nothing';

export interface MadeBatch {
	readonly id: string;
	readonly requests: readonly BatchRequest[];
	readonly metadata: Readonly<Record<string, string>>;
	readonly endpoint: string;
	polls: number;
	status: string;
}

export interface Misbehaviour {
	/** Polls before a batch is done; default 1. */
	polls?: number;
	/** How a batch ends; default `completed`. Requests that come behind `after` have no reply then. */
	end?: {
		readonly status: 'completed' | 'expired' | 'cancelled' | 'failed';
		readonly after?: number;
		readonly code?: string;
	};
	/** Lines that are added to each output file. */
	extraLines?: readonly string[];
	/** Every reply stands twice in the output. */
	twice?: boolean;
	/** Breaks the connection instead of replying, at the n-th request of such a path, from 1; what it asks for is done all the same. */
	cut?: Readonly<Record<string, readonly number[]>>;
	/** Replies with this status to the n-th request of such a path, and does nothing. */
	refuse?: Readonly<Record<string, Readonly<Record<number, number>>>>;
	/** Replies with a web page and 200 to the n-th request of such a path, and does nothing. */
	pages?: Readonly<Record<string, readonly number[]>>;
	/** Sends half of each output file and breaks the connection, so many times. */
	tornDownloads?: number;
	/** Hears of each request before anything is done; `ignore`: nothing is done, and nothing replied. */
	intercept?: (name: string) => 'act' | 'ignore';
	/** There is no such thing here. */
	noBatches?: boolean;
}

/** An endpoint on the loopback address with OpenAI's files and batches. What it replies comes in another order than it was asked. */
export class BatchServer {
	readonly batches: MadeBatch[] = [];
	/** What came as `authorization`, or as Azure's `api-key`. */
	readonly authorizations = new Set<string>();
	/** Custom id and model of each request that was worked on, in all batches. */
	readonly worked: string[] = [];
	misbehaviour: Misbehaviour = {};
	answer: (request: BatchRequest) => BatchAnswer;
	private readonly files = new Map<string, string>();
	private readonly counts = new Map<string, number>();
	private readonly server: Server;
	private next = 1;

	private constructor(answer: BatchServer['answer']) {
		this.answer = answer;
		this.server = createServer((incoming, response) => {
			void this.serve(incoming, response);
		});
	}

	static async start(answer: BatchServer['answer']): Promise<BatchServer> {
		const server = new BatchServer(answer);
		server.server.listen(0, '127.0.0.1');
		await once(server.server, 'listening');
		return server;
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		this.server.close();
		await once(this.server, 'close').catch(() => {});
	}

	/** The n-th request is counted from here. */
	forgetCounts(): void {
		this.counts.clear();
	}

	private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of incoming) {
			chunks.push(chunk as Buffer);
		}
		const body = Buffer.concat(chunks);
		const url = new URL(incoming.url ?? '', this.origin);
		const path = url.pathname.replace(/^(\/(?:answers|judge))?\/v1|^\/openai/, '');
		this.authorizations.add(incoming.headers.authorization ?? String(incoming.headers['api-key']));
		const name = `${incoming.method} ${path.replace(/\/(batch|file)_\d+/, '/ID')}`;
		const count = (this.counts.get(name) ?? 0) + 1;
		this.counts.set(name, count);
		if (this.misbehaviour.intercept?.(name) === 'ignore') {
			response.destroy();
			return;
		}
		if (this.misbehaviour.pages?.[name]?.includes(count) === true) {
			response.writeHead(200, { 'content-type': 'text/html' }).end('<html>We are back soon.</html>');
			return;
		}
		const status = this.misbehaviour.refuse?.[name]?.[count];
		if (status !== undefined || (this.misbehaviour.noBatches === true && name !== 'POST /chat/completions')) {
			send(response, status ?? 404, { error: { message: 'Not here.', type: 'server_error' } });
			return;
		}
		const reply = this.reply(name, { path, url, body, type: incoming.headers['content-type'] ?? '' });
		if (this.misbehaviour.cut?.[name]?.includes(count) === true) {
			response.destroy();
			return;
		}
		if (typeof reply === 'string') {
			this.download(response, reply);
			return;
		}
		send(response, reply === undefined ? 404 : 200, reply ?? { error: { message: `There is no ${name}.` } });
	}

	private download(response: ServerResponse, text: string): void {
		const torn = this.misbehaviour.tornDownloads ?? 0;
		response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': Buffer.byteLength(text) });
		if (torn > 0) {
			this.misbehaviour.tornDownloads = torn - 1;
			response.write(text.slice(0, text.length / 2), () => response.destroy());
			return;
		}
		response.end(text);
	}

	private reply(name: string, { path, url, body, type }: Asked): unknown {
		const id = /\/((?:batch|file)_\d+)/.exec(path)?.[1] ?? '';
		switch (name) {
			case 'POST /files':
				return { id: this.keep(filePart(body, type)), object: 'file', purpose: 'batch' };
			case 'GET /files/ID/content':
				return this.files.get(id);
			case 'POST /batches':
				return this.make(JSON.parse(body.toString('utf8')) as Readonly<Record<string, unknown>>);
			case 'GET /batches': {
				const all = [...this.batches].reverse();
				const after = url.searchParams.get('after');
				const from = after === null ? 0 : all.findIndex(batch => batch.id === after) + 1;
				const data = all.slice(from, from + Math.min(2, Number(url.searchParams.get('limit'))));
				return {
					object: 'list',
					data: data.map(shown),
					has_more: from + data.length < all.length,
					last_id: data.at(-1)?.id,
				};
			}
			case 'GET /batches/ID':
				return this.poll(this.batches.find(batch => batch.id === id));
			default:
				return undefined;
		}
	}

	private make(wanted: Readonly<Record<string, unknown>>): unknown {
		const text = this.files.get(String(wanted.input_file_id)) ?? '';
		const batch: MadeBatch = {
			id: `batch_${this.next++}`,
			requests: text
				.trim()
				.split('\n')
				.map(line => JSON.parse(line) as BatchRequest),
			metadata: wanted.metadata as Readonly<Record<string, string>>,
			endpoint: String(wanted.endpoint),
			polls: 0,
			status: 'validating',
		};
		this.batches.push(batch);
		return shown(batch);
	}

	private poll(batch: MadeBatch | undefined): unknown {
		if (batch === undefined) {
			return undefined;
		}
		batch.polls++;
		if (batch.polls < (this.misbehaviour.polls ?? 1)) {
			batch.status = 'in_progress';
			return shown(batch);
		}
		if (batch.status === 'validating' || batch.status === 'in_progress') {
			this.finish(batch);
		}
		return shown(batch);
	}

	private finish(batch: MadeBatch & { output?: string; errors?: string; counts?: unknown; refusal?: unknown }): void {
		const { end = { status: 'completed' }, twice, extraLines = [] } = this.misbehaviour;
		batch.status = end.status;
		if (end.status === 'failed') {
			batch.refusal = { data: [{ code: end.code ?? 'invalid_json_line', message: 'A line cannot be read.', line: 1 }] };
			return;
		}
		const worked = batch.requests.slice(0, end.after ?? batch.requests.length);
		const left = batch.requests.slice(worked.length);
		const output: string[] = [];
		const errors = left.map(({ custom_id }) => lineOf(custom_id, { code: `batch_${end.status}` }));
		for (const request of worked) {
			this.worked.push(request.custom_id);
			const answer = this.answer(request);
			if (answer !== 'nothing') {
				('text' in answer ? output : errors).push(lineOf(request.custom_id, answer));
			}
		}
		const lines = [...output, ...(twice === true ? output : []), ...extraLines].reverse();
		batch.output = lines.length === 0 ? undefined : this.keep(`${lines.join('\n')}\n`);
		batch.errors = errors.length === 0 ? undefined : this.keep(`${errors.join('\n')}\n`);
		batch.counts = {
			total: batch.requests.length,
			completed: output.length,
			failed: batch.requests.length - output.length,
		};
	}

	private keep(text: string): string {
		const id = `file_${this.next++}`;
		this.files.set(id, text);
		return id;
	}
}

interface Asked {
	readonly path: string;
	readonly url: URL;
	readonly body: Buffer;
	readonly type: string;
}

function shown(batch: MadeBatch & { output?: string; errors?: string; counts?: unknown; refusal?: unknown }): unknown {
	return {
		id: batch.id,
		object: 'batch',
		endpoint: batch.endpoint,
		status: batch.status,
		metadata: batch.metadata,
		output_file_id: batch.output ?? null,
		error_file_id: batch.errors ?? null,
		errors: batch.refusal ?? null,
		request_counts: batch.counts ?? { total: batch.requests.length, completed: 0, failed: 0 },
	};
}

function lineOf(id: string, answer: Exclude<BatchAnswer, 'nothing'>): string {
	if ('code' in answer) {
		return JSON.stringify({
			id: 'r',
			custom_id: id,
			response: null,
			error: { code: answer.code, message: answer.code },
		});
	}
	const [status_code, body] =
		'text' in answer
			? [
					200,
					{
						model: 'm-1',
						choices: [{ index: 0, message: { role: 'assistant', content: answer.text }, finish_reason: 'stop' }],
						usage: { prompt_tokens: 1000, completion_tokens: 100 },
					},
				]
			: [answer.status, { error: answer.error }];
	return JSON.stringify({ id: 'r', custom_id: id, response: { status_code, request_id: 'q', body }, error: null });
}

/** The file of a multipart body: the only part with a file name. */
function filePart(body: Buffer, type: string): string {
	const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1] ?? '';
	const part =
		body
			.toString('utf8')
			.split(`--${boundary}`)
			.find(one => /filename=/.test(one)) ?? '';
	return part.slice(part.indexOf('\r\n\r\n') + 4, part.lastIndexOf('\r\n'));
}

function send(response: ServerResponse, status: number, value: unknown): void {
	// Small, so that tests need not wait.
	response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '2' });
	response.end(JSON.stringify(value));
}
