import { closeSync, openAsBlob, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { newRequestFile, prepareBatchFolder } from './journal-files.ts';

/** Bytes of UTF-8 that a UTF-16 unit takes at most. */
const WIDEST = 3;

/**
 * The lines of requests that gather for a batch. They lie in a file, because they may be hundreds of megabytes, and are uploaded from
 * there. Where no file can be written they wait in memory.
 */
export class RequestLines {
	private readonly path: string | undefined;
	private file: number | undefined;
	private isBroken = false;
	/** Bytes of the file up to the end of each line, in the order in which they came. */
	private readonly ends: number[] = [];
	private bytes = Buffer.alloc(0);
	/** The lines behind those of the file. */
	private readonly inMemory: Uint8Array<ArrayBuffer>[] = [];

	/** `journal`: absolute path of the run's journal, beside which the file lies; without one the lines wait in memory. */
	constructor(journal: string | undefined) {
		this.path = journal && newRequestFile(journal);
	}

	/** Takes a line; gives its number, from 0. */
	add(line: string): number {
		if (this.bytes.length < line.length * WIDEST) {
			this.bytes = Buffer.allocUnsafeSlow(line.length * WIDEST); // One for all: each would wait long to be collected.
		}
		const bytes = this.bytes.subarray(0, this.bytes.write(line));
		if (!this.write(bytes)) {
			return this.ends.length + this.inMemory.push(Buffer.from(bytes)) - 1;
		}
		return this.ends.push(this.length + bytes.length) - 1;
	}

	/** The file of a batch: these lines, by their ascending numbers. No line can be added afterwards. Rejects with what the disk says. */
	async blobOf(numbers: readonly number[]): Promise<Blob> {
		const file = this.ends.length === 0 ? undefined : await openAsBlob(this.path!);
		const pieces: Blob[] = [];
		for (let at = 0; at < numbers.length; ) {
			const first = numbers[at]!;
			let last = first;
			while (numbers[at + 1] === last + 1 && last + 1 < this.ends.length) {
				last++;
				at++;
			}
			at++;
			pieces.push(
				first < this.ends.length
					? file!.slice(this.ends[first - 1] ?? 0, this.ends[last]!)
					: new Blob([this.inMemory[first - this.ends.length]!]),
			);
		}
		return new Blob(pieces);
	}

	/** The batches are made: nobody needs the lines any more. */
	close(): void {
		this.inMemory.length = 0;
		this.bytes = Buffer.alloc(0);
		if (this.file !== undefined) {
			closeSync(this.file);
			this.file = undefined;
			rmSync(this.path!, { force: true });
		}
	}

	private get length(): number {
		return this.ends.at(-1) ?? 0;
	}

	private write(bytes: Uint8Array): boolean {
		if (this.isBroken || this.path === undefined) {
			return false;
		}
		try {
			if (this.file === undefined) {
				prepareBatchFolder(dirname(this.path));
				this.file = openSync(this.path, 'wx', 0o600);
			}
			for (let at = 0; at < bytes.length; ) {
				at += writeSync(this.file, bytes, at, bytes.length - at, this.length + at);
			}
			return true;
		} catch {
			this.isBroken = true; // Half a line at the end of the file is in no batch.
			return false;
		}
	}
}
