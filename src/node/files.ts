import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type FileRead, type Files, LARGEST_FILE } from '../core/documents/files.ts';
import { listFiles } from './glob.ts';

/**
 * Reads text below one folder and nothing else: `..`, absolute paths and symbolic links that lead out of it are refused, so
 * are devices and pipes, files above {@link LARGEST_FILE} bytes, and what is no UTF-8 text. A byte order mark is dropped.
 */
export class NodeFiles implements Files {
	readonly root: string;
	private realRoot: Promise<string> | undefined;

	/** `root` is an absolute path. */
	constructor(root: string) {
		this.root = resolve(root);
	}

	async read(path: string, largest = LARGEST_FILE): Promise<FileRead> {
		const wanted = resolve(this.root, path);
		if (path.includes('\0') || isAbsolute(path) || !isInside(this.root, wanted)) {
			return { kind: 'outside', message: `${path} lies outside the workspace.` };
		}
		try {
			this.realRoot ??= realpath(this.root);
			const real = await realpath(wanted);
			if (!isInside(await this.realRoot, real)) {
				return { kind: 'outside', message: `${path} is a link that leads outside the workspace.` };
			}
			return await readText(real, path, largest);
		} catch (error) {
			return failure(error, path);
		}
	}

	async list(glob: string, limit: number): Promise<readonly string[]> {
		return listFiles(this.root, glob, limit);
	}
}

/** True if `path` is `folder` or lies below it. Both absolute. */
export function isInside(folder: string, path: string): boolean {
	const way = relative(folder, path);
	return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

async function readText(real: string, shown: string, largest: number): Promise<FileRead> {
	// Not blocking: opening a pipe would otherwise wait for somebody to write to it.
	const file = await open(real, READ_WITHOUT_WAITING);
	try {
		const stat = await file.stat();
		if (!stat.isFile()) {
			return { kind: 'unreadable', message: `${shown} is ${stat.isDirectory() ? 'a folder' : 'no regular file'}.` };
		}
		if (stat.size > largest) {
			return { kind: 'too-large', message: tooLarge(shown, stat.size, largest) };
		}
		const bytes = await file.readFile();
		if (bytes.length > largest) {
			return { kind: 'too-large', message: tooLarge(shown, bytes.length, largest) };
		}
		return decode(bytes, shown);
	} finally {
		await file.close();
	}
}

const READ_WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function decode(bytes: Uint8Array, shown: string): FileRead {
	if (bytes.includes(0)) {
		return { kind: 'binary', message: `${shown} is no text file in UTF-8.` };
	}
	try {
		return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
	} catch {
		return { kind: 'binary', message: `${shown} is no text file in UTF-8.` };
	}
}

function failure(error: unknown, path: string): FileRead {
	const code = (error as NodeJS.ErrnoException)?.code;
	switch (code) {
		case 'ENOENT':
		case 'ENOTDIR':
			return { kind: 'missing', message: `There is no file ${path}.` };
		case 'EACCES':
		case 'EPERM':
			return { kind: 'unreadable', message: `${path} may not be read.` };
		case 'ELOOP':
			return { kind: 'unreadable', message: `${path} is a link that leads in a circle.` };
		default:
			return { kind: 'unreadable', message: `${path} cannot be read (${code ?? 'unknown error'}).` };
	}
}

function tooLarge(shown: string, bytes: number, largest: number): string {
	return `${shown} has ${megabytes(bytes)}; at most ${Math.floor(largest / 1024 / 1024)} MB are read.`;
}

function megabytes(bytes: number): string {
	return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
