import { STATE_FOLDER } from '../../core/review/state-folder.ts';

/**
 * Where `.groundline` of a question file may lie, the nearest first: beside the file (the command line, without a project),
 * beside a project above it, or in the root (the editor). Both paths are absolute, with forward slashes.
 */
export function stateFoldersAbove(root: string, file: string): readonly string[] {
	const top = root.replace(/\/+$/, '');
	const folders: string[] = [];
	let folder = file.slice(0, file.lastIndexOf('/'));
	while (folder.startsWith(`${top}/`)) {
		folders.push(`${folder}/${STATE_FOLDER}`);
		folder = folder.slice(0, folder.lastIndexOf('/'));
	}
	return [...folders, `${top}/${STATE_FOLDER}`];
}
