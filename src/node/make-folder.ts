import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, where they are missing; another process may do so at the same time. Throws what the disk says. Node's
 * own `recursive` never ends where a file system such as /proc says of each new folder that there is no such file.
 */
export function makeFolder(path: string): void {
	try {
		mkdirSync(path);
	} catch (error) {
		if (isFolder(path)) {
			return;
		}
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) {
			throw error;
		}
		if (!isFolder(dirname(path))) {
			makeFolder(dirname(path));
		}
		makeInFolder(path);
	}
}

function makeInFolder(path: string): void {
	try {
		mkdirSync(path);
	} catch (error) {
		if (!isFolder(path)) {
			throw error;
		}
	}
}

function isFolder(path: string): boolean {
	return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
