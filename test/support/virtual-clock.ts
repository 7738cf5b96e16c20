import type { Clock } from '../../src/core/review/ports.ts';

/** A clock whose time passes when nothing else is left to do: everyone wakes in the right order, and no test waits. */
export class VirtualClock implements Clock {
	private time = 1_000_000;
	private readonly sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
	private turning = false;

	now(): number {
		return this.time;
	}

	sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
		return new Promise(resolve => {
			if (signal.aborted) {
				resolve();
				return;
			}
			const sleeper = {
				at: this.time + Math.max(0, milliseconds),
				wake: () => {
					this.sleepers.delete(sleeper);
					signal.removeEventListener('abort', sleeper.wake);
					resolve();
				},
			};
			this.sleepers.add(sleeper);
			signal.addEventListener('abort', sleeper.wake, { once: true });
			this.turn();
		});
	}

	/** Wakes whoever is next, once all that is going on has come to its next wait. */
	private turn(): void {
		if (this.turning) {
			return;
		}
		this.turning = true;
		setImmediate(() => {
			this.turning = false;
			const next = Math.min(...[...this.sleepers].map(({ at }) => at));
			this.time = Math.max(this.time, Number.isFinite(next) ? next : 0);
			for (const sleeper of [...this.sleepers].filter(({ at }) => at <= this.time)) {
				sleeper.wake();
			}
			if (this.sleepers.size > 0) {
				this.turn();
			}
		});
	}
}
