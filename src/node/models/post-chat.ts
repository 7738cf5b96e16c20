import type { ModelEntry } from '../../core/documents/project.ts';
import type { Endpoint } from './endpoint.ts';

/** Where a call goes, and as whom. */
export interface ChatTarget {
	readonly entry: ModelEntry;
	readonly endpoint: Endpoint;
	/** `undefined`: the endpoint is called without a key. */
	readonly key: string | undefined;
	/** Default: the global `fetch` at the time of each call, which an editor sets up for its proxy. */
	readonly fetch: typeof fetch | undefined;
}

/** An endpoint's answer that is no success, with what its body says of the error. */
export class EndpointError extends Error {
	readonly status: number;
	readonly headers: Headers;
	/** The member `error` of the body; `undefined` where the body is no such JSON, and is then the message. */
	readonly error: unknown;

	constructor(response: Response, body: string) {
		const error = errorIn(body);
		super(error === undefined ? body : `The endpoint answered ${response.status}.`);
		this.status = response.status;
		this.headers = response.headers;
		this.error = error;
	}
}

const LARGEST_ERROR = 64 * 1024;

/**
 * Sends one Chat Completions request; the reply's body is still to be read. Nothing comes from the environment, no redirect is
 * followed, because a key could go along. Throws {@link EndpointError}, and what `fetch` throws.
 */
export async function postChat(target: ChatTarget, body: unknown, signal: AbortSignal): Promise<Response> {
	const response = await (target.fetch ?? globalThis.fetch)(addressOf(target), {
		method: 'POST',
		headers: headersOf(target),
		body: JSON.stringify(body),
		redirect: 'manual',
		signal,
	});
	if (!response.ok) {
		throw new EndpointError(response, await boundedText(response));
	}
	return response;
}

const AZURE_VERSION = '2024-10-21';

function addressOf({ entry, endpoint }: ChatTarget): string {
	return entry.provider === 'azure'
		? `${endpoint.url}?api-version=${encodeURIComponent(entry.apiVersion ?? AZURE_VERSION)}`
		: endpoint.url;
}

function headersOf({ entry, key }: ChatTarget): Headers {
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
	return headers;
}

/** The start of a body, however long it is. */
async function boundedText({ body }: Response): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of body ?? []) {
		text += decoder.decode(chunk, { stream: true });
		if (text.length >= LARGEST_ERROR) {
			break;
		}
	}
	return text;
}

function errorIn(body: string): unknown {
	try {
		const value: unknown = JSON.parse(body);
		return typeof value === 'object' && value !== null ? (value as { readonly error?: unknown }).error : undefined;
	} catch {
		return undefined;
	}
}
