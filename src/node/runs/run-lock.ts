import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { hasEnded, type ProcessOwner, thisProcess } from '../process-owner.ts';

/** The file beside a run file that says which process writes it. */
export function lockOf(runFile: string): string {
	return runFile.replace(/\.jsonl$/, '.lock');
}

/**
 * Makes this process the only writer of a run file. Gives what undoes it, or `undefined` where a living process writes it. The
 * lock of a process that was killed is taken over. Throws what the disk says.
 */
export function lockRun(runFile: string): (() => void) | undefined {
	const path = lockOf(runFile);
	const own = thisProcess();
	for (let tries = 0; tries < 3; tries++) {
		if (create(path, own)) {
			return () => {
				if (readOwner(path)?.id === own.id) {
					rmSync(path, { force: true });
				}
			};
		}
		const holder = readOwner(path);
		if (holder !== undefined && !hasEnded(holder)) {
			return undefined;
		}
		takeAway(path, holder?.id);
	}
	return undefined;
}

/** True while a living process writes the run file. */
export function isBeingWritten(runFile: string): boolean {
	const holder = readOwner(lockOf(runFile));
	return holder !== undefined && !hasEnded(holder);
}

function create(path: string, own: ProcessOwner): boolean {
	try {
		const file = openSync(path, 'wx', 0o600);
		try {
			writeSync(file, JSON.stringify(own));
		} finally {
			closeSync(file);
		}
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
			return false;
		}
		throw error;
	}
}

/** Of several that find the same dead lock only one can move it; who moved a living one by mistake puts it back. */
function takeAway(path: string, dead: string | undefined): void {
	const aside = `${path}.${process.pid}`;
	try {
		renameSync(path, aside);
		if (readOwner(aside)?.id === dead) {
			rmSync(aside, { force: true });
		} else {
			renameSync(aside, path);
		}
	} catch {
		// Somebody else was first.
	}
}

function readOwner(path: string): ProcessOwner | undefined {
	try {
		const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<ProcessOwner>;
		return typeof value.id === 'string' && Number.isSafeInteger(value.pid) && typeof value.machine === 'string'
			? { id: value.id, pid: value.pid!, machine: value.machine, started: value.started ?? '' }
			: undefined;
	} catch {
		return undefined;
	}
}
