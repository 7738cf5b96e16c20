// Loaded into a process with --import: makes what it writes to run files fail at a chosen place. FAULT says how:
//   kill-at-byte:N   writes up to the Nth byte of this process and no further, then SIGKILLs the process
//   kill-at-line:N   writes up to the end of the Nth line, then SIGKILLs the process
//   full-at-byte:N   from the Nth byte on the disk is full (ENOSPC)
//   clock-back:N     after N calls the clock goes back by an hour
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [kind = '', number = '0'] = (process.env.FAULT ?? '').split(':');
const limit = Number(number);
const runFiles = new Set<number>();
let bytes = 0;
let lines = 0;

const { openSync, writeSync } = fs;
fs.openSync = (...given: Parameters<typeof fs.openSync>) => {
	const file = openSync(...given);
	if (/[/\\]runs[/\\][^/\\]+\.jsonl$/.test(String(given[0])) && String(given[1]).includes('a')) {
		runFiles.add(file);
	}
	return file;
};
fs.writeSync = ((file: number, data: Uint8Array | string, ...rest: never[]) => {
	if (!runFiles.has(file) || typeof data === 'string') {
		return (writeSync as (...given: unknown[]) => number)(file, data, ...rest);
	}
	const start = Number(rest[0] ?? 0);
	const part = data.subarray(start);
	const room = roomIn(part);
	const written = room > 0 ? writeSync(file, part.subarray(0, room)) : 0;
	bytes += written;
	if (room < part.length || (kind === 'kill-at-line' && lines >= limit)) {
		if (kind === 'full-at-byte') {
			if (written > 0) {
				return written; // As a real disk does: first less than was asked for, then nothing.
			}
			throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
		}
		process.kill(process.pid, 'SIGKILL');
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // Nothing happens after the signal.
	}
	return written;
}) as typeof fs.writeSync;
syncBuiltinESMExports();

function roomIn(part: Uint8Array): number {
	if (kind === 'kill-at-byte' || kind === 'full-at-byte') {
		return Math.min(part.length, Math.max(0, limit - bytes));
	}
	if (kind !== 'kill-at-line') {
		return part.length;
	}
	for (let at = 0; at < part.length; at++) {
		if (part[at] === 10 && ++lines >= limit) {
			return at + 1;
		}
	}
	return part.length;
}

if (kind === 'clock-back') {
	const now = Date.now;
	let calls = 0;
	Date.now = () => now() - (++calls > limit ? 3_600_000 : 0);
}
