import { setFlagsFromString } from 'node:v8';

/** The usual number is 3,000. */
const CALLS = 50_000;

/**
 * Leaves what is called often to the quick compiler for longer: a run of a second or two is over before the slow one has earned
 * back what it costs, and on few cores its threads take the time of those that work. Long runs come out the same. To be called first thing
 * in a process of our own; a Node.js that does not know the setting ignores it.
 */
export function compileLater(): void {
	setFlagsFromString(`--invocation-count-for-turbofan=${CALLS}`);
}
