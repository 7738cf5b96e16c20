import type { ModelFailure, ModelOutcome, ModelPort, ModelRequest } from '../../core/review/ports.ts';
import type { Keys } from '../keys.ts';
import { Redactor } from '../redactor.ts';
import { chatBody, Dialect } from './chat-body.ts';
import { CallDeadline } from './deadline.ts';
import { type Endpoint, endpointOf } from './endpoint.ts';
import { describeFailure, refusedParameter } from './failures.ts';
import { chatPoster, type PostChat } from './post-chat.ts';
import { rateLimits } from './rate-limits.ts';
import { Reply } from './reply.ts';
import { answeredError } from './status-error.ts';

export interface OpenAiModelsOptions {
	readonly keys: Keys;
	/** Learns each key that is used, so that others can keep it out of what they write. */
	readonly redactor?: Redactor;
	/** Default: the global `fetch` at the time of the call, which the editor sets up for its proxy. */
	readonly fetch?: typeof fetch;
}

/** How often one call is sent again because the endpoint refuses a parameter. */
const MOST_REFUSALS = 8;

/** Statuses by which endpoints refuse a parameter. */
const REFUSALS: ReadonlySet<number> = new Set([400, 422, 501]);

/** Models behind OpenAI-compatible and Azure endpoints, called through Chat Completions, streamed. */
export class OpenAiModels implements ModelPort {
	private readonly options: OpenAiModelsOptions;
	private readonly redactor: Redactor;
	/** What each model was found to refuse, for the life of this object. */
	private readonly dialects = new Map<string, Dialect>();
	private readonly posters = new Map<string, PostChat>();

	constructor(options: OpenAiModelsOptions) {
		this.options = options;
		this.redactor = options.redactor ?? new Redactor();
	}

	async ask(request: ModelRequest, onText: (piece: string) => void, signal: AbortSignal): Promise<ModelOutcome> {
		const started = performance.now();
		const reply = new Reply(onText, started);
		const failure = await this.reach(request, reply, signal);
		const { text, thinking } = reply.text();
		return {
			// Here already: what is found in an answer has to stand at the same place in the text that is kept of it.
			text: this.redactor.redact(text),
			thinking: thinking === undefined ? undefined : this.redactor.redact(thinking),
			failure: failure && { ...failure, message: this.redactor.redact(failure.message) },
			finish: reply.finish,
			usage: reply.usage,
			latencyMs: Math.round(performance.now() - started),
			firstTokenMs: reply.firstTokenMs,
			cached: false,
			servedBy: reply.servedBy,
			notes: reply.notes,
			...(reply.limits === undefined ? {} : { limits: reply.limits }),
		};
	}

	/** Finds the endpoint and its key, then sends. */
	private async reach(request: ModelRequest, reply: Reply, signal: AbortSignal): Promise<ModelFailure | undefined> {
		const entry = request.model;
		if (entry.provider !== 'openai' && entry.provider !== 'azure') {
			return NEEDS_EDITOR;
		}
		const endpoint = endpointOf(entry);
		if ('problem' in endpoint) {
			return { reason: 'unreachable', message: endpoint.problem, concernsAll: true };
		}
		const key = await this.options.keys.keyFor(entry, endpoint.origin);
		if (key.kind === 'refused') {
			return { reason: 'unreachable', message: key.message, concernsAll: true };
		}
		const secret = key.kind === 'key' ? key.key : undefined;
		this.redactor.add(secret ?? '');
		const deadline = new CallDeadline(entry.timeout, signal);
		try {
			await this.send({ request, endpoint, secret, deadline, reply });
			return reply.failure;
		} catch (error) {
			return signal.aborted
				? CANCELLED
				: describeFailure(error, {
						entry,
						url: endpoint.url,
						expired: deadline.expired,
						hasKey: secret !== undefined,
					});
		} finally {
			deadline.end();
		}
	}

	/** Sends until the endpoint takes the parameters: what it refuses is left out and remembered. */
	private async send({ request, endpoint, secret, deadline, reply }: Call): Promise<void> {
		const post = this.posterFor(request, endpoint, secret);
		const dialect = this.dialectOf(request, endpoint);
		for (let refusals = 0; ; refusals++) {
			const { body, optional, format } = chatBody(request, dialect);
			try {
				const response = await post(body, deadline.signal);
				reply.notes = dialect.notes;
				reply.limits = rateLimits(response.headers);
				return await reply.read(response, deadline, endpoint.url);
			} catch (error) {
				const answered = answeredError(error);
				reply.limits = answered?.headers && rateLimits(answered.headers);
				const refused = REFUSALS.has(answered?.status ?? 0) ? refusedParameter(error, optional) : undefined;
				if (refused !== undefined) {
					dialect.refuse(refused, format);
				}
				// The same body again would be refused again. Another call may have learnt of it meanwhile.
				const next = chatBody(request, dialect);
				const differs = refused !== undefined && (next.format !== format || !next.optional.includes(refused));
				if (!differs || refusals >= MOST_REFUSALS) {
					throw error;
				}
			}
		}
	}

	private dialectOf({ model }: ModelRequest, endpoint: Endpoint): Dialect {
		const name = `${endpoint.url} ${model.model ?? ''}`;
		const dialect = this.dialects.get(name) ?? new Dialect(endpoint.origin);
		this.dialects.set(name, dialect);
		return dialect;
	}

	private posterFor({ model: entry }: ModelRequest, endpoint: Endpoint, key: string | undefined): PostChat {
		const name = JSON.stringify([endpoint.url, entry.provider, entry.apiVersion, entry.headers, key]);
		const post = this.posters.get(name) ?? chatPoster({ entry, endpoint, key, fetch: this.options.fetch });
		this.posters.set(name, post);
		return post;
	}
}

interface Call {
	readonly request: ModelRequest;
	readonly endpoint: Endpoint;
	readonly secret: string | undefined;
	readonly deadline: CallDeadline;
	readonly reply: Reply;
}

const CANCELLED: ModelFailure = { reason: 'cancelled', message: 'Cancelled.', concernsAll: false };

const NEEDS_EDITOR: ModelFailure = {
	reason: 'needs-editor',
	message: 'Models of provider "vscode" answer only inside the editor.',
	concernsAll: true,
};
