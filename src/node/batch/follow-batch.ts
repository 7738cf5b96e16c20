import { plainOutcome } from '../../core/review/plain-outcome.ts';
import type { Clock, ModelFailure, ModelOutcome } from '../../core/review/ports.ts';
import type { Dialect } from '../models/chat-body.ts';
import { refusedParameter } from '../models/failures.ts';
import { type BatchApi, type BatchState, ENDED } from './batch-api.ts';
import { type BatchPlace, batchFailure, CANCELLED, refusedBatch, unanswered } from './batch-failures.ts';
import type { BatchPart } from './batch-journal.ts';
import { type BatchLine, outcomeOfLine, readBatchLine, refusalOf } from './batch-reply.ts';
import type { OpenPart, Waiting } from './open-part.ts';
import { patiently } from './patience.ts';

/** Milliseconds between two questions how far a batch is: at first, and at most. An endpoint may ask for others. */
const FIRST_POLL = 5000;
const LONGEST_POLL = 60_000;

export interface FollowOptions extends BatchPlace {
	readonly api: BatchApi;
	readonly dialect: Dialect;
	readonly clock: Clock;
	/** Files that are being handed over now, of all groups together. */
	readonly deliveries: { open: number };
	/** Tells a person how it gets on. */
	readonly say: (text: string) => void;
}

/** A batch that its endpoint has. */
export interface MadeBatch {
	readonly part: BatchPart & { readonly batch: string };
	readonly open: OpenPart;
	/** What the endpoint said of it last. */
	readonly state?: BatchState;
}

/** Waits for the end of a batch and hands its replies to those who want them. Never rejects. */
export async function followBatch(
	{ part, open, state: first }: MadeBatch,
	options: FollowOptions,
	signal: AbortSignal,
): Promise<void> {
	const end = (failure: ModelFailure) => open.end(plainOutcome({ failure }));
	try {
		const state = await endedBatch(part.batch, { ...options, first }, signal);
		if (state.status === 'failed') {
			end(refusedBatch(state, options));
			return;
		}
		const own = new Set(part.ids);
		for (const file of [state.outputFile, state.errorFile]) {
			if (file !== undefined) {
				await deliver(file, { open, own, batch: state.id, options }, signal);
			}
		}
		end(unanswered(state, options));
	} catch (error) {
		end(signal.aborted ? CANCELLED : batchFailure(error, options));
	}
}

async function endedBatch(
	batch: string,
	{ api, clock, say, first }: FollowOptions & { readonly first: BatchState | undefined },
	signal: AbortSignal,
): Promise<BatchState> {
	let state = first ?? (await patiently(() => api.state(batch, signal), { clock, signal, endpoint: 'known' }));
	let told = '';
	for (let wait = FIRST_POLL; !ENDED.has(state.status); wait = Math.min(wait * 1.5, LONGEST_POLL)) {
		const now = `${state.status.replaceAll('_', ' ')}, ${state.done + state.failed} of ${state.total} done`;
		if (now !== told) {
			told = now;
			say(`Batch ${batch}: ${now}.`);
		}
		await clock.sleep(state.askAgainMs ?? wait, signal);
		signal.throwIfAborted();
		state = await patiently(() => api.state(batch, signal), { clock, signal, endpoint: 'known' });
	}
	const failed = state.failed > 0 ? `, ${state.failed} of them without a reply` : '';
	say(`Batch ${batch}: ${state.status}, ${state.done + state.failed} of ${state.total} done${failed}.`);
	return state;
}

interface Delivery {
	readonly open: OpenPart;
	/** Ids of the requests. */
	readonly own: ReadonlySet<string>;
	readonly batch: string;
	readonly options: FollowOptions;
}

async function deliver(file: string, { open, own, batch, options }: Delivery, signal: AbortSignal): Promise<void> {
	const { deliveries, api, clock, say } = options;
	let strange = 0;
	deliveries.open++;
	// What was handed over before the connection broke is not handed over again.
	const handOver = async () => {
		strange = 0;
		for await (const text of api.lines(file, signal)) {
			const line = readBatchLine(text);
			if (line === undefined || !own.has(line.id)) {
				strange++;
			} else {
				open.give(line.id, waiting => outcomeOf(line, waiting, options));
				await new Promise(resolve => setImmediate(resolve)); // What is done with a reply goes before the next one.
			}
		}
	};
	await patiently(handOver, { clock, signal, endpoint: 'known' }).finally(() => {
		deliveries.open--;
	});
	if (strange > 0) {
		say(`Batch ${batch}: ${strange} lines of ${file} belong to no request and are left out.`);
	}
}

function outcomeOf(line: BatchLine, { sent }: Waiting, { dialect, entry, url, hasKey }: FollowOptions): ModelOutcome {
	const error = refusalOf(line);
	const refused = line.status === 400 || line.status === 422 ? refusedParameter(error, sent.optional) : undefined;
	const outcome = outcomeOfLine(line, { entry, url, hasKey, notes: dialect.notes });
	if (refused === undefined || outcome.failure === undefined) {
		return outcome;
	}
	dialect.refuse(refused, sent.format);
	// The next try leaves it out.
	return { ...outcome, failure: { ...outcome.failure, retry: { afterMs: undefined } } };
}
