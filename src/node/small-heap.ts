import { availableParallelism } from 'node:os';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Bytes of the space for new values from which on it does not grow: a smaller one is collected several times as often. */
const ENOUGH = 8 * 1024 * 1024;
const LOOK_EVERY = 10;

/** With so few, threads that help to collect new values take the time of those that work. */
const FEW_CORES = 2;

/**
 * Keeps the space for new values from growing to tens of megabytes: a run makes many and keeps few, so that it is collected as
 * fast in a small space, and 100,000 cases fit into less memory. To be called first thing in a process of our own.
 */
export function keepHeapSmall(): void {
	// A thread that starts later would else stay at the smallest size, because then nothing grows any more.
	setFlagsFromString(`--min-semi-space-size=${ENOUGH / 2 / 1024 / 1024}`);
	if (availableParallelism() <= FEW_CORES) {
		setFlagsFromString('--no-parallel-scavenge');
	}
	const looking = setInterval(() => {
		if (isEnough()) {
			setFlagsFromString('--semi-space-growth-factor=1');
			clearInterval(looking);
		}
	}, LOOK_EVERY).unref();
}

/**
 * Brings the space for new values to its size at once. To be called before long work without a pause, in which nobody looks at it
 * and it grows to its largest. Takes some milliseconds.
 */
export function settleHeap(): void {
	for (let kept: unknown[] = [], rounds = 0; rounds < MOST_ROUNDS && !isEnough(); rounds++) {
		// It grows by what survives a collection.
		kept = Array.from({ length: 5000 }, (_, i) => ({ i, kept: rounds % 4 === 0 ? undefined : kept }));
	}
	setFlagsFromString('--semi-space-growth-factor=1');
}

/** Each makes a fifth of a megabyte. */
const MOST_ROUNDS = 200;

function isEnough(): boolean {
	const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
	return space === undefined || space.space_size >= ENOUGH;
}

/**
 * Lets the space for kept values grow by a third of what is in use, not by several times as much: a run of 100,000 cases
 * would else hold more garbage than values. To be called for long runs only, because it is collected more often.
 */
export function growHeapSlowly(): void {
	setFlagsFromString('--heap-growing-percent=30');
}
