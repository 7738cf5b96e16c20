import type { FileRead, Files } from '../../src/core/documents/files.ts';

/** Files that exist only as texts: path → text, or another outcome of reading. Globs know `*`, `**` and `?`. */
export class TextFiles implements Files {
	/** Every path that was asked for, each time. */
	readonly asked: string[] = [];
	private readonly files: ReadonlyMap<string, string | FileRead>;

	constructor(files: Readonly<Record<string, string | FileRead>>) {
		this.files = new Map(Object.entries(files));
	}

	async read(path: string): Promise<FileRead> {
		this.asked.push(path);
		const file = this.files.get(path);
		return typeof file === 'string'
			? { kind: 'text', text: file }
			: (file ?? { kind: 'missing', message: `${path} does not exist.` });
	}

	async list(glob: string, limit: number): Promise<readonly string[]> {
		this.asked.push(glob);
		const pattern = glob
			.replace(/[.+^$(){}|[\]\\]/g, '\\$&')
			.replaceAll('**/', '\0')
			.replaceAll('*', '[^/]*')
			.replaceAll('?', '[^/]')
			.replaceAll('\0', '(?:.*/)?');
		const matching = [...this.files.keys()].filter(path => new RegExp(`^${pattern}$`).test(path));
		return matching.sort().slice(0, limit);
	}
}
