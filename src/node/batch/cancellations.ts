import { plainOutcome } from '../../core/review/plain-outcome.ts';
import type { ModelOutcome } from '../../core/review/ports.ts';
import { CANCELLED } from './batch-failures.ts';

/** Ends every open request when its signal does, by one listener for all: a run can wait for ten thousands of replies. */
export class Cancellations {
	private readonly open = new Set<(outcome: ModelOutcome) => void>();
	private readonly heard = new WeakSet<AbortSignal>();

	/** From now on `settle` is called when the signal ends, unless {@link done} comes first; at once if it has ended. */
	watch(signal: AbortSignal, settle: (outcome: ModelOutcome) => void): void {
		this.open.add(settle);
		if (signal.aborted) {
			settle(plainOutcome({ failure: CANCELLED }));
		} else if (!this.heard.has(signal)) {
			this.heard.add(signal);
			signal.addEventListener('abort', () => this.endAll(), { once: true });
		}
	}

	done(settle: (outcome: ModelOutcome) => void): void {
		this.open.delete(settle);
	}

	private endAll(): void {
		for (const settle of this.open) {
			settle(plainOutcome({ failure: CANCELLED }));
		}
	}
}
