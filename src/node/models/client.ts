import { validateHeaderName, validateHeaderValue } from 'node:http';
import OpenAI, { APIError, AzureOpenAI } from 'openai';
import type { ModelEntry } from '../../core/documents/project.ts';
import type { Endpoint } from './endpoint.ts';

export interface ClientParts {
	readonly entry: ModelEntry;
	readonly endpoint: Endpoint;
	/** `undefined`: the endpoint is called without a key. */
	readonly key: string | undefined;
	/** Default: the global `fetch` at the time of each call. */
	readonly fetch: typeof fetch | undefined;
}

/** The client refuses to be built without a key; the header that this one makes is taken off again. */
const PLACEHOLDER = 'no-key';

/** Long enough never to matter: deadlines are ours. */
const NO_TIMEOUT = 2 ** 31 - 1;

const LARGEST_ERROR = 64 * 1024;

/** Sends one chat. Resolves to an answer that is `ok`; rejects with an `APIError` for any other, and with what the connection says. */
export type PostChat = (body: OpenAI.ChatCompletionCreateParamsStreaming, signal: AbortSignal) => Promise<Response>;

/**
 * What sends chats to one endpoint. At those of OpenAI's kind it does what the client would, without all that the client does beside it for
 * each call (parsing addresses, copying headers for a log that is off), which takes longer than the rest.
 */
export function chatPoster(parts: ClientParts): PostChat {
	const client = buildClient(parts);
	if (parts.entry.provider === 'azure') {
		return (body, signal) => client.chat.completions.create(body, { signal }).asResponse();
	}
	const url = client.buildURL('/chat/completions', undefined);
	const headers = chosenHeaders(parts.entry, parts.key);
	return async (body, signal) => {
		const send = parts.fetch ?? globalThis.fetch;
		const text = JSON.stringify(body);
		const response = await withBoundedError(
			await send(url, { method: 'POST', headers, body: text, signal, redirect: 'manual' }),
		);
		if (!response.ok) {
			throw await statusError(response);
		}
		return response;
	};
}

async function statusError(response: Response): Promise<APIError> {
	const text = await response.text();
	const value = jsonOf(text);
	const isValue = typeof value === 'object' && value !== null;
	return APIError.generate(response.status, isValue ? value : undefined, isValue ? undefined : text, response.headers);
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * Builds the client so that nothing comes from the environment: every option that it would read there is given, and the
 * headers of each request are chosen here (`OPENAI_CUSTOM_HEADERS` cannot be switched off otherwise).
 */
export function buildClient({ entry, endpoint, key, fetch: given }: ClientParts): OpenAI {
	const headers = chosenHeaders(entry, key);
	const { 'content-type': _, ...ofForm } = headers; // A form says itself where its parts end.
	const send = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
		const chosen = init?.body instanceof FormData ? ofForm : headers;
		const settings: RequestInit = { ...init, headers: chosen, redirect: 'manual' };
		return withBoundedError(await (given ?? globalThis.fetch)(url, settings));
	};
	const shared = {
		baseURL: endpoint.baseUrl,
		apiKey: key ?? PLACEHOLDER,
		adminAPIKey: null,
		organization: null,
		project: null,
		webhookSecret: null,
		maxRetries: 0,
		logLevel: 'off',
		timeout: NO_TIMEOUT,
		dangerouslyAllowBrowser: true,
		fetch: send,
	} as const;
	if (entry.provider === 'azure') {
		const { apiVersion = AZURE_VERSION, model: deployment } = entry;
		return sendingAtOnce(new AzureOpenAI({ ...shared, apiVersion, deployment }), send);
	}
	return withOwnRequests(sendingAtOnce(new OpenAI(shared), send));
}

/** Without the timer and the signals that the client puts around each call: deadlines are ours. */
function sendingAtOnce(client: OpenAI, send: typeof fetch): OpenAI {
	client.fetchWithTimeout = (url, init) => send(url, init);
	return client;
}

/** Without the headers that the client makes for each call, a quarter of its time: all that are sent are chosen here. */
function withOwnRequests(client: OpenAI): OpenAI {
	const build = client.buildRequest.bind(client);
	let noHeaders: Headers | undefined; // Not before it is needed: it takes 20 ms to load them.
	client.buildRequest = async (options, more) => {
		const { method, path, query, body, signal, defaultBaseURL, __metadata: kind } = options;
		if (method !== 'post' || !isJson(body) || kind?.finalizeMultipart === true) {
			return build(options, more);
		}
		noHeaders ??= new Headers();
		const req = { method, headers: noHeaders, body: JSON.stringify(body), ...(signal && { signal }) };
		return { req, url: client.buildURL(path, query as Record<string, unknown>, defaultBaseURL), timeout: NO_TIMEOUT };
	};
	return client;
}

function isJson(body: unknown): boolean {
	return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
}

const AZURE_VERSION = '2024-10-21';

function chosenHeaders(entry: ModelEntry, key: string | undefined): Readonly<Record<string, string>> {
	const headers = new Map([
		['content-type', 'application/json'],
		['accept', 'text/event-stream, application/json'],
	]);
	for (const [name, given] of Object.entries(entry.headers)) {
		const value = given.trim();
		try {
			validateHeaderName(name);
			validateHeaderValue(name, value);
			headers.set(name.toLowerCase(), value);
		} catch {
			// A header that cannot be sent is a problem of the document, and is reported there.
		}
	}
	if (key !== undefined) {
		const [name, value] = entry.provider === 'azure' ? ['api-key', key] : ['authorization', `Bearer ${key}`];
		validateHeaderValue(name, value);
		headers.set(name, value.trim());
	}
	return Object.fromEntries(headers);
}

/** The client reads the body of an error whole, however long it is. */
async function withBoundedError(response: Response): Promise<Response> {
	if (response.ok || response.body === null) {
		return response;
	}
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of response.body) {
		text += decoder.decode(chunk, { stream: true });
		if (text.length >= LARGEST_ERROR) {
			break;
		}
	}
	// A status that no standard knows is no answer: a `Response` takes 200 to 599.
	const status = response.status >= 200 && response.status < 600 ? response.status : 502;
	return new Response(text, { status, headers: response.headers });
}
