import { lstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/**
 * Makes `.groundline` with the folders named, and the `.gitignore` that keeps all of it out of version control. Throws what the disk
 * says, and where one of them is a link.
 */
export function prepareStateFolder(stateFolder: string, folders: readonly string[]): void {
	refuseLinks(stateFolder, folders);
	for (const name of folders) {
		makeFolder(join(stateFolder, name));
	}
	try {
		writeFileSync(join(stateFolder, '.gitignore'), '*\n', { flag: 'wx' });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			throw error;
		}
	}
}

/** Throws where `.groundline` or one of these folders in it is a link: a workspace may come with one that leads anywhere. */
export function refuseLinks(stateFolder: string, folders: readonly string[]): void {
	for (const folder of [stateFolder, ...folders.map(name => join(stateFolder, name))]) {
		if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
			throw Object.assign(new Error(`${folder} is a link.`), { code: 'a link' });
		}
	}
}
