import { plainOutcome } from '../../core/review/plain-outcome.ts';
import type { Waiting } from './open-part.ts';
import type { RequestFile } from './request-file.ts';
import { RequestLines } from './request-lines.ts';

/** What OpenAI takes in one batch. */
export interface BatchLimits {
	readonly requests: number;
	/** Of the file, in bytes. */
	readonly bytes: number;
}

export const BATCH_LIMITS: BatchLimits = { requests: 50_000, bytes: 200_000_000 };

/** Milliseconds without a further request after which what waits is sent: then all that can be asked at once has been asked. */
export const DEFAULT_QUIET = 100;

export interface GatheringOptions {
	readonly limits: BatchLimits;
	/** Milliseconds, see {@link DEFAULT_QUIET}. */
	readonly quiet: number;
	/** Files that are being handed over now, of all groups together. */
	readonly deliveries: { open: number };
}

/** Requests that go as one batch. */
export interface GatheredPart {
	readonly wanted: readonly Waiting[];
	/** What is uploaded: their lines. */
	readonly file: RequestFile;
}

/** Sends a part. Resolves once its file is not needed any more, whatever came of it; never rejects. */
export type SendPart = (part: GatheredPart) => Promise<void>;

/** Requests that wait until no further one comes, and then go in as few parts as the limits allow. */
export class Gathering {
	private readonly options: GatheringOptions;
	private readonly send: SendPart;
	private pending: Waiting[] = [];
	/** The line of each that is pending. */
	private lines = new RequestLines();
	private timer: NodeJS.Timeout | undefined;

	constructor(options: GatheringOptions, send: SendPart) {
		this.options = options;
		this.send = send;
	}

	/** Takes a request and its line, with the line break. */
	add(waiting: Waiting, line: string): void {
		const { limits } = this.options;
		if (waiting.bytes > limits.bytes) {
			const message = `This request has ${waiting.bytes} bytes; a batch takes ${limits.bytes}.`;
			waiting.settle(plainOutcome({ failure: { reason: 'not-supported', message, concernsAll: false } }));
			return;
		}
		this.pending.push(waiting);
		this.lines.add(line);
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
		const { pending, lines } = this;
		this.pending = [];
		this.lines = new RequestLines();
		const sending = [...partsOf(pending, this.options.limits)].map(numbers =>
			this.send({ wanted: numbers.map(number => pending[number]!), file: lines.fileOf(numbers) }),
		);
		void Promise.all(sending).then(() => lines.close());
	}
}

/** Places of the requests of each part. Those that were cancelled meanwhile are in none. */
function* partsOf(pending: readonly Waiting[], limits: BatchLimits): Generator<readonly number[], void, undefined> {
	let part: number[] = [];
	let bytes = 0;
	for (const [number, waiting] of pending.entries()) {
		if (waiting.signal.aborted) {
			continue;
		}
		if (part.length >= limits.requests || bytes + waiting.bytes > limits.bytes) {
			yield part;
			part = [];
			bytes = 0;
		}
		part.push(number);
		bytes += waiting.bytes;
	}
	if (part.length > 0) {
		yield part;
	}
}
