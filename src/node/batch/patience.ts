import { APIError } from 'openai';
import type { Clock } from '../../core/review/ports.ts';
import { retryAfter } from '../models/rate-limits.ts';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 60_000;

/** Milliseconds for which an endpoint may be away. A batch takes hours: it is not given up for a restart of something between. */
const LONGEST_SILENCE = 30 * 60_000;

/**
 * Does something that goes over the network, again and again where that can help: a lost connection, 408, 409, 429, 5xx. Rejects with
 * the last error after half an hour of them, and at once with any other.
 */
export async function patiently<T>(action: () => Promise<T>, clock: Clock, signal: AbortSignal): Promise<T> {
	const started = clock.now();
	for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
		try {
			return await action();
		} catch (error) {
			const asked = error instanceof APIError ? retryAfter(error.headers) : undefined;
			if (signal.aborted || !canPass(error) || clock.now() - started > LONGEST_SILENCE) {
				throw error;
			}
			await clock.sleep(Math.min(asked ?? wait, LONGEST_WAIT), signal);
			signal.throwIfAborted();
		}
	}
}

function canPass(error: unknown): boolean {
	if (!(error instanceof APIError) || error.status === undefined) {
		return isConnection(error);
	}
	if (error.code === 'insufficient_quota') {
		return false;
	}
	return error.status >= 500 || [408, 409, 429].includes(error.status);
}

/** A host that does not exist, or a port where nobody listens, does not come back by waiting; a lost connection may. */
function isConnection(error: unknown): boolean {
	for (let at: unknown = error, depth = 0; depth < 5 && at instanceof Error; depth++, at = at.cause) {
		const code = (at as NodeJS.ErrnoException).code ?? '';
		if (
			/^(ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT|UND_ERR_\w+|ERR_STREAM_PREMATURE_CLOSE)$/.test(code) ||
			at.message === 'terminated'
		) {
			return true;
		}
	}
	return false;
}
