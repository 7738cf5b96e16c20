import OpenAI, { AzureOpenAI } from 'openai';
import type { ModelEntry } from '../../core/documents/project.ts';
import { withBoundedError } from './bounded-error.ts';
import type { Endpoint } from './endpoint.ts';
import { requestHeaders } from './request-headers.ts';

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

/**
 * Builds the client so that nothing comes from the environment: every option that it would read there is given, and the
 * headers of each request are chosen here (`OPENAI_CUSTOM_HEADERS` cannot be switched off otherwise).
 */
export function buildClient({ entry, endpoint, key, fetch: given }: ClientParts): OpenAI {
	const headers = requestHeaders(entry, key);
	const { 'content-type': _, ...ofForm } = headers; // A form says itself where its parts end.
	const send = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
		if (init?.body instanceof ReadableStream) {
			const own = new Headers(init.headers);
			const chosen = { ...ofForm, ...pick(own, 'content-type'), ...pick(own, 'content-length') };
			return withBoundedError(await (given ?? globalThis.fetch)(url, { ...init, ...STREAMED, headers: chosen }));
		}
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
	return sendingAtOnce(new OpenAI(shared), send);
}

/** Otherwise Node's fetch keeps all that it has sent of a stream, to send it once more where it is told to go elsewhere. */
const STREAMED: RequestInit = { redirect: 'error', window: null };

function pick(headers: Headers, name: string): Readonly<Record<string, string>> {
	const value = headers.get(name);
	return value === null ? {} : { [name]: value };
}

/** Without the timer and the signals that the client puts around each call: deadlines are ours. */
function sendingAtOnce(client: OpenAI, send: typeof fetch): OpenAI {
	client.fetchWithTimeout = (url, init) => send(url, init);
	return client;
}

const AZURE_VERSION = '2024-10-21';
