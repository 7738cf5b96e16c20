import { APIError } from 'openai';
import type { ModelEntry } from '../../core/documents/project.ts';
import { plainOutcome } from '../../core/review/plain-outcome.ts';
import type { ModelFailure, ModelOutcome } from '../../core/review/ports.ts';
import { describeFailure } from '../models/failures.ts';
import { Reply } from '../models/reply.ts';
import { LARGEST_REPLY, ReplyTooLarge } from '../models/sse.ts';

/** A line of an output or error file. */
export interface BatchLine {
	readonly id: string;
	readonly status: number | undefined;
	readonly body: unknown;
	readonly error: { readonly code: string; readonly message: string } | undefined;
}

/** Reads a line; `undefined` for what is none. */
export function readBatchLine(text: string): BatchLine | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	const id = member(value, 'custom_id');
	if (typeof id !== 'string') {
		return undefined;
	}
	const response = member(value, 'response');
	const error = member(value, 'error');
	const status = member(response, 'status_code');
	return {
		id,
		status: typeof status === 'number' ? status : undefined,
		body: member(response, 'body'),
		error:
			error === null || error === undefined
				? undefined
				: { code: words(error, 'code'), message: words(error, 'message') },
	};
}

export interface BatchCall {
	readonly entry: ModelEntry;
	/** As messages show it. */
	readonly url: string;
	readonly hasKey: boolean;
	readonly notes: readonly string[];
}

/** What a batch does not tell. */
const NO_TIME = 'Answered in a batch: how long it took is not known.';

/** What a line says, as the same reply would read had it come at once. */
export function outcomeOfLine(line: BatchLine, call: BatchCall): ModelOutcome {
	if (line.status === undefined) {
		return failed(withoutReply(line.error, call), call);
	}
	const refused = line.status >= 400 ? refusalOf(line) : undefined;
	if (refused !== undefined) {
		return failed(describeFailure(refused, { ...call, expired: undefined }), call);
	}
	const reply = new Reply(() => {}, 0);
	try {
		const body = JSON.stringify(line.body ?? null);
		if (body.length > LARGEST_REPLY) {
			throw new ReplyTooLarge();
		}
		reply.readWhole(body, call.url);
	} catch (error) {
		return failed(describeFailure(error, { ...call, expired: undefined }), call);
	}
	return plainOutcome({
		...reply.text(),
		failure: reply.failure,
		finish: reply.finish,
		usage: reply.usage,
		servedBy: reply.servedBy,
		notes: [...call.notes, NO_TIME],
	});
}

/** The error that a line stands for, as the client would have thrown it. */
export function refusalOf({ status, body }: BatchLine): APIError | undefined {
	return status === undefined || status < 400
		? undefined
		: APIError.generate(status, Object(body ?? {}), undefined, new Headers());
}

function withoutReply(error: BatchLine['error'], { url }: BatchCall): ModelFailure {
	const { code = '', message = '' } = error ?? {};
	const said = message === '' ? code : message;
	if (code === 'batch_expired') {
		return {
			reason: 'timeout',
			message: `${url}: the batch expired before this request was answered. It is not billed; run it again with --failed.`,
			concernsAll: false,
		};
	}
	if (code === 'batch_cancelled') {
		return { reason: 'cancelled', message: `${url}: the batch was cancelled at the endpoint.`, concernsAll: false };
	}
	return {
		reason: 'unreachable',
		message: `${url}: the batch has no reply to this request${said === '' ? '' : `: ${said}`}.`,
		concernsAll: false,
	};
}

function failed(failure: ModelFailure, { notes }: BatchCall): ModelOutcome {
	return plainOutcome({ failure, notes });
}

function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function words(value: unknown, name: string): string {
	const found = member(value, name);
	return typeof found === 'string' ? found.replace(/\s+/g, ' ').slice(0, 300) : '';
}
