import type { ModelEntry } from '../documents/project.ts';
import type { Clock, ModelFailure } from './ports.ts';

/** Bounds calls: overall, and per model entry. First come, first served within each bound. */
export class Gates {
	private readonly overall: Semaphore;
	private readonly limit: number;
	private readonly byName = new Map<string, Gate>();

	constructor(limit: number) {
		this.limit = limit;
		this.overall = new Semaphore(limit);
	}

	of(entry: ModelEntry): Gate {
		let gate = this.byName.get(entry.name);
		if (gate === undefined) {
			gate = new Gate(new Semaphore(this.limitOf(entry)), this.overall);
			this.byName.set(entry.name, gate);
		}
		return gate;
	}

	/** Calls at once that an entry allows. */
	limitOf(entry: ModelEntry): number {
		return Math.max(1, Math.min(entry.concurrency ?? this.limit, this.limit));
	}
}

/** What all calls of one model entry pass through. */
export class Gate {
	/** Set once a failure concerned every call: nothing passes any more. */
	stopped: ModelFailure | undefined;
	private pausedUntil = 0;
	private readonly own: Semaphore;
	private readonly overall: Semaphore;

	constructor(own: Semaphore, overall: Semaphore) {
		this.own = own;
		this.overall = overall;
	}

	/** No call of this entry starts before that time: the endpoint asked for it. */
	pauseUntil(time: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, time);
	}

	/** Runs `call` once there is room; waits for a pause without holding anyone else's room. */
	async pass<T>(call: () => Promise<T>, clock: Clock, signal: AbortSignal): Promise<T> {
		await this.own.acquire();
		try {
			while (this.pausedUntil > clock.now() && !signal.aborted && this.stopped === undefined) {
				await clock.sleep(this.pausedUntil - clock.now(), signal);
			}
			await this.overall.acquire();
			try {
				return await call();
			} finally {
				this.overall.release();
			}
		} finally {
			this.own.release();
		}
	}
}

class Semaphore {
	private free: number;
	private readonly queue: (() => void)[] = [];
	private head = 0;

	constructor(free: number) {
		this.free = Math.max(1, free);
	}

	acquire(): Promise<void> {
		if (this.free > 0) {
			this.free--;
			return Promise.resolve();
		}
		return new Promise(resolve => this.queue.push(resolve));
	}

	release(): void {
		const next = this.queue[this.head];
		if (next === undefined) {
			this.free++;
			this.queue.length = 0;
			this.head = 0;
			return;
		}
		this.head++;
		next();
	}
}
