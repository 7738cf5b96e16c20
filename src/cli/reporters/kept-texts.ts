import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../exit-code.ts';

/** Bytes that wait in memory before they go to the disk: small reports never get there. */
const MOST_IN_MEMORY = 1024 * 1024;
const FIRST_ROOM = 16 * 1024;

/** Bytes of UTF-8 that a UTF-16 unit takes at most. */
const WIDEST = 3;

/** Bytes that are read back at once. */
const WINDOW = 256 * 1024;

/**
 * Texts of cases that are written when all are known, in the order in which the cases were loaded. Many of them wait in a temporary
 * file that only this process can see, so that a report of 100,000 cases takes no more memory than one of a thousand. Where no such
 * file can be written they wait in memory.
 */
export class KeptTexts {
	/** Place of the case of each text, by the number that {@link add} gave. */
	private readonly indexes: number[] = [];
	/** Bytes up to the end of each text. */
	private readonly ends: number[] = [];
	/** One stretch that is written over again and again: its first `filled` bytes wait. */
	private waiting = Buffer.allocUnsafeSlow(FIRST_ROOM);
	private filled = 0;
	/** Bytes on the disk. */
	private spilled = 0;
	private file: { readonly descriptor: number; readonly path: string } | undefined;
	private isBroken = false;
	/** What was read back: bytes of the file from `start` to `end`. */
	private readonly window = { start: 0, end: 0, bytes: Buffer.alloc(0) };

	/** Keeps the text of the case at a place among all; gives the text's own number, from 0. */
	add(index: number, text: string): number {
		this.makeRoom(text.length * WIDEST);
		this.filled += this.waiting.write(text, this.filled);
		this.indexes.push(index);
		this.ends.push(this.spilled + this.filled);
		return this.ends.length - 1;
	}

	get size(): number {
		return this.ends.length;
	}

	/** These texts by the index of their case; of one case in the order in which they came. Nothing can be added afterwards. */
	*inOrder(numbers: Iterable<number> = this.ends.keys()): Generator<string, void, undefined> {
		for (const number of [...numbers].sort((a, b) => this.indexes[a]! - this.indexes[b]!)) {
			yield this.read(this.ends[number - 1] ?? 0, this.ends[number]!);
		}
	}

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

	private read(start: number, end: number): string {
		if (start >= this.spilled) {
			return this.waiting.toString('utf8', start - this.spilled, end - this.spilled);
		}
		const { window } = this;
		if (start < window.start || end > window.end) {
			this.fill(start, Math.min(this.spilled, Math.max(end, start + WINDOW)));
		}
		return window.bytes.toString('utf8', start - window.start, end - window.start);
	}

	private fill(start: number, end: number): void {
		const { window } = this;
		if (window.bytes.length < end - start) {
			window.bytes = Buffer.allocUnsafeSlow(Math.max(WINDOW, end - start));
		}
		try {
			for (let at = start; at < end; ) {
				const count = readSync(this.file!.descriptor, window.bytes, at - start, end - at, at);
				if (count === 0) {
					throw Object.assign(new Error('cut off'), { code: 'cut off' });
				}
				at += count;
			}
		} catch (error) {
			throw new UsageError(
				`The report cannot be written: its temporary file cannot be read (${(error as NodeJS.ErrnoException).code}).`,
			);
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
		// Windows: it goes when the report is written.
	}
	return { descriptor, path };
}
