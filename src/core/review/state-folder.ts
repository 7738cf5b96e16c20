import { folderOf } from '../documents/files.ts';

/**
 * Where `.groundline/` lies: beside the nearest project file, else in the root (editor) or beside the question file
 * (command line). Root-relative, forward slashes, no final slash.
 */
export function stateFolder(place: StatePlace): string {
	const folder =
		place.project !== undefined ? folderOf(place.project) : place.otherwise === 'root' ? '' : folderOf(place.file);
	return folder === '' ? STATE_FOLDER : `${folder}/${STATE_FOLDER}`;
}

export interface StatePlace {
	/** Root-relative path of the question file. */
	readonly file: string;
	/** Root-relative path of the nearest project file, if there is one. */
	readonly project: string | undefined;
	/** Which folder takes its place where there is none. */
	readonly otherwise: 'root' | 'beside';
}

export const STATE_FOLDER = '.groundline';
