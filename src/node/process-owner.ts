import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, as others can recognise it on this machine or another one. */
export interface ProcessOwner {
	/** Different for each object that asked, also within one process. */
	readonly id: string;
	readonly pid: number;
	/** Host and process namespace: elsewhere the number says nothing. */
	readonly machine: string;
	/** When the process started, as the system counts; '' where it does not tell. A number that is used again has another one. */
	readonly started: string;
}

/** Who this process is. */
export function thisProcess(): ProcessOwner {
	return {
		id: randomBytes(6).toString('hex'),
		pid: process.pid,
		machine: machineName(),
		started: startOf(process.pid),
	};
}

/** True if that process is known to have ended; false also where nobody here can know. */
export function hasEnded(owner: ProcessOwner): boolean {
	if (owner.machine !== machineName()) {
		return false;
	}
	try {
		process.kill(owner.pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ESRCH';
	}
	const started = startOf(owner.pid);
	return owner.started !== '' && started !== '' && started !== owner.started;
}

function machineName(): string {
	let namespace = '';
	try {
		namespace = readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '');
	} catch {
		// Only Linux has such names.
	}
	return `${hostname()}/${namespace}`.replaceAll(/\s/g, '_');
}

/** The state and the start time of a process on Linux; a process that only waits to be buried has ended. */
function startOf(pid: number): string {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
		return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
	} catch {
		return '';
	}
}
