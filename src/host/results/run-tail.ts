import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import type { RunEvent } from '../../core/review/events.ts';
import { readRunLine } from '../../core/review/run-file.ts';

/** Reads a run file as it grows: each call gives the events of the whole lines that came since the last one. */
export class RunTail {
	private readonly path: string;
	private offset = 0;
	private rest = '';
	private decoder = new StringDecoder('utf8');

	/** `path` is absolute. */
	constructor(path: string) {
		this.path = path;
	}

	/**
	 * Rejects where the file cannot be read. `restarted` says that the file is shorter than before: it was written anew, and
	 * what earlier calls gave no longer holds.
	 */
	async read(): Promise<{
		readonly events: readonly RunEvent[];
		readonly restarted: boolean;
		readonly changed: number;
	}> {
		const file = await open(this.path, 'r');
		try {
			const { size, mtimeMs } = await file.stat();
			const restarted = size < this.offset;
			if (restarted) {
				this.offset = 0;
				this.rest = '';
				this.decoder = new StringDecoder('utf8');
			}
			const events: RunEvent[] = [];
			const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(1, size - this.offset)));
			while (this.offset < size) {
				const { bytesRead } = await file.read(buffer, 0, buffer.length, this.offset);
				if (bytesRead === 0) {
					break;
				}
				this.offset += bytesRead;
				this.take(this.decoder.write(buffer.subarray(0, bytesRead)), events);
			}
			return { events, restarted, changed: mtimeMs };
		} finally {
			await file.close();
		}
	}

	private take(text: string, events: RunEvent[]): void {
		const lines = (this.rest + text).split('\n');
		this.rest = lines.pop()!;
		for (const line of lines) {
			const reading = readRunLine(line);
			if (reading.kind === 'event') {
				events.push(reading.event);
			}
		}
	}
}

const CHUNK = 1024 * 1024;
