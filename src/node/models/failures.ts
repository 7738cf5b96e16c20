import type { ModelEntry } from '../../core/documents/project.ts';
import type { ModelFailure } from '../../core/review/ports.ts';
import { retryAfter } from './rate-limits.ts';
import { StreamedError } from './reply.ts';
import { ReplyTooLarge } from './sse.ts';
import { answeredError } from './status-error.ts';

export interface FailedCall {
	readonly entry: ModelEntry;
	/** The address, as messages show it. */
	readonly url: string;
	/** Which deadline ended the call, in words. */
	readonly expired: string | undefined;
	readonly hasKey: boolean;
}

/** What went wrong, at which URL, and what to do next. The caller takes keys out of the message. */
export function describeFailure(error: unknown, call: FailedCall): ModelFailure {
	if (call.expired !== undefined) {
		return {
			reason: 'timeout',
			message: `${call.url}: ${call.expired}. Raise "timeout" of model "${call.entry.name}" if it needs longer.`,
			concernsAll: false,
		};
	}
	if (error instanceof ReplyTooLarge) {
		return { reason: 'cut-off', message: `${call.url} sent more than 32 MB.`, concernsAll: false };
	}
	if (error instanceof StreamedError) {
		return fromStatus(numberOf(error.error, 'status') ?? numberOf(error.error, 'code') ?? 500, said(error.error), {
			...call,
			retryAfterMs: undefined,
			code: stringOf(error.error, 'code') ?? stringOf(error.error, 'type'),
		});
	}
	const answered = answeredError(error);
	if (answered !== undefined) {
		return fromStatus(answered.status, said(answered.error) ?? cut(answered.message), {
			...call,
			retryAfterMs: retryAfter(answered.headers),
			code: answered.code ?? answered.type ?? undefined,
			location: answered.headers?.get('location') ?? undefined,
		});
	}
	return fromConnection(error, call);
}

interface Answered extends FailedCall {
	readonly retryAfterMs: number | undefined;
	readonly code: string | undefined;
	readonly location?: string | undefined;
}

function fromStatus(status: number, words: string | undefined, call: Answered): ModelFailure {
	const { url, entry, code } = call;
	const says = words === undefined ? `${url} answered ${status}.` : `${url} answered ${status}: ${sentence(words)}`;
	if (status === 401 || status === 403) {
		const remedy = call.hasKey
			? `Check the key of model "${entry.name}".`
			: `Name a key under "apiKey" of model "${entry.name}".`;
		// A key that is wrong is wrong for every model; one may also be refused a single model.
		const scope = status === 401 ? 'endpoint' : 'model';
		return { reason: 'unreachable', message: `${says} ${remedy}`, concernsAll: true, scope };
	}
	if (status === 402) {
		return { reason: 'rate-limited', message: `${says} ${PAY}`, concernsAll: true, scope: 'endpoint' };
	}
	if (status === 404) {
		const remedy = `Check "baseUrl" and "model" (${entry.model ?? entry.name}) of model "${entry.name}".`;
		return { reason: 'unreachable', message: `${says} ${remedy}`, concernsAll: true };
	}
	if (status === 429) {
		return code === 'insufficient_quota'
			? { reason: 'rate-limited', message: `${says} ${PAY}`, concernsAll: true }
			: { reason: 'rate-limited', message: says, concernsAll: false, retry: { afterMs: call.retryAfterMs } };
	}
	if (status >= 300 && status < 400) {
		const to = call.location === undefined ? '' : ` to ${originOf(call.location, url)}`;
		return {
			reason: 'unreachable',
			message: `${url} redirects${to}, which is not followed, because a key could go along. Write the final address as "baseUrl".`,
			concernsAll: true,
		};
	}
	if (status >= 500 || status === 408 || status === 409) {
		return { reason: 'unreachable', message: says, concernsAll: false, retry: { afterMs: call.retryAfterMs } };
	}
	if (code === 'content_filter' || code === 'content_policy_violation') {
		return { reason: 'refused', message: says, concernsAll: false };
	}
	return { reason: 'not-supported', message: says, concernsAll: false };
}

