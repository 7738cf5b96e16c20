import { Worker } from 'node:worker_threads';
import type { GroundingQuery } from '../../core/grounding/answer-reading.ts';
import type { Grounding } from '../../core/grounding/grounding.ts';
import { inlineGrounder } from '../../core/review/inline-grounder.ts';
import type { GroundedContext, Grounder } from '../../core/review/ports.ts';
import type { GroundingMessage, GroundingReply } from './grounding-messages.ts';

/** UTF-16 units of the contexts that the thread keeps, and how many; those used longest ago are forgotten first. */
const KEPT_LENGTH = 4 * 1024 * 1024;
const KEPT_CONTEXTS = 64;

/** The thread makes many values and keeps few, as the run itself does. */
const YOUNG_MEGABYTES = 8;

/**
 * Grounds in a thread of its own, so that a run that waits for a thousand replies is not held up by comparing words. The thread starts
 * with the first answer, or when it is told to {@link prepare}, and never keeps the process alive by itself. Where it cannot start, breaks or is closed, what is open and all that
 * follows is grounded at once: the result is the same.
 */
export class GroundingThread implements Grounder {
	private readonly program: URL;
	private readonly numbers = new WeakMap<GroundedContext, number>();
	/** Contexts that the thread has → their length. The one used last comes last. */
	private readonly kept = new Map<number, number>();
	private readonly jobs = new Map<number, Job>();
	private worker: Worker | undefined;
	private usable = true;
	private keptLength = 0;
	private lastContext = 0;
	private lastJob = 0;
	private unsent: GroundingMessage[] = [];

	/** `program` is what the thread runs: `grounding-worker`. */
	constructor(program: URL) {
		this.program = program;
	}

	/** There will be answers: the thread starts, and warms up until the first one comes. */
	prepare(): void {
		if (this.usable) {
			this.start();
		}
	}

	ground(context: GroundedContext, query: GroundingQuery): Grounding | Promise<Grounding> {
		const worker = this.usable ? this.start() : undefined;
		if (worker === undefined) {
			return inlineGrounder.ground(context, query);
		}
		const number = this.send(context);
		const job = ++this.lastJob;
		return new Promise((resolve, reject) => {
			if (this.jobs.size === 0) {
				worker.ref();
			}
			this.jobs.set(job, { context, query, resolve, reject });
			this.post({ type: 'ground', job, context: number, query });
		});
	}

	/** Ends the thread. */
	async close(): Promise<void> {
		const { worker } = this;
		this.breakOff();
		await worker?.terminate();
	}

	/** Sends it with all else that comes up before the process looks for new replies. */
	private post(message: GroundingMessage): void {
		if (this.unsent.push(message) === 1) {
			setImmediate(() => {
				const messages = this.unsent;
				this.unsent = [];
				this.worker?.postMessage(messages);
			});
		}
	}

	private start(): Worker | undefined {
		if (this.worker === undefined) {
			try {
				this.worker = this.open();
			} catch {
				this.usable = false; // No threads here, or no more of them.
			}
		}
		return this.worker;
	}

	private open(): Worker {
		const worker = new Worker(this.program, {
			execArgv: [],
			resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
		});
		worker.unref();
		worker.on('message', (replies: readonly GroundingReply[]) => {
			for (const reply of replies) {
				this.take(worker, reply);
			}
		});
		worker.on('error', () => this.breakOff());
		worker.on('messageerror', () => this.breakOff());
		worker.on('exit', () => this.breakOff());
		return worker;
	}

	private take(worker: Worker, { job, json }: GroundingReply): void {
		const open = this.jobs.get(job);
		if (open === undefined) {
			return;
		}
		this.jobs.delete(job);
		if (this.jobs.size === 0) {
			worker.unref();
		}
		if (json === undefined) {
			settleInline(open);
		} else {
			open.resolve(JSON.parse(json) as Grounding);
		}
	}

	/** From now on there is no thread. */
	private breakOff(): void {
		this.usable = false;
		this.unsent = [];
		this.worker = undefined;
		const open = [...this.jobs.values()];
		this.jobs.clear();
		for (const job of open) {
			settleInline(job);
		}
	}

	/** Tells the thread of a context that it does not have; gives its number. */
	private send(context: GroundedContext): number {
		const number = this.numbers.get(context) ?? ++this.lastContext;
		this.numbers.set(context, number);
		let length = this.kept.get(number);
		if (length === undefined) {
			length = context.units.reduce((sum, unit) => sum + unit.text.length, 0);
			this.keptLength += length;
			this.post({ type: 'context', context: number, units: context.units });
		} else {
			this.kept.delete(number);
		}
		this.kept.set(number, length);
		for (const [oldest, size] of this.kept) {
			const fits = this.kept.size <= KEPT_CONTEXTS && this.keptLength <= KEPT_LENGTH;
			if (fits || oldest === number) {
				break;
			}
			this.kept.delete(oldest);
			this.keptLength -= size;
			this.post({ type: 'forget', context: oldest });
		}
		return number;
	}
}

interface Job {
	readonly context: GroundedContext;
	readonly query: GroundingQuery;
	readonly resolve: (grounding: Grounding | Promise<Grounding>) => void;
	readonly reject: (error: unknown) => void;
}

function settleInline({ context, query, resolve, reject }: Job): void {
	try {
		resolve(inlineGrounder.ground(context, query));
	} catch (error) {
		reject(error);
	}
}
