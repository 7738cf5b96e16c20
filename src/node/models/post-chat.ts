import type OpenAI from 'openai';
import { withBoundedError } from './bounded-error.ts';
import type { ClientParts } from './client.ts';
import { requestHeaders } from './request-headers.ts';
import { StatusError } from './status-error.ts';

/** Sends one chat. Resolves to an answer that is `ok`; rejects with an `AnsweredError` for any other, and with what the connection says. */
export type PostChat = (body: OpenAI.ChatCompletionCreateParamsStreaming, signal: AbortSignal) => Promise<Response>;

/**
 * What sends chats to one endpoint. At those of OpenAI's kind it does what the client would, without all that the client does beside it for
 * each call (parsing addresses, copying headers for a log that is off), which takes longer than the rest, and without the 50 ms that it takes to load it.
 */
export function chatPoster(parts: ClientParts): PostChat {
	if (parts.entry.provider === 'azure') {
		const client = import('./client.ts').then(({ buildClient }) => buildClient(parts));
		client.catch(() => {}); // The first call tells of it.
		return async (body, signal) => (await client).chat.completions.create(body, { signal }).asResponse();
	}
	const { url } = parts.endpoint;
	const headers = requestHeaders(parts.entry, parts.key);
	return async (body, signal) => {
		const send = parts.fetch ?? globalThis.fetch;
		const text = JSON.stringify(body);
		const response = await withBoundedError(
			await send(url, { method: 'POST', headers, body: text, signal, redirect: 'manual' }),
		);
		if (!response.ok) {
			const said = await response.text();
			throw new StatusError(response.status, jsonOf(said) ?? said, response.headers);
		}
		return response;
	};
}

function jsonOf(text: string): object | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}
