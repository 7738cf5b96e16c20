import { randomUUID } from 'node:crypto';
import { APIError } from 'openai';
import type { ModelEntry } from '../../core/documents/project.ts';
import { plainOutcome } from '../../core/review/plain-outcome.ts';
import type { Clock, ModelFailure, ModelOutcome, ModelRequest } from '../../core/review/ports.ts';
import { sha256 } from '../../core/text/hash.ts';
import { chatBody, type Dialect } from '../models/chat-body.ts';
import { describeFailure, refusedParameter } from '../models/failures.ts';
import { type BatchApi, type BatchState, ENDED, NoBatchApi } from './batch-api.ts';
import type { BatchJournal, BatchPart } from './batch-journal.ts';
import { type BatchCall, type BatchLine, outcomeOfLine, readBatchLine, refusalOf } from './batch-reply.ts';
import { patiently } from './patience.ts';

/** What OpenAI takes in one batch. */
export interface BatchLimits {
	readonly requests: number;
	/** Of the file, in bytes. */
	readonly bytes: number;
}

export const BATCH_LIMITS: BatchLimits = { requests: 50_000, bytes: 200_000_000 };

/** Milliseconds without a further request after which what waits is sent: then all that can be asked at once has been asked. */
export const DEFAULT_QUIET = 100;

/** Milliseconds between two questions how far a batch is: at first, and at most. An endpoint may ask for others. */
const FIRST_POLL = 5000;
const LONGEST_POLL = 60_000;

export interface BatchGroupOptions {
	/** Name in the journal. */
	readonly name: string;
	readonly entry: ModelEntry;
	/** As messages show it. */
	readonly url: string;
	readonly hasKey: boolean;
	readonly api: BatchApi;
	readonly dialect: Dialect;
	readonly journal: BatchJournal;
	readonly clock: Clock;
	readonly limits: BatchLimits;
	/** Milliseconds, see {@link DEFAULT_QUIET}. */
	readonly quiet: number;
	/** Files that are being handed over now, of all groups together. */
	readonly deliveries: { open: number };
	/** Tells a person how it gets on. */
	readonly say: (text: string) => void;
}

/** A request that somebody waits for. */
interface Waiting {
	readonly id: string;
	/** As it stands in the file; empty once it was sent, because ten thousands of them wait for hours. */
	line: string;
	readonly bytes: number;
	/** What may be left out of it. */
	readonly sent: Pick<ReturnType<typeof chatBody>, 'optional' | 'format'>;
	readonly signal: AbortSignal;
	readonly settle: (outcome: ModelOutcome) => void;
}

/**
 * The requests of one model at one endpoint. They gather until no further one comes, and go as one batch, or as several where
 * they are more than one may hold. A request that the journal knows is not sent again: its batch is asked.
 */
export class BatchGroup {
	private readonly options: BatchGroupOptions;
	private pending: Waiting[] = [];
	private timer: NodeJS.Timeout | undefined;
	/** How often each body was asked for: the same words twice are two requests. */
	private readonly asked = new Map<string, number>();
	private readonly open = new Set<(outcome: ModelOutcome) => void>();
	private readonly heard = new WeakSet<AbortSignal>();
	/** Id → the part that holds it, as the journal says. */
	private known: Promise<Map<string, OpenPart>> | undefined;

	constructor(options: BatchGroupOptions) {
		this.options = options;
	}

	async ask(request: ModelRequest, signal: AbortSignal): Promise<ModelOutcome> {
		const { body: streamed, ...sent } = chatBody(request, this.options.dialect);
		const { stream: _, stream_options: __, ...body } = streamed;
		const identity = sha256(JSON.stringify([this.options.name, body, request.sample])).slice(0, 32);
		const times = (this.asked.get(identity) ?? 0) + 1;
		this.asked.set(identity, times);
		const id = `${identity}-${times}`;
		const line = `${JSON.stringify({ custom_id: id, method: 'POST', url: this.options.api.path, body })}\n`;
		let known: ReadonlyMap<string, OpenPart>;
		try {
			this.known ??= this.recover(signal);
			known = await this.known;
		} catch (error) {
			this.known = undefined;
			return this.failed(this.failureOf(error, signal));
		}
		return new Promise(resolve => {
			const settle = (outcome: ModelOutcome) => {
				this.open.delete(settle);
				resolve(outcome);
			};
			const waiting = { id, line, bytes: Buffer.byteLength(line), sent, signal, settle };
			this.endWith(signal, settle);
			const part = known.get(id);
			if (part === undefined) {
				this.gather(waiting);
			} else {
				part.want(waiting);
			}
		});
	}

