import { randomInt } from 'node:crypto';

/**
 * A new run id, `20261121T201900Z-0k3x9f`: unique, and sorts by time. Behind the second stand the milliseconds in two
 * digits of base 36, then four random ones.
 */
export function newRunId(now = Date.now()): string {
	const time = new Date(now).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
	const milliseconds = (now % 1000).toString(36).padStart(2, '0');
	return `${time}-${milliseconds}${randomInt(36 ** 4)
		.toString(36)
		.padStart(4, '0')}`;
}

/** True for the name of a run file. */
export function isRunFile(name: string): boolean {
	return /^\d{8}T\d{6}Z-[0-9a-z]+\.jsonl$/.test(name);
}
