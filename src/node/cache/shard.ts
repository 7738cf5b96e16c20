import { closeSync, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { ModelOutcome } from '../../core/review/ports.ts';

/** What is kept of an outcome. */
export type StoredReply = Pick<
	ModelOutcome,
	'text' | 'thinking' | 'finish' | 'usage' | 'latencyMs' | 'firstTokenMs' | 'servedBy' | 'notes'
>;

/** What lies in a shard: a value that can be written as JSON, as it was stored. */
export interface Found<T> {
	readonly value: T;
	/** When it was stored, milliseconds since the epoch. */
	readonly t: number;
}

/** `{"k":"` stands before the key of each line. */
const HEAD = '{"k":"';
const KEY_AT = HEAD.length;
const KEY_LENGTH = 64;
/** Stands before the value. */
const VALUE = ',"o":';
const LINE_BREAK = 10;

/** A shard of at most so many bytes is kept in memory once it is read: all shards together stay small. */
const LARGEST_KEPT = 128 * 1024;

/**
 * One file of replies, appended to by any number of processes: a line each, written at once. A line break stands before each line
 * too, so that one that was torn by a crash spoils no other. Of several lines of a key the last one counts. Methods throw what
 * the disk says, except that a missing file is empty.
 */
export class Shard {
	private readonly path: string;
	/** Key → where its line stands. */
	private readonly index = new Map<string, { readonly at: number; readonly length: number }>();
	private inode = 0;
	private size = 0;
	private kept: Buffer | undefined;

	constructor(path: string) {
		this.path = path;
	}

	/** The reply of a key; looks at the disk again only where memory has none. */
	find(key: string): Found<object> | undefined {
		let place = this.index.get(key);
		if (place === undefined) {
			this.catchUp();
			place = this.index.get(key);
		}
		if (place === undefined) {
			return undefined;
		}
		const found = readLine(this.bytesOf(place));
		if (found === undefined) {
			this.index.delete(key); // Corrupt: it is asked for again.
		}
		return found;
	}

	append(line: string): void {
		const bytes = Buffer.from(`\n${line}\n`);
		// Whoever rewrites the file meanwhile puts another one in its place: then the line goes there too.
		for (let tries = 0; tries < 3; tries++) {
			const file = openSync(this.path, 'a', 0o600);
			try {
				writeSync(file, bytes);
				if (fstatSync(file).ino === statSync(this.path, { throwIfNoEntry: false })?.ino) {
					return;
				}
			} finally {
				closeSync(file);
			}
		}
	}

	/** Reads what was appended since. */
	private catchUp(): void {
		const status = statSync(this.path, { throwIfNoEntry: false });
		if (status === undefined) {
			return;
		}
		if (status.ino !== this.inode || status.size < this.size) {
			this.index.clear();
			this.inode = status.ino;
			this.size = 0;
			this.kept = undefined;
		}
		if (status.size === this.size) {
			return;
		}
		const added = readRange(this.path, this.size, status.size - this.size);
		const whole = added.lastIndexOf(LINE_BREAK) + 1;
		for (const line of linesOf(added.subarray(0, whole))) {
			const key = keyOf(added, line);
			if (key !== undefined) {
				this.index.set(key, { at: this.size + line.start, length: line.end - line.start });
			}
		}
		this.kept = this.size === 0 && whole <= LARGEST_KEPT ? added.subarray(0, whole) : undefined;
		this.size += whole;
	}

	private bytesOf({ at, length }: { readonly at: number; readonly length: number }): Buffer {
		return this.kept === undefined ? readRange(this.path, at, length) : this.kept.subarray(at, at + length);
	}
}

/** The line that stores a value. `clean` takes keys out of its text. */
export function lineOf({ key, t, value, clean }: ValueToStore): string {
	const outcome = clean(JSON.stringify(value));
	return `${HEAD}${key}","c":"${checksum(outcome)}","t":${t},"o":${outcome}}`;
}

export interface ValueToStore {
	readonly key: string;
	/** Milliseconds since the epoch. */
	readonly t: number;
	readonly value: object;
	readonly clean: (text: string) => string;
}

/** The key, the age and the bytes of each whole line of a shard, in order. Corrupt lines are left out. */
export function* entriesOf(bytes: Buffer): Iterable<{ key: string; t: number; line: Buffer }> {
	for (const place of linesOf(bytes)) {
		const key = keyOf(bytes, place);
		const line = bytes.subarray(place.start, place.end);
		const found = key === undefined ? undefined : readLine(line);
		if (key !== undefined && found !== undefined) {
			yield { key, t: found.t, line };
		}
	}
}

function* linesOf(bytes: Buffer): Iterable<{ readonly start: number; readonly end: number }> {
	for (let start = 0; start < bytes.length; ) {
		const found = bytes.indexOf(LINE_BREAK, start);
		const end = found < 0 ? bytes.length : found;
		if (end > start) {
			yield { start, end };
		}
		start = end + 1;
	}
}

function keyOf(bytes: Buffer, { start, end }: { readonly start: number; readonly end: number }): string | undefined {
	if (end - start < KEY_AT + KEY_LENGTH || bytes.toString('latin1', start, start + KEY_AT) !== HEAD) {
		return undefined;
	}
	return bytes.toString('latin1', start + KEY_AT, start + KEY_AT + KEY_LENGTH);
}

function readLine(bytes: Buffer): Found<object> | undefined {
	const at = bytes.indexOf(VALUE);
	try {
		const { c, t, o } = JSON.parse(bytes.toString('utf8')) as { c: string; t: number; o: object | null };
		const value = bytes.subarray(at + VALUE.length, -1);
		return typeof t === 'number' && typeof o === 'object' && o !== null && c === checksum(value)
			? { value: o, t }
			: undefined;
	} catch {
		return undefined;
	}
}

function checksum(text: string | Buffer): string {
	return crc32(text).toString(16).padStart(8, '0');
}

function readRange(path: string, at: number, length: number): Buffer {
	const bytes = Buffer.allocUnsafe(length);
	const file = openSync(path, 'r');
	try {
		let done = 0;
		while (done < length) {
			const read = readSync(file, bytes, done, length - done, at + done);
			if (read === 0) {
				break;
			}
			done += read;
		}
		return bytes.subarray(0, done);
	} finally {
		closeSync(file);
	}
}
