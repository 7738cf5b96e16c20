import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ModelEntry } from '../../core/documents/project.ts';

/** All headers of a request, in small letters: those of the model entry that can be sent, and the key. Throws where the key cannot be sent. */
export function requestHeaders(entry: ModelEntry, key: string | undefined): Readonly<Record<string, string>> {
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
