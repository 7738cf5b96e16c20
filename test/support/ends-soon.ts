// A guard against work that grows without bound. It is no measure of speed: that is what the benches are for.
import assert from 'node:assert/strict';

/** Seconds of CPU time that no test needs whose work grows as it should: about ten times the longest. */
const LONGEST = 20;

/** Seconds of CPU time that this process has used; unlike the clock, it does not run while other processes do. */
export function cpuSeconds(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1e6;
}

/** Fails where more was used since `start`, a value of {@link cpuSeconds}, than any healthy work takes. */
export function endedSoon(start: number): void {
	const seconds = cpuSeconds() - start;
	assert.ok(seconds < LONGEST, `${seconds.toFixed(1)} s of CPU time`);
}
