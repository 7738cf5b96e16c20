import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { RunRecovery } from '../../core/review/recovery.ts';
import { isBeingWritten } from './run-lock.ts';
import { listRuns, type RunFileEntry, readRun } from './run-store.ts';

/** An interrupted run, read. */
export interface RecoveredRun {
	readonly run: string;
	readonly recovery: RunRecovery;
	/** Bytes up to the end of the last whole line. */
	readonly end: number;
	/** Bytes of a last line that was cut off. */
	readonly torn: number;
	/** Lines that are no events, by number from 1. */
	readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** Reads a run file to go on with it. Rejects if it cannot be opened or read. */
export async function recoverRun({ path, run }: Pick<RunFileEntry, 'path' | 'run'>): Promise<RecoveredRun> {
	const size = statSync(path).size;
	const end = endOfLastLine(path, size);
	const recovery = new RunRecovery();
	const problems: { line: number; message: string }[] = [];
	for await (const event of readRun(path, problem => problems.push(problem))) {
		recovery.add(event);
	}
	const torn = size - end;
	return { run, recovery, end, torn, problems: torn > 0 ? problems.slice(0, -1) : problems };
}

/** The newest run of a question file that did not finish and that nobody writes now. */
export async function interruptedRun(stateFolder: string, file: string): Promise<RunFileEntry | undefined> {
	for (const entry of await listRuns(stateFolder)) {
		if (!isBeingWritten(entry.path) && (await isInterrupted(entry.path, file))) {
			return entry;
		}
	}
	return undefined;
}

async function isInterrupted(path: string, file: string): Promise<boolean> {
	let outcome: string | undefined;
	let isOfFile = false;
	try {
		for await (const event of readRun(path)) {
			if (event.type === 'run-start') {
				isOfFile = event.files.includes(file) && event.task === 'run';
			}
			if (!isOfFile) {
				return false;
			}
			outcome = event.type === 'run-end' ? event.outcome : event.type === 'run-resume' ? undefined : outcome;
		}
	} catch {
		return false; // A run that vanished or may not be read cannot go on.
	}
	return isOfFile && outcome !== 'finished';
}

/** Where the last whole line ends: behind the last line break. */
function endOfLastLine(path: string, size: number): number {
	const file = openSync(path, 'r');
	try {
		const bytes = Buffer.allocUnsafe(64 * 1024);
		for (let end = size; end > 0; ) {
			const start = Math.max(0, end - bytes.length);
			const count = readSync(file, bytes, 0, end - start, start);
			const at = bytes.subarray(0, count).lastIndexOf(10);
			if (at >= 0) {
				return start + at + 1;
			}
			end = start;
		}
		return 0;
	} finally {
		closeSync(file);
	}
}
