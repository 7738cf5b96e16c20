import { TemporaryFile } from './temporary-file.ts';

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
	private file: TemporaryFile | undefined;
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
		this.file?.close();
		this.file = undefined;
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
			this.file ??= new TemporaryFile();
			this.file.write(bytes, this.spilled);
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
		this.file!.read(window.bytes.subarray(0, end - start), start);
		window.start = start;
		window.end = end;
	}
}
