import { randomBytes } from 'node:crypto';

/** A new run id, `20261121T201900Z-ab12cd`: sorts by time, to the second, and is unique. */
export function newRunId(now = Date.now()): string {
	const time = new Date(now).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
	return `${time}-${randomBytes(3).toString('hex')}`;
}

/** True for the name of a run file. */
export function isRunFile(name: string): boolean {
	return /^\d{8}T\d{6}Z-[0-9a-z]+\.jsonl$/.test(name);
}
