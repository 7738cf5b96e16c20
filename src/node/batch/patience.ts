import { APIError } from 'openai';
import type { Clock } from '../../core/review/ports.ts';
import { retryAfter } from '../models/rate-limits.ts';
import { StrangeAnswer } from './batch-api.ts';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 60_000;

/** Milliseconds for which an endpoint may be away. A batch takes hours: it is not given up for a restart of something between. */
const LONGEST_SILENCE = 30 * 60_000;

export interface Patience {
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** `known`: it has a batch of ours, so that a host that cannot be found or reached now is a network that is away. */
	readonly endpoint: 'new' | 'known';
}

/**
 * Does something that goes over the network, again and again where that can help: a lost connection, 408, 409, 429, 5xx, a web page. Rejects with
 * the last error after half an hour of them, and at once with any other.
 */
export async function patiently<T>(action: () => Promise<T>, { clock, signal, endpoint }: Patience): Promise<T> {
	const started = clock.now();
	for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
		try {
			return await action();
		} catch (error) {
			const asked = error instanceof APIError ? retryAfter(error.headers) : undefined;
			if (signal.aborted || !canPass(error, endpoint) || clock.now() - started > LONGEST_SILENCE) {
				throw error;
			}
			await clock.sleep(Math.min(asked ?? wait, LONGEST_WAIT), signal);
			signal.throwIfAborted();
		}
	}
}

function canPass(error: unknown, endpoint: Patience['endpoint']): boolean {
	if (error instanceof StrangeAnswer) {
		return true;
	}
	if (!(error instanceof APIError) || error.status === undefined) {
		return isConnection(error, endpoint === 'known' ? LOST_OR_AWAY : LOST);
	}
	if (error.code === 'insufficient_quota') {
		return false;
	}
	return error.status >= 500 || [408, 409, 429].includes(error.status);
}

const LOST = /^(ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT|UND_ERR_\w+|ERR_STREAM_PREMATURE_CLOSE|Z_\w+|HPE_\w+)$/;

/** A host that does not exist, or a port where nobody listens, does not come back by waiting, unless it was there before. */
const LOST_OR_AWAY = new RegExp(
	`${LOST.source}|^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN)$`,
);

function isConnection(error: unknown, codes: RegExp): boolean {
	for (let at: unknown = error, depth = 0; depth < 5 && at instanceof Error; depth++, at = at.cause) {
		if (codes.test((at as NodeJS.ErrnoException).code ?? '') || at.message === 'terminated') {
			return true;
		}
	}
	return false;
}
