import { LineIndex } from '../text/lines.ts';
import type { FileRead, Files } from './files.ts';

/** Files read once each, without a byte order mark, while one review set is loaded. Remembers what was asked for. */
export class CachedFiles implements Files {
	private readonly files: Files;
	private readonly reads = new Map<string, Promise<FileRead>>();
	private readonly lists = new Map<string, Promise<readonly string[]>>();
	private readonly indexes = new Map<string, LineIndex>();

	constructor(files: Files) {
		this.files = files;
	}

	/** Every path and glob that was read or looked for, in the order of the asking. */
	get dependencies(): readonly string[] {
		return [...new Set([...this.reads.keys(), ...this.lists.keys()])];
	}

	read(path: string, largest?: number): Promise<FileRead> {
		let read = this.reads.get(path);
		if (read === undefined) {
			read = this.files
				.read(path, largest)
				.then(
					(result): FileRead =>
						result.kind === 'text' ? { kind: 'text', text: result.text.replace(/^\uFEFF/, '') } : result,
				);
			this.reads.set(path, read);
		}
		return read;
	}

	list(glob: string, limit: number): Promise<readonly string[]> {
		let list = this.lists.get(glob);
		if (list === undefined) {
			list = this.files.list(glob, limit);
			this.lists.set(glob, list);
		}
		return list;
	}

	/** The lines of a file that was read. */
	lines(path: string, text: string): LineIndex {
		let index = this.indexes.get(path);
		if (index === undefined) {
			index = new LineIndex(text);
			this.indexes.set(path, index);
		}
		return index;
	}
}
