import OpenAI, { AzureOpenAI } from 'openai';
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
	client.buildRequest = async (options, more) => {
		const { method, path, query, body, signal, defaultBaseURL, __metadata: kind } = options;
		if (method !== 'post' || !isJson(body) || kind?.finalizeMultipart === true) {
			return build(options, more);
		}
		const req = { method, headers: NO_HEADERS, body: JSON.stringify(body), ...(signal && { signal }) };
		return { req, url: client.buildURL(path, query as Record<string, unknown>, defaultBaseURL), timeout: NO_TIMEOUT };
	};
	return client;
}

const NO_HEADERS = new Headers();

function isJson(body: unknown): boolean {
	return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
}

const AZURE_VERSION = '2024-10-21';

function chosenHeaders(entry: ModelEntry, key: string | undefined): Readonly<Record<string, string>> {
	const headers = new Headers({ 'content-type': 'application/json', accept: 'text/event-stream, application/json' });
	for (const [name, value] of Object.entries(entry.headers)) {
		try {
			headers.set(name, value);
		} catch {
			// A header that cannot be sent is a problem of the document, and is reported there.
		}
	}
	if (key !== undefined && entry.provider === 'azure') {
		headers.set('api-key', key);
	} else if (key !== undefined) {
		headers.set('authorization', `Bearer ${key}`);
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
