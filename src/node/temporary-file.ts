import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file among the machine's temporary ones that only this process can see. Methods throw what the disk says. */
export class TemporaryFile {
	private readonly path = join(tmpdir(), `groundline-${process.pid}-${randomUUID()}`);
	private readonly descriptor: number;

	constructor() {
		this.descriptor = openSync(this.path, 'wx+', 0o600);
		try {
			rmSync(this.path); // A process that is killed leaves nothing behind.
		} catch {
			// Windows: it goes when it is closed.
		}
	}

	/** Writes bytes at a place of the file. */
	write(bytes: Uint8Array, place: number): void {
		for (let at = 0; at < bytes.length; ) {
			at += writeSync(this.descriptor, bytes, at, bytes.length - at, place + at);
		}
	}

	/** Fills bytes with what stands at a place of the file. */
	read(bytes: Uint8Array, place: number): void {
		for (let at = 0; at < bytes.length; ) {
			const count = readSync(this.descriptor, bytes, at, bytes.length - at, place + at);
			if (count === 0) {
				throw Object.assign(new Error('A temporary file was cut off.'), { code: 'cut off' });
			}
			at += count;
		}
	}

	/** Nothing of it is left. */
	close(): void {
		closeSync(this.descriptor);
		rmSync(this.path, { force: true });
	}
}