	/** One listener for all: a run can wait for ten thousands of replies. */
	private endWith(signal: AbortSignal, settle: (outcome: ModelOutcome) => void): void {
		this.open.add(settle);
		if (signal.aborted) {
			settle(this.failed(CANCELLED));
		} else if (!this.heard.has(signal)) {
			this.heard.add(signal);
			const end = () => {
				for (const each of this.open) {
					each(this.failed(CANCELLED));
				}
			};
			signal.addEventListener('abort', end, { once: true });
		}
	}

	/** What became of the parts of an earlier process. One that was never made is forgotten: its requests are sent anew. */
	private async recover(signal: AbortSignal): Promise<Map<string, OpenPart>> {
		const { journal, name, api, say } = this.options;
		const known = new Map<string, OpenPart>();
		for (const part of journal.partsOf(name)) {
			const batch = part.batch ?? (await this.patiently(() => api.find(part.part, signal), signal))?.id;
			if (batch === undefined) {
				journal.forget(part.part);
				continue;
			}
			if (part.batch === undefined) {
				journal.made(part.part, batch);
			}
			say(`Going on with batch ${batch} (${part.ids.length} requests).`);
			const open = new OpenPart();
			for (const id of part.ids) {
				known.set(id, open);
			}
			void this.follow({ ...part, batch }, open, signal);
		}
		return known;
	}

	private gather(waiting: Waiting): void {
		this.pending.push(waiting);
		this.waitForQuiet();
	}

	private waitForQuiet(): void {
		const { limits, quiet, deliveries } = this.options;
		clearTimeout(this.timer);
		if (this.pending.length >= limits.requests) {
			this.flush();
			return;
		}
		// While replies are handed over, each of them may lead to a further request.
		this.timer = setTimeout(() => (deliveries.open > 0 ? this.waitForQuiet() : this.flush()), quiet);
	}

	/** Sends what waits. */
	private flush(): void {
		const { limits } = this.options;
		const ready = this.pending.filter(({ signal }) => !signal.aborted);
		this.pending = [];
		let part: Waiting[] = [];
		let bytes = 0;
		for (const waiting of ready) {
			if (waiting.bytes > limits.bytes) {
				const message = `This request has ${waiting.bytes} bytes; a batch takes ${limits.bytes}.`;
				waiting.settle(this.failed({ reason: 'not-supported', message, concernsAll: false }));
				continue;
			}
			if (part.length >= limits.requests || bytes + waiting.bytes > limits.bytes) {
				void this.send(part);
				part = [];
				bytes = 0;
			}
			part.push(waiting);
			bytes += waiting.bytes;
		}
		if (part.length > 0) {
			void this.send(part);
		}
	}

	private async send(wanted: readonly Waiting[]): Promise<void> {
		const { journal, name, say, entry } = this.options;
		const { signal } = wanted[0]!;
		const part = { part: randomUUID(), group: name, ids: wanted.map(({ id }) => id) };
		const open = new OpenPart();
		for (const waiting of wanted) {
			open.want(waiting);
		}
		try {
			journal.begin(part);
			this.tellOfJournal();
			const lines = new Blob(wanted.map(({ line }) => line));
			for (const waiting of wanted) {
				waiting.line = '';
			}
			const state = await this.make(part.part, lines, signal);
			journal.made(part.part, state.id);
			say(`Batch ${state.id}: ${wanted.length} requests to ${entry.name}.`);
			await this.follow({ ...part, batch: state.id }, open, signal, state);
		} catch (error) {
			const refused = error instanceof APIError && error.status !== undefined && error.status < 500;
			if (refused && !signal.aborted) {
				journal.forget(part.part); // In any other case there may be a batch all the same.
			}
			open.end(this.failed(refused && !signal.aborted ? this.notTaken(error) : this.failureOf(error, signal)));
		}
	}

