import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the space for new values from growing to tens of megabytes: a run makes many and keeps few, so that it is collected as
 * fast in a small space, and 100,000 cases fit into less memory. To be called first thing in a process of our own.
 */
export function keepHeapSmall(): void {
	setFlagsFromString('--semi-space-growth-factor=1');
}
