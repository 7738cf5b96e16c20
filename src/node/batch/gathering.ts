import { plainOutcome } from '../../core/review/plain-outcome.ts';
import type { Waiting } from './open-part.ts';

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

/** Requests that wait until no further one comes, and then go in as few parts as the limits allow. */
export class Gathering {
	private readonly options: GatheringOptions;
	private readonly send: (part: readonly Waiting[]) => void;
	private pending: Waiting[] = [];
	private timer: NodeJS.Timeout | undefined;

	constructor(options: GatheringOptions, send: (part: readonly Waiting[]) => void) {
		this.options = options;
		this.send = send;
	}

	add(waiting: Waiting): void {
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
				waiting.settle(plainOutcome({ failure: { reason: 'not-supported', message, concernsAll: false } }));
				continue;
			}
			if (part.length >= limits.requests || bytes + waiting.bytes > limits.bytes) {
				this.send(part);
				part = [];
				bytes = 0;
			}
			part.push(waiting);
			bytes += waiting.bytes;
		}
		if (part.length > 0) {
			this.send(part);
		}
	}
}