	private tellOfJournal(): void {
		const { journal, say } = this.options;
		const failure = journal.takeFailure();
		if (failure !== undefined) {
			say(failure);
		}
	}

	/** A try that failed may have made the batch all the same: it is looked for before another try. */
	private async make(mark: string, lines: Blob, signal: AbortSignal): Promise<BatchState> {
		let tried = false;
		return this.patiently(async () => {
			const made = tried ? await this.options.api.find(mark, signal) : undefined;
			tried = true;
			return made ?? (await this.options.api.start(lines, mark, signal));
		}, signal);
	}

	/** Waits for the end of a batch and hands its replies to those who want them. */
	private async follow(
		part: BatchPart & { readonly batch: string },
		open: OpenPart,
		signal: AbortSignal,
		first?: BatchState,
	): Promise<void> {
		try {
			const state = await this.ended(part.batch, signal, first);
			if (state.status === 'failed') {
				open.end(this.failed(this.refused(state)));
				return;
			}
			const own = new Set(part.ids);
			for (const file of [state.outputFile, state.errorFile]) {
				await this.deliver(file, { open, own, batch: state.id, signal });
			}
			open.end(this.failed(this.unanswered(state)));
		} catch (error) {
			open.end(this.failed(this.failureOf(error, signal)));
		}
	}

	private async ended(batch: string, signal: AbortSignal, first?: BatchState): Promise<BatchState> {
		const { api, clock, say } = this.options;
		let state = first ?? (await this.patiently(() => api.state(batch, signal), signal));
		let told = '';
		for (let wait = FIRST_POLL; !ENDED.has(state.status); wait = Math.min(wait * 1.5, LONGEST_POLL)) {
			const now = `${state.status.replaceAll('_', ' ')}, ${state.done + state.failed} of ${state.total} done`;
			if (now !== told) {
				told = now;
				say(`Batch ${batch}: ${now}.`);
			}
			await clock.sleep(state.askAgainMs ?? wait, signal);
			signal.throwIfAborted();
			state = await this.patiently(() => api.state(batch, signal), signal);
		}
		const failed = state.failed > 0 ? `, ${state.failed} of them without a reply` : '';
		say(`Batch ${batch}: ${state.status}, ${state.done + state.failed} of ${state.total} done${failed}.`);
		return state;
	}

	private async deliver(file: string | undefined, { open, own, batch, signal }: Delivery): Promise<void> {
		if (file === undefined) {
			return;
		}
		const { deliveries } = this.options;
		let strange = 0;
		deliveries.open++;
		// What was handed over before the connection broke is not handed over again.
		await this.patiently(async () => {
			strange = 0;
			for await (const text of this.options.api.lines(file, signal)) {
				const line = readBatchLine(text);
				if (line === undefined || !own.has(line.id)) {
					strange++;
				} else {
					await open.give(line.id, waiting => this.outcomeOf(line, waiting));
					await new Promise(resolve => setImmediate(resolve)); // What is done with a reply goes before the next one.
				}
			}
		}, signal).finally(() => {
			deliveries.open--;
		});
		if (strange > 0) {
			this.options.say(`Batch ${batch}: ${strange} lines of ${file} belong to no request and are left out.`);
		}
	}

	private async outcomeOf(line: BatchLine, { sent }: Waiting): Promise<ModelOutcome> {
		const { dialect } = this.options;
		const error = refusalOf(line);
		const refused = line.status === 400 || line.status === 422 ? refusedParameter(error, sent.optional) : undefined;
		const outcome = await outcomeOfLine(line, this.call);
		if (refused === undefined || outcome.failure === undefined) {
			return outcome;
		}
		dialect.refuse(refused, sent.format);
		// The next try leaves it out.
		return { ...outcome, failure: { ...outcome.failure, retry: { afterMs: undefined } } };
	}

