import { plainOutcome } from '../../core/review/plain-outcome.ts';
import { CANCELLED } from './batch-failures.ts';
import type { Waiting } from './open-part.ts';

/** Ends every open request when its signal does, by one listener for all: a run can wait for ten thousands of replies. */
export class Cancellations {
	private readonly open = new Set<Waiting>();
	private readonly heard = new WeakSet<AbortSignal>();

	/** From now on a request is settled when its signal ends, unless {@link done} comes first; at once if it has ended. */
	watch(waiting: Waiting): void {
		const { signal } = waiting;
		this.open.add(waiting);
		if (signal.aborted) {
			waiting.settle(plainOutcome({ failure: CANCELLED }));
		} else if (!this.heard.has(signal)) {
			this.heard.add(signal);
			signal.addEventListener('abort', () => this.endAll(), { once: true });
		}
	}

	done(waiting: Waiting): void {
		this.open.delete(waiting);
	}

	private endAll(): void {
		for (const waiting of this.open) {
			waiting.settle(plainOutcome({ failure: CANCELLED }));
		}
	}
}
