import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { documentKind } from '../core/documents/kinds.ts';
import { isInside } from '../node/files.ts';
import { isGlob, listFiles } from '../node/glob.ts';
import { UsageError } from './exit-code.ts';

/** A file of the command line, and the folder that its paths are relative to. */
export interface Place {
	/** Absolute. */
	readonly root: string;
	/** Relative to the root, forward slashes. */
	readonly path: string;
}

/** Files at most in one command. */
const MOST_FILES = 10_000;

/**
 * The files that operands name: as written, by glob, or all documents of a folder. Throws a {@link UsageError} for what does
 * not exist. `wanted` picks the documents that a folder or a glob stands for.
 */
export async function findFiles(
	operands: readonly string[],
	cwd: string,
	wanted: (path: string) => boolean = path => documentKind(path) !== undefined,
): Promise<readonly string[]> {
	const found = new Set<string>();
	for (const operand of operands) {
		const path = resolve(cwd, operand);
		const kind = kindOf(path);
		if (kind === 'file') {
			found.add(path);
			continue;
		}
		if (kind === 'none' && !isGlob(operand)) {
			throw new UsageError(`There is no file ${operand}.`);
		}
		const base = kind === 'folder' ? path : baseOf(path);
		const glob = kind === 'folder' ? '**' : relative(base, path).split(sep).join('/');
		const matches = (await listFiles(base, glob, MOST_FILES)).filter(wanted);
		if (matches.length === 0) {
			throw new UsageError(`No file matches ${operand}.`);
		}
		for (const match of matches) {
			found.add(join(base, match));
		}
	}
	return [...found];
}

/** Finds the root of a file: `given`, else the folder of the nearest project file below the repository, else its own. */
export function placeOf(file: string, given: string | undefined, cwd: string): Place {
	const root = given === undefined ? (projectFolder(dirname(file)) ?? dirname(file)) : resolve(cwd, given);
	if (!isInside(root, file)) {
		throw new UsageError(`${file} lies outside the root ${root}.`);
	}
	return { root, path: relative(root, file).split(sep).join('/') };
}

/** A path as a person can click it: relative to where he is, absolute where it lies outside. */
export function shownPath(root: string, path: string, cwd: string): string {
	const file = join(root, path);
	return isInside(cwd, file) ? relative(cwd, file).split(sep).join('/') : file;
}

function projectFolder(from: string): string | undefined {
	for (let folder = from; ; folder = dirname(folder)) {
		if (existsSync(join(folder, 'groundline.yaml')) || existsSync(join(folder, 'groundline.yml'))) {
			return folder;
		}
		if (existsSync(join(folder, '.git')) || dirname(folder) === folder) {
			return undefined;
		}
	}
}

/** The longest folder of a glob that has no wildcard. */
function baseOf(glob: string): string {
	const parts = glob.split(sep);
	const first = parts.findIndex(isGlob);
	return parts.slice(0, first).join(sep) || sep;
}

function kindOf(path: string): 'file' | 'folder' | 'none' {
	try {
		return statSync(path).isDirectory() ? 'folder' : 'file';
	} catch {
		return 'none';
	}
}
