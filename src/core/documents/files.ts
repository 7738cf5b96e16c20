/**
 * The port through which the core asks for text. Paths are relative to the root (the workspace folder, or `--root`),
 * with forward slashes and without `.` or `..` segments. Adapters keep reads inside the root, symlinks resolved.
 */
export interface Files {
	/** Reads a text file of at most `largest` bytes, {@link LARGEST_FILE} by default. Never rejects. */
	read(path: string, largest?: number): Promise<FileRead>;
	/** The files that match a glob relative to the root, sorted, at most `limit`. Never rejects. */
	list(glob: string, limit: number): Promise<readonly string[]>;
}

export type FileRead =
	| { readonly kind: 'text'; readonly text: string }
	/** Not read; `message` says why in a person's words. */
	| { readonly kind: 'missing' | 'outside' | 'too-large' | 'binary' | 'unreadable'; readonly message: string };

/** The largest text file that is read, in bytes. */
export const LARGEST_FILE = 2 * 1024 * 1024;

/** The largest data set of a run, which reads it once, in bytes. An editor, which reads it at every change, keeps to {@link LARGEST_FILE}. */
export const LARGEST_DATA_SET = 256 * 1024 * 1024;

/** Joins a path named in a document to the folder of that document; `undefined` where it would leave the root. */
export function resolvePath(fromFile: string, named: string): string | undefined {
	if (named.startsWith('/') || /^[A-Za-z]:/.test(named) || /^[a-z][a-z0-9+.-]*:\/\//i.test(named)) {
		return undefined;
	}
	const parts = fromFile.split('/').slice(0, -1);
	for (const part of named.split('/')) {
		if (part === '..') {
			if (parts.pop() === undefined) {
				return undefined;
			}
		} else if (part !== '.' && part !== '') {
			parts.push(part);
		}
	}
	return parts.join('/');
}

/** The last segment of a path. */
export function baseName(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path without a final slash; `''` for a file in the root. */
export function folderOf(path: string): string {
	return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
