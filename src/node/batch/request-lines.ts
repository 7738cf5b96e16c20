import { TemporaryFile } from '../temporary-file.ts';
import type { RequestFile } from './request-file.ts';

/** Bytes that are sent at once: so few that they are collected with all else that is new, before many of them have gathered. */
const PIECE = 4000;

/** Bytes of UTF-8 that a UTF-16 unit takes at most. */
const WIDEST = 3;

/**
 * The lines of requests that gather for a batch. They lie in a temporary file, because they may be hundreds of megabytes, and are
 * uploaded from there. Where no such file can be written they wait in memory.
 */
export class RequestLines {
	private file: TemporaryFile | undefined;
	private isBroken = false;
	/** Bytes of the file up to the end of each line, in the order in which they came. */
	private readonly ends: number[] = [];
	private bytes = Buffer.alloc(0);
	/** The lines behind those of the file. */
	private readonly inMemory: Uint8Array<ArrayBuffer>[] = [];

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

	/** The file of a batch: these lines, by their ascending numbers. */
	fileOf(numbers: readonly number[]): RequestFile {
		const size = numbers.reduce((sum, number) => sum + this.sizeOf(number), 0);
		return { size, pieces: () => this.piecesOf(numbers) };
	}

	private async *piecesOf(numbers: readonly number[]): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
		for (const number of numbers) {
			const start = this.ends[number - 1] ?? 0;
			const end = this.ends[number];
			if (end === undefined) {
				yield this.inMemory[number - this.ends.length]!;
				continue;
			}
			for (let at = start; at < end; at += PIECE) {
				yield this.read(at, Math.min(end, at + PIECE));
			}
		}
	}

	private sizeOf(number: number): number {
		const end = this.ends[number];
		return end === undefined ? this.inMemory[number - this.ends.length]!.length : end - (this.ends[number - 1] ?? 0);
	}

	private read(start: number, end: number): Uint8Array<ArrayBuffer> {
		const bytes = Buffer.allocUnsafe(end - start);
		this.file!.read(bytes, start);
		return bytes;
	}

	/** The batches are made: nobody needs the lines any more. */
	close(): void {
		this.inMemory.length = 0;
		this.bytes = Buffer.alloc(0);
		this.file?.close();
		this.file = undefined;
	}

	private get length(): number {
		return this.ends.at(-1) ?? 0;
	}

	private write(bytes: Uint8Array): boolean {
		if (this.isBroken) {
			return false;
		}
		try {
			this.file ??= new TemporaryFile();
			this.file.write(bytes, this.length);
			return true;
		} catch {
			this.isBroken = true; // Half a line at the end of the file is in no batch.
			return false;
		}
	}
}
