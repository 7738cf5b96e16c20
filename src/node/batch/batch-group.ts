import { randomUUID } from 'node:crypto';
import { plainOutcome } from '../../core/review/plain-outcome.ts';
import type { ModelOutcome, ModelRequest } from '../../core/review/ports.ts';
import { plural } from '../../core/text/amounts.ts';
import { fastHash } from '../fast-hash.ts';
import { chatBody } from '../models/chat-body.ts';
import type { BatchState } from './batch-api.ts';
import { batchFailure, CANCELLED, isRefusal, notTaken } from './batch-failures.ts';
import type { BatchJournal } from './batch-journal.ts';
import { Cancellations } from './cancellations.ts';
import { type FollowOptions, followBatch } from './follow-batch.ts';
import { type GatheredPart, Gathering, type GatheringOptions } from './gathering.ts';
import { OpenPart, type Waiting } from './open-part.ts';
import { patiently } from './patience.ts';
import type { RequestFile } from './request-file.ts';

export interface BatchGroupOptions extends FollowOptions, GatheringOptions {
	/** Name in the journal. */
	readonly name: string;
	readonly journal: BatchJournal;
	/** Takes keys out of what a person may read. */
	readonly redact: (text: string) => string;
}

/**
 * The requests of one model at one endpoint. They gather until no further one comes, and go as one batch, or as several where
 * they are more than one may hold. A request that the journal knows is not sent again: its batch is asked.
 */
export class BatchGroup {
	private readonly options: BatchGroupOptions;
	private readonly gathering: Gathering;
	/** How often each body was asked for: the same words twice are two requests. */
	private readonly asked = new Map<string, number>();
	private readonly cancellations = new Cancellations();
	/** The ways in which was asked so far: most requests share one. */
	private readonly ways = new Map<string, Waiting['sent']>();
	/** Id → the part that holds it, as the journal says; `undefined` before that was read. */
	private recovered: ReadonlyMap<string, OpenPart> | undefined;
	private recovering: Promise<ReadonlyMap<string, OpenPart>> | undefined;

	constructor(options: BatchGroupOptions) {
		this.options = options;
		this.gathering = new Gathering(options, part => this.send(part));
	}

	ask(request: ModelRequest, signal: AbortSignal): Promise<ModelOutcome> {
		const { recovered } = this;
		// Not one function that waits: it would stay in memory as long as the reply is waited for.
		return recovered === undefined ? this.askFirst(request, signal) : this.want(request, recovered, signal);
	}

	private async askFirst(request: ModelRequest, signal: AbortSignal): Promise<ModelOutcome> {
		try {
			this.recovering ??= this.recover(signal);
			this.recovered = await this.recovering;
		} catch (error) {
			this.recovering = undefined;
			return this.clean(this.failed(error, signal));
		}
		return this.want(request, this.recovered, signal);
	}

	private want(
		request: ModelRequest,
		recovered: ReadonlyMap<string, OpenPart>,
		signal: AbortSignal,
	): Promise<ModelOutcome> {
		const { text, sent } = this.bodyOf(request);
		const id = this.idOf(text, request.sample);
		const { promise, resolve } = Promise.withResolvers<ModelOutcome>();
		const part = recovered.get(id);
		const line = part === undefined ? this.lineOf(id, text) : '';
		const bytes = Buffer.byteLength(line);
		const waiting = new Asked({
			id,
			bytes,
			sent,
			signal,
			resolve,
			cancellations: this.cancellations,
			clean: this.clean,
		});
		request.letGo?.();
		this.cancellations.watch(waiting);
		if (part === undefined) {
			this.gathering.add(waiting, line);
		} else {
			part.want(waiting);
		}
		return promise;
	}

	/** What is sent, and what of it may be left out. */
	private bodyOf(request: ModelRequest): { readonly text: string; readonly sent: Waiting['sent'] } {
		const { body: streamed, optional, format } = chatBody(request, this.options.dialect);
		const { stream: _, stream_options: __, ...body } = streamed;
		const name = `${format} ${optional.join()}`;
		const sent = this.ways.get(name) ?? { optional, format };
		this.ways.set(name, sent);
		return { text: JSON.stringify(body), sent };
	}

