import type { Aside } from '../core/review/aside.ts';
import { SpillFile } from './spill-file.ts';

/** Keeps values aside in a temporary file, which is as large as their JSON; of each only its place is in memory. */
export class AsideFile implements Aside {
	private readonly file = new SpillFile();

	put<T extends object>(value: T): () => T {
		const { file } = this;
		const start = file.length;
		file.append(JSON.stringify(value));
		const end = file.length;
		return () => JSON.parse(file.read(start, end)) as T;
	}

	/** Nothing can be had back any more. */
	close(): void {
		this.file.close();
	}
}
