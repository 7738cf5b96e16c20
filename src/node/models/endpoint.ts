import type { ModelEntry } from '../../core/documents/project.ts';
import { OPENAI_ORIGIN } from '../keys.ts';

/** Where the calls of a model entry go. */
export interface Endpoint {
	/** What the client is built with. */
	readonly baseUrl: string;
	readonly origin: string;
	/** The address of one call, as messages show it: without a query, user or password. */
	readonly url: string;
}

/** The endpoint of an entry, or one sentence that says why it has none. */
export function endpointOf(entry: ModelEntry): Endpoint | { readonly problem: string } {
	const written = entry.baseUrl ?? (entry.provider === 'openai' ? `${OPENAI_ORIGIN}/v1` : undefined);
	if (written === undefined) {
		return { problem: `Model "${entry.name}" has no "endpoint".` };
	}
	let parsed: URL;
	try {
		parsed = new URL(written);
	} catch {
		return { problem: `Model "${entry.name}": "${written}" is no URL.` };
	}
	if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
		return { problem: `Model "${entry.name}": ${parsed.protocol} is not supported, only http: and https:.` };
	}
	if (parsed.username !== '' || parsed.password !== '') {
		return { problem: `Model "${entry.name}": a URL must hold no password; name the key under "apiKey".` };
	}
	const base = `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`;
	if (entry.provider !== 'azure') {
		return { baseUrl: base, origin: parsed.origin, url: `${base}/chat/completions` };
	}
	const root = base.endsWith('/openai') ? base : `${base}/openai`;
	const deployment = encodeURIComponent(entry.model ?? '');
	return { baseUrl: root, origin: parsed.origin, url: `${root}/deployments/${deployment}/chat/completions` };
}