	private idOf(body: string, sample: number): string {
		const identity = fastHash(`[${JSON.stringify(this.options.name)},${body},${sample}]`).slice(0, 32);
		const times = (this.asked.get(identity) ?? 0) + 1;
		this.asked.set(identity, times);
		return `${identity}-${times}`;
	}

	private lineOf(id: string, body: string): string {
		const { path } = this.options.api;
		return `{"custom_id":${JSON.stringify(id)},"method":"POST","url":${JSON.stringify(path)},"body":${body}}\n`;
	}

	/** What became of the parts of an earlier process. One that was never made is forgotten: its requests are sent anew. */
	private async recover(signal: AbortSignal): Promise<Map<string, OpenPart>> {
		const { journal, name, api, clock, say } = this.options;
		const known = new Map<string, OpenPart>();
		for (const part of journal.partsOf(name)) {
			const batch =
				part.batch ?? (await patiently(() => api.find(part.part, signal), { clock, signal, endpoint: 'new' }))?.id;
			if (batch === undefined) {
				journal.forget(part.part);
				continue;
			}
			if (part.batch === undefined) {
				journal.made(part.part, batch);
			}
			say(`Going on with batch ${batch} (${plural(part.ids.length, 'request')}).`);
			const open = new OpenPart();
			for (const id of part.ids) {
				known.set(id, open);
			}
			void followBatch({ part: { ...part, batch }, open }, this.options, signal);
		}
		return known;
	}

	private async send({ wanted, file }: GatheredPart): Promise<void> {
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
			const state = await this.make(part.part, file, signal);
			journal.made(part.part, state.id);
			say(`Batch ${state.id}: ${plural(wanted.length, 'request')} to ${entry.name}.`);
			void followBatch({ part: { ...part, batch: state.id }, open, state }, this.options, signal);
		} catch (error) {
			if (isRefusal(error) && !signal.aborted) {
				journal.forget(part.part); // In any other case there may be a batch all the same.
				open.end(plainOutcome({ failure: notTaken(error, this.options) }));
			} else {
				open.end(this.failed(error, signal));
			}
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
	private async make(mark: string, file: RequestFile, signal: AbortSignal): Promise<BatchState> {
		const { api, clock } = this.options;
		let tried = false;
		const start = async () => {
			const made = tried ? await api.find(mark, signal) : undefined;
			tried = true;
			return made ?? (await api.start(file, mark, signal));
		};
		return patiently(start, { clock, signal, endpoint: 'new' });
	}

	private readonly clean = (outcome: ModelOutcome): ModelOutcome => {
		const { failure } = outcome;
		return failure === undefined
			? outcome
			: { ...outcome, failure: { ...failure, message: this.options.redact(failure.message) } };
	};

	private failed(error: unknown, signal: AbortSignal): ModelOutcome {
		return plainOutcome({ failure: signal.aborted ? CANCELLED : batchFailure(error, this.options) });
	}
}

/** A request that waits, with as little as a reply needs to find it: tens of thousands of them wait for hours. */
class Asked implements Waiting {
	readonly id: string;
	readonly bytes: number;
	readonly sent: Waiting['sent'];
	readonly signal: AbortSignal;
	private readonly resolve: (outcome: ModelOutcome) => void;
	private readonly cancellations: Cancellations;
	private readonly clean: (outcome: ModelOutcome) => ModelOutcome;

	constructor({ id, bytes, sent, signal, resolve, cancellations, clean }: AskedOptions) {
		this.id = id;
		this.bytes = bytes;
		this.sent = sent;
		this.signal = signal;
		this.resolve = resolve;
		this.cancellations = cancellations;
		this.clean = clean;
	}

	settle(outcome: ModelOutcome): void {
		this.cancellations.done(this);
		this.resolve(this.clean(outcome));
	}
}

interface AskedOptions extends Omit<Waiting, 'settle'> {
	readonly resolve: (outcome: ModelOutcome) => void;
	readonly cancellations: Cancellations;
	readonly clean: (outcome: ModelOutcome) => ModelOutcome;
}
