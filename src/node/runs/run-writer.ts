import { closeSync, fstatSync, fsync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ReviewEvent, RunEvent } from '../../core/review/events.ts';
import { writeRunLine } from '../../core/review/run-file.ts';
import { prepareStateFolder } from '../prepare-state-folder.ts';
import type { Redactor } from '../redactor.ts';
import { lockRun } from './run-lock.ts';

/** Time between two waits for the disk: a crash of the machine, not of the process, loses at most this. */
const SYNC_EVERY = 1000;

const LINE_BREAK = 10;

/** Bytes that are gathered at most before they are written, however busy the run is. */
const LARGEST_BATCH = 128 * 1024;

/** Bytes of UTF-8 that a UTF-16 unit takes at most. */
const WIDEST = 3;

export interface RunWriterOptions {
	/** Absolute path of `.groundline`. Made where it is missing, with a `.gitignore` of its own. */
	readonly stateFolder: string;
	/** The run's id. */
	readonly run: string;
	/** Keeps keys out of every line. */
	readonly redactor?: Redactor;
	/** The run goes on: bytes of its file up to the end of its last whole line. What stands behind them is dropped. */
	readonly resumeAt?: number;
}

/**
 * Appends the events of a run to its file, one a line. What is written survives the end of the process at once, and the end of
 * the machine after at most a second. A failure (a full disk, a read-only folder) is kept in `failure`; the run goes on.
 */
export class RunWriter {
	/** Absolute path of the run file. */
	readonly path: string;
	/** One sentence on what could not be written; `undefined` while all is well. */
	failure: string | undefined;
	private readonly redactor: Redactor | undefined;
	private file: number | undefined;
	/** What is gathered: its first `filled` bytes. */
	private readonly gathered = Buffer.allocUnsafe(LARGEST_BATCH);
	private filled = 0;
	private scheduled: NodeJS.Immediate | undefined;
	/** Milliseconds of a clock that nobody sets back. */
	private syncedAt = Number.NEGATIVE_INFINITY;
	private syncing: NodeJS.Timeout | undefined;
	private length = 0;
	private unlock: (() => void) | undefined;

	constructor({ stateFolder, run, redactor, resumeAt }: RunWriterOptions) {
		this.redactor = redactor;
		this.path = join(stateFolder, 'runs', `${run}.jsonl`);
		this.attempt(() => {
			prepareStateFolder(stateFolder, ['runs']);
			this.unlock = lockRun(this.path);
			if (this.unlock === undefined) {
				throw Object.assign(new Error('locked'), { code: 'another process writes it' });
			}
			this.file = openSync(this.path, 'a', 0o600);
			if (resumeAt !== undefined) {
				checkRest(this.path, resumeAt, fstatSync(this.file).size);
				ftruncateSync(this.file, resumeAt);
			}
			this.length = fstatSync(this.file).size;
		});
	}

	/** Takes an event. What only streams by is not written. */
	write(event: ReviewEvent): void {
		if (event.type === 'answer-piece' || event.type === 'answer-restart' || this.failure !== undefined) {
			return;
		}
		this.gather(this.line(event));
		this.scheduled ??= setImmediate(() => this.flush());
	}

	/** Writes what is left and closes the file. */
	close(): void {
		this.flush();
		clearTimeout(this.syncing);
		const { file } = this;
		this.file = undefined;
		if (file !== undefined) {
			this.attempt(() => fsyncSync(file));
			this.attempt(() => closeSync(file));
		}
		this.unlock?.();
		this.unlock = undefined;
	}

	private line(event: RunEvent): string {
		const line = writeRunLine(event);
		return this.redactor?.redact(line) ?? line;
	}

	private gather(line: string): void {
		if (this.filled + line.length * WIDEST > LARGEST_BATCH) {
			this.flush();
		}
		if (line.length * WIDEST > LARGEST_BATCH) {
			this.append(Buffer.from(line));
		} else {
			this.filled += this.gathered.write(line, this.filled);
		}
	}

	private flush(): void {
		clearImmediate(this.scheduled);
		this.scheduled = undefined;
		const bytes = this.gathered.subarray(0, this.filled);
		this.filled = 0;
		this.append(bytes);
	}

	private append(bytes: Buffer): void {
		const { file } = this;
		if (file === undefined || bytes.length === 0) {
			return;
		}
		let at = 0;
		const written = this.attempt(() => {
			while (at < bytes.length) {
				at += writeSync(file, bytes, at);
			}
		});
		this.length += bytes.subarray(0, at).lastIndexOf(LINE_BREAK) + 1;
		if (!written) {
			// No half line may stay in the middle of a file; whole ones that still fitted do.
			this.attempt(() => ftruncateSync(file, this.length));
		} else if (performance.now() - this.syncedAt > SYNC_EVERY) {
			this.sync();
		} else {
			// What comes last before a long silence has to reach the disk too.
			this.syncing ??= setTimeout(() => this.sync(), SYNC_EVERY).unref();
		}
	}

	private sync(): void {
		clearTimeout(this.syncing);
		this.syncing = undefined;
		this.syncedAt = performance.now();
		const { file } = this;
		if (file !== undefined) {
			// Nobody waits for the disk; what it says while the file is open counts.
			fsync(file, error => this.file === file && error !== null && this.attempt(() => fail(error)));
		}
	}

	private attempt(action: () => void): boolean {
		try {
			action();
			return true;
		} catch (error) {
			const code = (error as NodeJS.ErrnoException).code ?? String(error);
			this.failure ??= `The run file ${this.path} cannot be written (${code}): the results of this run are not recorded.`;
			return false;
		}
	}
}

/** Throws where a run file holds more than the part of a line behind what was read of it: another process went on with it. */
function checkRest(path: string, end: number, size: number): void {
	const rest = Buffer.alloc(Math.max(0, size - end));
	const file = openSync(path, 'r');
	try {
		readSync(file, rest, 0, rest.length, end);
	} finally {
		closeSync(file);
	}
	if (size < end || rest.includes(LINE_BREAK)) {
		throw Object.assign(new Error('changed'), { code: 'it changed after it was read' });
	}
}

function fail(error: Error): never {
	throw error;
}
