import { fileURLToPath } from 'node:url';
import type { Files } from '../core/documents/files.ts';
import { baseName } from '../core/documents/files.ts';
import { type OpenTexts, Root } from './root.ts';

/** Gives the port through which the files below a folder (an absolute path) are read. */
export type FilesOf = (folder: string) => Files;

/**
 * The roots of the workspace: its folders, and for a document outside of all folders the folder it lies in. A document
 * belongs to the innermost one.
 */
export class Roots {
	private readonly filesOf: FilesOf;
	private readonly open: OpenTexts;
	private readonly folders = new Map<string, Root>();
	/** For documents outside of the workspace, by their folders. */
	private readonly outside = new Map<string, Root>();

	constructor(filesOf: FilesOf, open: OpenTexts) {
		this.filesOf = filesOf;
		this.open = open;
	}

	/** Takes a workspace folder in. */
	add(uri: string): void {
		const folder = trimmed(uri);
		if (!this.folders.has(canonical(folder))) {
			this.folders.set(canonical(folder), this.root(folder));
		}
	}

	/** Lets a workspace folder go. */
	remove(uri: string): void {
		this.folders.delete(canonical(trimmed(uri)));
	}

	get all(): readonly Root[] {
		return [...this.folders.values(), ...this.outside.values()];
	}

	/** The root of a document and its path in there. */
	locate(uri: string): { readonly root: Root; readonly path: string } {
		const wanted = canonical(uri);
		let best: { root: Root; path: string } | undefined;
		for (const [folder, root] of this.folders) {
			if (wanted.startsWith(`${folder}/`) && (best === undefined || folder.length > canonical(best.root.uri).length)) {
				best = { root, path: wanted.slice(folder.length + 1) };
			}
		}
		if (best !== undefined) {
			return best;
		}
		const folder = trimmed(uri.slice(0, Math.max(0, uri.lastIndexOf('/'))));
		const root = this.outside.get(canonical(folder)) ?? this.root(folder);
		this.outside.set(canonical(folder), root);
		return { root, path: baseName(wanted) };
	}

	private root(uri: string): Root {
		const folder = folderPath(uri);
		return new Root(uri, folder === undefined ? NO_FILES : this.filesOf(folder), this.open);
	}
}

/** One spelling for an address, whatever a client escapes: `file:///c%3A/a` and `file:///C:/a` are one. */
export function canonical(uri: string): string {
	try {
		return decodeURIComponent(uri).replace(
			/^(file:\/\/\/)([A-Z])(?=:)/,
			(_, start, drive) => start + drive.toLowerCase(),
		);
	} catch {
		return uri;
	}
}

/** Without the slash at its end; the root of the file system, which is nothing else, stays `file://`. */
function trimmed(uri: string): string {
	return /^[a-z][a-z0-9+.-]*:\/*$/i.test(uri) ? uri.replace(/\/*$/, '//') : uri.replace(/\/+$/, '');
}

/** `undefined` for anything but a folder of the file system. */
function folderPath(uri: string): string | undefined {
	try {
		return uri.startsWith('file:') ? fileURLToPath(uri === 'file://' ? 'file:///' : uri) : undefined;
	} catch {
		return undefined;
	}
}

/** Documents that lie in no file system (unsaved ones, say) stand alone. */
const NO_FILES: Files = {
	read: path => Promise.resolve({ kind: 'missing', message: `There is no file ${path}.` }),
	list: () => Promise.resolve([]),
};
