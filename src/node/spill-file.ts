import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that wait in memory before they go to the disk: what is small never gets there. */
const MOST_IN_MEMORY = 1024 * 1024;
const FIRST_ROOM = 16 * 1024;

/** Bytes of UTF-8 that a UTF-16 unit takes at most. */
const WIDEST = 3;

/**
 * Texts that wait outside of memory, in a temporary file that only this process can see. The newest megabyte is in memory, and all of them
 * where no such file can be written.
 */
export class SpillFile {
	/** One stretch that is written over again and again: its first `filled` bytes wait. */
	private waiting = Buffer.allocUnsafeSlow(FIRST_ROOM);
	private filled = 0;
	/** Bytes on the disk. */
	private spilled = 0;
	private file: { readonly descriptor: number; readonly path: string } | undefined;
	private isBroken = false;
	private readonly readAhead: number;
	/** What was read back: bytes of the file from `start` to `end`. */
	private readonly window = { start: 0, end: 0, bytes: Buffer.alloc(0) };

	/** `readAhead`: bytes that are read back at once; 0 (default) where nobody reads in the order of writing. */
	constructor({ readAhead = 0 }: { readonly readAhead?: number } = {}) {
		this.readAhead = readAhead;
	}

	/** Where the next text begins, in bytes. */
	get length(): number {
		return this.spilled + this.filled;
	}

	/** Takes a text; it goes from the {@link length} before to the one behind. */
	append(text: string): void {
		this.makeRoom(text.length * WIDEST);
		this.filled += this.waiting.write(text, this.filled);
	}

	/** The text between two lengths. Throws what the disk says. */
	read(start: number, end: number): string {
		if (start >= this.spilled) {
			return this.waiting.toString('utf8', start - this.spilled, end - this.spilled);
		}
		const { window } = this;
		if (start < window.start || end > window.end) {
			this.fill(start, Math.min(this.spilled, Math.max(end, start + this.readAhead)));
		}
		return window.bytes.toString('utf8', start - window.start, end - window.start);
	}

	/** Nothing can be read any more. */
	close(): void {
		const { file } = this;
		this.file = undefined;
		if (file !== undefined) {
			closeSync(file.descriptor);
			rmSync(file.path, { force: true });
		}
	}

	private makeRoom(bytes: number): void {
		if (this.filled + bytes > MOST_IN_MEMORY && this.filled > 0 && !this.isBroken) {
			this.spill();
		}
		if (this.filled + bytes > this.waiting.length) {
			const larger = Buffer.allocUnsafeSlow(Math.max(this.filled + bytes, 2 * this.waiting.length));
			this.waiting.copy(larger, 0, 0, this.filled);
			this.waiting = larger;
		}
	}

	private spill(): void {
		const bytes = this.waiting.subarray(0, this.filled);
		try {
			this.file ??= temporaryFile();
			for (let at = 0; at < bytes.length; ) {
				at += writeSync(this.file.descriptor, bytes, at, bytes.length - at, this.spilled + at);
			}
		} catch {
			this.isBroken = true; // What did fit is written over by nobody, and read by nobody.
			return;
		}
		this.spilled += this.filled;
		this.filled = 0;
	}

	private fill(start: number, end: number): void {
		const { window } = this;
		if (window.bytes.length < end - start) {
			window.bytes = Buffer.allocUnsafeSlow(Math.max(this.readAhead, end - start));
		}
		window.start = 0;
		window.end = 0;
		for (let at = start; at < end; ) {
			const count = readSync(this.file!.descriptor, window.bytes, at - start, end - at, at);
			if (count === 0) {
				throw Object.assign(new Error('A temporary file was cut off.'), { code: 'cut off' });
			}
			at += count;
		}
		window.start = start;
		window.end = end;
	}
}

/** Without a name as soon as it is open, where the system allows that: a process that is killed leaves nothing behind. */
function temporaryFile(): { readonly descriptor: number; readonly path: string } {
	const path = join(tmpdir(), `groundline-${process.pid}-${randomUUID()}`);
	const descriptor = openSync(path, 'wx+', 0o600);
	try {
		rmSync(path);
	} catch {
		// Windows: it goes when the file is closed.
	}
	return { descriptor, path };
}
