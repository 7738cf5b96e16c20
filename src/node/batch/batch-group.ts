import { randomUUID } from 'node:crypto';
import { plainOutcome } from '../../core/review/plain-outcome.ts';
import type { ModelOutcome, ModelRequest } from '../../core/review/ports.ts';
import { fastHash } from '../fast-hash.ts';
import { chatBody } from '../models/chat-body.ts';
import type { BatchState } from './batch-api.ts';
import { batchFailure, CANCELLED, isRefusal, notTaken } from './batch-failures.ts';
import type { BatchJournal } from './batch-journal.ts';
import { Cancellations } from './cancellations.ts';
import { type FollowOptions, followBatch } from './follow-batch.ts';
import { Gathering, type GatheringOptions } from './gathering.ts';
import { OpenPart, type Waiting } from './open-part.ts';
import { patiently } from './patience.ts';

export interface BatchGroupOptions extends FollowOptions, GatheringOptions {
	/** Name in the journal. */
	readonly name: string;
	readonly journal: BatchJournal;
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
	/** Id → the part that holds it, as the journal says. */
	private known: Promise<Map<string, OpenPart>> | undefined;

	constructor(options: BatchGroupOptions) {
		this.options = options;
		this.gathering = new Gathering(options, part => void this.send(part));
	}

	async ask(request: ModelRequest, signal: AbortSignal): Promise<ModelOutcome> {
		const { body: streamed, ...sent } = chatBody(request, this.options.dialect);
		const { stream: _, stream_options: __, ...body } = streamed;
		const text = JSON.stringify(body);
		const identity = fastHash(`[${JSON.stringify(this.options.name)},${text},${request.sample}]`).slice(0, 32);
		const times = (this.asked.get(identity) ?? 0) + 1;
		this.asked.set(identity, times);
		const id = `${identity}-${times}`;
		let known: ReadonlyMap<string, OpenPart>;
		try {
			this.known ??= this.recover(signal);
			known = await this.known;
		} catch (error) {
			this.known = undefined;
			return this.failed(error, signal);
		}
		return new Promise(resolve => {
			const settle = (outcome: ModelOutcome) => {
				this.cancellations.done(settle);
				resolve(outcome);
			};
			this.cancellations.watch(signal, settle);
			const part = known.get(id);
			// As bytes, because a single character beyond Latin makes each one of a text take two.
			const line = part === undefined ? Buffer.from(this.lineOf(id, text)) : SENT;
			const waiting = { id, line, bytes: line.length, sent, signal, settle };
			if (part === undefined) {
				this.gathering.add(waiting);
			} else {
				part.want(waiting);
			}
		});
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
			say(`Going on with batch ${batch} (${part.ids.length} requests).`);
			const open = new OpenPart();
			for (const id of part.ids) {
				known.set(id, open);
			}
			void followBatch({ part: { ...part, batch }, open }, this.options, signal);
		}
		return known;
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
			const state = await this.make(part.part, takeLines(wanted), signal);
			journal.made(part.part, state.id);
			say(`Batch ${state.id}: ${wanted.length} requests to ${entry.name}.`);
			await followBatch({ part: { ...part, batch: state.id }, open, state }, this.options, signal);
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
	private async make(mark: string, lines: Blob, signal: AbortSignal): Promise<BatchState> {
		const { api, clock } = this.options;
		let tried = false;
		const start = async () => {
			const made = tried ? await api.find(mark, signal) : undefined;
			tried = true;
			return made ?? (await api.start(lines, mark, signal));
		};
		return patiently(start, { clock, signal, endpoint: 'new' });
	}

	private failed(error: unknown, signal: AbortSignal): ModelOutcome {
		return plainOutcome({ failure: signal.aborted ? CANCELLED : batchFailure(error, this.options) });
	}
}

/** The file of a batch. Nobody but the caller holds it from now on: it is large, and the batch takes hours. */
function takeLines(wanted: readonly Waiting[]): Blob {
	const lines = new Blob(wanted.map(({ line }) => line));
	for (const waiting of wanted) {
		waiting.line = SENT;
	}
	return lines;
}

/** The line of a request that is in a batch. */
const SENT = Buffer.alloc(0);