function fromConnection(error: unknown, { url, entry }: FailedCall): ModelFailure {
	const code = codeOf(error);
	if (RESETS.has(code)) {
		return {
			reason: 'unreachable',
			message: `The connection to ${url} was closed before the answer was complete (${code}).`,
			concernsAll: false,
			retry: { afterMs: undefined },
		};
	}
	if (code.startsWith('Z_')) {
		return {
			reason: 'unreachable',
			message: `${url} sent an answer that cannot be unpacked (${code}).`,
			concernsAll: false,
			retry: { afterMs: undefined },
		};
	}
	const [what, remedy] = CONNECTION_WORDS.get(code) ?? [
		isBroken(code) ? 'answered with something that is no HTTP' : 'could not be reached',
		`Check "baseUrl" of model "${entry.name}".`,
	];
	return {
		reason: 'unreachable',
		message: `${url} ${what}${code === '' ? '' : ` (${code})`}. ${remedy}`,
		concernsAll: true,
		scope: 'endpoint',
		// For a server that did answer before: it may just be starting anew.
		...(AWAY.has(code) || isBroken(code) ? { retry: { afterMs: undefined } } : {}),
	};
}

/** What came is not HTTP, or more than its headers may be: one answer of a proxy, or another service at this address. */
function isBroken(code: string): boolean {
	return code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW';
}

/** What a server that is being restarted, or a network that is gone for a moment, looks like. */
const AWAY = new Set([
	'ECONNREFUSED',
	'EAI_AGAIN',
	'ENETUNREACH',
	'EHOSTUNREACH',
	'ETIMEDOUT',
	'UND_ERR_CONNECT_TIMEOUT',
]);

const RESETS = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNABORTED']);

const CONNECTION_WORDS: ReadonlyMap<string, readonly [string, string]> = new Map([
	['ECONNREFUSED', ['refused the connection', 'Is the server running?']],
	['ENOTFOUND', ['has an unknown host name', 'Check "baseUrl", the network and the proxy.']],
	['EAI_AGAIN', ['could not be looked up', 'Check the network and the proxy.']],
	['CERT_HAS_EXPIRED', ['has an expired certificate', 'The server has to renew it.']],
	['DEPTH_ZERO_SELF_SIGNED_CERT', ['has a self-signed certificate', 'Name its authority in NODE_EXTRA_CA_CERTS.']],
	['SELF_SIGNED_CERT_IN_CHAIN', ['has a certificate of an unknown authority', 'Name it in NODE_EXTRA_CA_CERTS.']],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', ['has a certificate that cannot be verified', 'Use NODE_EXTRA_CA_CERTS.']],
]);

/** The status of an answer, or `undefined` where none came. */
export function statusOf(error: unknown): number | undefined {
	return answeredError(error)?.status;
}

/** Which of the parameters that were sent an endpoint refuses by this error; `undefined` where it refuses something else. */
export function refusedParameter(thrown: unknown, sent: readonly string[]): string | undefined {
	const error = answeredError(thrown);
	if (error === undefined) {
		return undefined;
	}
	const root = error.param?.split('.')[0];
	if (root !== undefined && sent.includes(root)) {
		return root;
	}
	const words = said(error.error) ?? error.message;
	if (sent.includes('response_format') && FORMAT_WORDS.test(words)) {
		return 'response_format'; // Servers say this in many ways, seldom with the word "unsupported".
	}
	if (
		!/unsupported|unrecogni[sz]ed|unknown|not supported|does not support|not permitted|unexpected|extra/i.test(words)
	) {
		return undefined;
	}
	return sent.find(name => new RegExp(`(^|[^\\w])${name}($|[^\\w])`).test(words));
}

const FORMAT_WORDS =
	/response[_ ]format|json[_ ]?(?:schema|object|mode)|structured[_ ]outputs?|guided[_ ](?:json|decoding)|grammar/i;

function codeOf(error: unknown): string {
	let at: unknown = error;
	for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
		const code = (at as { code?: unknown }).code;
		if (typeof code === 'string' && code !== '') {
			return code;
		}
		const inner: unknown = (at as { errors?: readonly unknown[] }).errors?.[0];
		at = inner ?? (at as { cause?: unknown }).cause;
	}
	return '';
}

function said(error: unknown): string | undefined {
	if (typeof error === 'string') {
		return cut(error);
	}
	const message = stringOf(error, 'message');
	return message === undefined ? undefined : cut(message);
}

const PAY = 'Check the plan and billing of this key.';

/** What others wrote, so that a sentence may follow it. */
function sentence(words: string): string {
	return /[.!?…。！？]["'”’)\]]?$/.test(words) ? words : `${words}.`;
}

/** Error pages can be long, and are no sentence. */
function cut(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length <= 300 ? line : `${line.slice(0, 300)}…`;
}

function stringOf(value: unknown, name: string): string | undefined {
	const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
	return typeof found === 'string' ? found : undefined;
}

function numberOf(value: unknown, name: string): number | undefined {
	const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
	return typeof found === 'number' && found >= 300 && found < 600 ? found : undefined;
}

function originOf(location: string, base: string): string {
	try {
		return new URL(location, base).origin;
	} catch {
		return 'another address';
	}
}
