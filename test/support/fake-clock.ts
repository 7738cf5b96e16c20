import type { Clock } from '../../src/core/review/ports.ts';

/** A clock that jumps: waiting takes no time, but is written down. */
export class FakeClock implements Clock {
	/** Milliseconds of every wait, in order. */
	readonly waits: number[] = [];
	private time: number;

	constructor(time = 1_000_000) {
		this.time = time;
	}

	now(): number {
		return this.time;
	}

	async sleep(milliseconds: number): Promise<void> {
		if (milliseconds > 0) {
			this.waits.push(milliseconds);
			this.time += milliseconds;
		}
	}
}
