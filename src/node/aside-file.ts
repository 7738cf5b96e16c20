import type { Aside, Kept } from '../core/review/aside.ts';
import { SpillFile } from './spill-file.ts';

/** Keeps values aside in a temporary file, which is as large as their JSON; of each only its place is in memory. */
export class AsideFile implements Aside {
	private readonly file = new SpillFile();

	put<T extends object>(value: T): Kept<T> {
		const start = this.file.length;
		this.file.append(JSON.stringify(value));
		return new Place<T>(this.file, start, this.file.length);
	}

	/** Nothing can be had back any more. */
	close(): void {
		this.file.close();
	}
}

/** Bytes of a file that hold a value. */
class Place<T> implements Kept<T> {
	private readonly file: SpillFile;
	private readonly start: number;
	private readonly end: number;

	constructor(file: SpillFile, start: number, end: number) {
		this.file = file;
		this.start = start;
		this.end = end;
	}

	get value(): T {
		return JSON.parse(this.file.read(this.start, this.end)) as T;
	}
}