	private get call(): BatchCall {
		const { entry, url, hasKey, dialect } = this.options;
		return { entry, url, hasKey, notes: dialect.notes };
	}

	private refused({ id, errors }: BatchState): ModelFailure {
		const { url } = this.options;
		const [first] = errors;
		const said = first === undefined ? '' : `: ${first.message || first.code}`;
		const isFull = errors.some(({ code }) => code === 'token_limit_exceeded');
		return {
			reason: isFull ? 'rate-limited' : 'not-supported',
			message: `${url} refused batch ${id}${said}.`,
			concernsAll: !isFull,
			...(isFull ? { retry: { afterMs: 60_000 } } : {}),
		};
	}

	/** Of a request that no file of a batch names. */
	private unanswered({ id, status }: BatchState): ModelFailure {
		const { url } = this.options;
		const reason = status === 'expired' ? 'timeout' : status === 'cancelled' ? 'cancelled' : 'unreachable';
		return {
			reason,
			message: `${url}: batch ${id} is ${status} and has no reply to this request.`,
			concernsAll: false,
		};
	}

	/** The endpoint takes no such file, or no batch at all. */
	private notTaken(error: APIError): ModelFailure {
		const { url, entry } = this.options;
		return [404, 405, 501].includes(error.status ?? 0)
			? {
					reason: 'not-supported',
					message: `${url} answered ${error.status}: this endpoint has no Batch API. Run model "${entry.name}" without --batch.`,
					concernsAll: true,
				}
			: { ...this.failureOf(error, NEVER), concernsAll: true };
	}

	private failureOf(error: unknown, signal: AbortSignal): ModelFailure {
		const { entry, url, hasKey } = this.options;
		if (error instanceof NoBatchApi && !signal.aborted) {
			return {
				reason: 'not-supported',
				message: `${url} answered, but with no batch: this endpoint has no Batch API. Run model "${entry.name}" without --batch.`,
				concernsAll: true,
			};
		}
		return signal.aborted ? CANCELLED : describeFailure(error, { entry, url, hasKey, expired: undefined });
	}

	private failed(failure: ModelFailure): ModelOutcome {
		return plainOutcome({ failure });
	}

	private patiently<T>(action: () => Promise<T>, signal: AbortSignal): Promise<T> {
		return patiently(action, this.options.clock, signal);
	}
}

const NEVER = new AbortController().signal;

interface Delivery {
	readonly open: OpenPart;
	readonly own: ReadonlySet<string>;
	readonly batch: string;
	readonly signal: AbortSignal;
}

const CANCELLED: ModelFailure = {
	reason: 'cancelled',
	message: 'Cancelled. A batch that was started goes on at its endpoint; --batch --resume takes its replies.',
	concernsAll: false,
};

type MakeOutcome = (waiting: Waiting) => Promise<ModelOutcome>;

/** Brings those who wait together with the replies, whoever comes first. Each reply is handed over once. */
class OpenPart {
	private readonly waiting = new Map<string, Waiting>();
	private readonly replies = new Map<string, MakeOutcome>();
	private readonly given = new Set<string>();
	private ended: ModelOutcome | undefined;

	want(waiting: Waiting): void {
		const reply = this.replies.get(waiting.id);
		if (reply !== undefined) {
			this.replies.delete(waiting.id);
			void reply(waiting).then(waiting.settle);
		} else if (this.ended !== undefined) {
			waiting.settle(this.ended);
		} else {
			this.waiting.set(waiting.id, waiting);
		}
	}

	/** A second reply to the same request is left out. */
	async give(id: string, make: MakeOutcome): Promise<void> {
		if (this.given.has(id)) {
			return;
		}
		this.given.add(id);
		const waiting = this.waiting.get(id);
		if (waiting === undefined) {
			this.replies.set(id, make);
			return;
		}
		this.waiting.delete(id);
		waiting.settle(await make(waiting));
	}

	/** Nothing more comes: who still waits gets this. */
	end(outcome: ModelOutcome): void {
		this.ended = outcome;
		for (const waiting of this.waiting.values()) {
			waiting.settle(outcome);
		}
		this.waiting.clear();
	}
}
