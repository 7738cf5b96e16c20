import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../exit-code.ts';

/** Bytes that are kept in memory before they go to the disk: small reports never get there. */
const MOST_IN_MEMORY = 2 * 1024 * 1024;

/** Bytes that are read back at once. */
const WINDOW = 256 * 1024;

/**
 * Texts of cases that are written when all are known, in the order in which the cases were loaded. Many of them wait in a temporary
 * file that only this process can see, so that a report of 100,000 cases takes no more memory than one of a thousand. Where no such
 * file can be written they wait in memory.
 */
export class KeptTexts {
	/** Of the cases, by the number that {@link add} gave. */
	private readonly indexes: number[] = [];
	/** Bytes up to the end of each text. */
	private readonly ends: number[] = [];
	private waiting: Buffer[] = [];
	private waitingBytes = 0;
	/** Bytes on the disk. */
	private spilled = 0;
	private file: { readonly descriptor: number; readonly path: string } | undefined;
	private isBroken = false;
	private window: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

	/** Keeps the text of the case at a place among all; gives the text's own number, from 0. */
	add(index: number, text: string): number {
		const bytes = Buffer.from(text);
		this.waiting.push(bytes);
		this.waitingBytes += bytes.length;
		this.indexes.push(index);
		this.ends.push(this.spilled + this.waitingBytes);
		if (this.waitingBytes > MOST_IN_MEMORY && !this.isBroken) {
			this.spill();
		}
		return this.ends.length - 1;
	}

	get size(): number {
		return this.ends.length;
	}

	/** These texts by the index of their case; of one case in the order in which they came. Nothing can be added afterwards. */
	*inOrder(numbers: Iterable<number> = this.ends.keys()): Generator<string, void, undefined> {
		this.waiting = [Buffer.concat(this.waiting)];
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

	private spill(): void {
		const bytes = Buffer.concat(this.waiting);
		try {
			this.file ??= temporaryFile();
			for (let at = 0; at < bytes.length; ) {
				at += writeSync(this.file.descriptor, bytes, at, bytes.length - at, this.spilled + at);
			}
		} catch {
			this.isBroken = true; // What did fit is written over by nobody, and read by nobody.
			return;
		}
		this.spilled += bytes.length;
		this.waiting = [];
		this.waitingBytes = 0;
	}

	private read(start: number, end: number): string {
		if (start >= this.spilled) {
			return this.waiting[0]!.toString('utf8', start - this.spilled, end - this.spilled);
		}
		const { window } = this;
		if (start < window.start || end > window.start + window.bytes.length) {
			this.window = { start, bytes: this.readBytes(start, Math.min(this.spilled, Math.max(end, start + WINDOW))) };
		}
		return this.window.bytes.toString('utf8', start - this.window.start, end - this.window.start);
	}

	private readBytes(start: number, end: number): Buffer {
		const bytes = Buffer.allocUnsafe(end - start);
		try {
			for (let at = 0; at < bytes.length; ) {
				const count = readSync(this.file!.descriptor, bytes, at, bytes.length - at, start + at);
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
		return bytes;
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
