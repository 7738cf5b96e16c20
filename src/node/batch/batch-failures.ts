import { APIError } from 'openai';
import type { ModelEntry } from '../../core/documents/project.ts';
import type { ModelFailure } from '../../core/review/ports.ts';
import { describeFailure } from '../models/failures.ts';
import { type BatchState, NoBatchApi, StrangeAnswer } from './batch-api.ts';

/** The endpoint that messages speak of. */
export interface BatchPlace {
	readonly entry: ModelEntry;
	/** As messages show it. */
	readonly url: string;
	readonly hasKey: boolean;
}

export const CANCELLED: ModelFailure = {
	reason: 'cancelled',
	message: 'Cancelled. A batch that was started goes on at its endpoint; --batch --resume takes its replies.',
	concernsAll: false,
};

/** What kept a batch from being made or asked. */
export function batchFailure(error: unknown, { entry, url, hasKey }: BatchPlace): ModelFailure {
	if (error instanceof NoBatchApi) {
		return {
			reason: 'not-supported',
			message: `${url} answered, but with no batch: this endpoint has no Batch API. Run model "${entry.name}" without --batch.`,
			concernsAll: true,
		};
	}
	if (error instanceof StrangeAnswer) {
		return {
			reason: 'unreachable',
			message: `${url} answered with ${error.message}, again and again.`,
			concernsAll: false,
		};
	}
	return describeFailure(error, { entry, url, hasKey, expired: undefined });
}

/** The endpoint takes no such file, or no batch at all. */
export function notTaken(error: APIError, place: BatchPlace): ModelFailure {
	const { url, entry } = place;
	return [404, 405, 501].includes(error.status ?? 0)
		? {
				reason: 'not-supported',
				message: `${url} answered ${error.status}: this endpoint has no Batch API. Run model "${entry.name}" without --batch.`,
				concernsAll: true,
			}
		: { ...batchFailure(error, place), concernsAll: true };
}

/** True where an endpoint has said that it does not take a request: there is no batch of it. */
export function isRefusal(error: unknown): error is APIError {
	return error instanceof APIError && error.status !== undefined && error.status < 500;
}

/** Of a batch that was refused as a whole. */
export function refusedBatch({ id, errors }: BatchState, { url }: BatchPlace): ModelFailure {
	const [first] = errors;
	const said = first === undefined ? '' : `: ${(first.message || first.code).replace(/[.\s]+$/, '')}`;
	const isFull = errors.some(({ code }) => code === 'token_limit_exceeded');
	return {
		reason: isFull ? 'rate-limited' : 'not-supported',
		message: `${url} refused batch ${id}${said}.`,
		concernsAll: !isFull,
		...(isFull ? { retry: { afterMs: 60_000 } } : {}),
	};
}

/** Of a request that no file of a batch names. */
export function unanswered({ id, status }: BatchState, { url }: BatchPlace): ModelFailure {
	const reason = status === 'expired' ? 'timeout' : status === 'cancelled' ? 'cancelled' : 'unreachable';
	return {
		reason,
		message: `${url}: batch ${id} is ${status} and has no reply to this request.`,
		concernsAll: false,
	};
}
