import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type InfluenceEnd, RUN_VERSION } from '../../core/review/events.ts';
import { writeRunLine } from '../../core/review/run-file.ts';
import { prepareStateFolder } from '../prepare-state-folder.ts';
import type { Redactor } from '../redactor.ts';
import { lockRun } from '../runs/run-lock.ts';

export interface AppendOptions {
	/** Absolute path of `.groundline`. */
	readonly stateFolder: string;
	/** Id of the run that holds the answer. */
	readonly run: string;
	readonly redactor?: Redactor;
}

/**
 * Adds what was measured to the file of the run that the answer is from, so that it is there wherever that run is read. Gives one
 * sentence on why it could not be written; `undefined` where it was. A file that is gone is not made anew.
 */
export function appendInfluence(
	{ key, influence }: Pick<InfluenceEnd, 'key' | 'influence'>,
	{ stateFolder, run, redactor }: AppendOptions,
): string | undefined {
	const path = join(stateFolder, 'runs', `${run}.jsonl`);
	const line = writeRunLine({ v: RUN_VERSION, t: Date.now(), type: 'influence-end', key, influence });
	try {
		prepareStateFolder(stateFolder, ['runs']);
		const torn = endsTorn(path);
		const unlock = lockRun(path);
		if (unlock === undefined) {
			return `The run file ${path} is being written by another process: the influence is shown but not recorded.`;
		}
		try {
			// A line that a crash cut off stays a line of its own.
			appendFileSync(path, (torn ? '\n' : '') + (redactor?.redact(line) ?? line), { flag: 'a', mode: 0o600 });
		} finally {
			unlock();
		}
		return undefined;
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? String(error);
		return `The run file ${path} cannot be written (${code}): the influence is shown but not recorded.`;
	}
}

/** Throws where there is no file. */
function endsTorn(path: string): boolean {
	const file = openSync(path, 'r');
	try {
		const { size } = fstatSync(file);
		const last = Buffer.alloc(1);
		return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
	} finally {
		closeSync(file);
	}
}
