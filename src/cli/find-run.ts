import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { documentKind } from '../core/documents/kinds.ts';
import { type DiffedCase, diffedCase, missedDiffedCase } from '../core/review/diff.ts';
import { STATE_FOLDER, stateFolder } from '../core/review/state-folder.ts';
import { foldRun, latestRun } from '../node/runs/run-store.ts';
import { plural } from './amounts.ts';
import { UsageError } from './exit-code.ts';
import type { CommandIo } from './io.ts';
import { loadSet } from './load.ts';

/** The name of a run: its file's without the ending. */
export const RUN_NAME = /^\d{8}T\d{6}Z-[0-9a-z]+$/;

/**
 * The run file that an operand names: itself, by the name of its run, or the latest run of a question file. Throws a
 * {@link UsageError} where there is none.
 */
export async function findRun(operand: string, root: string | undefined, io: CommandIo): Promise<string> {
	if (RUN_NAME.test(operand)) {
		const path = join(stateFolderFrom(root, io.cwd), 'runs', `${operand}.jsonl`);
		if (!existsSync(path)) {
			throw new UsageError(`There is no run ${operand}: ${path} does not exist.`);
		}
		return path;
	}
	const file = resolve(io.cwd, operand);
	if (!existsSync(file)) {
		throw new UsageError(`There is no file ${operand}.`);
	}
	if (documentKind(file) !== 'questions') {
		return file;
	}
	const { root: folder, set } = await loadSet(file, root, io.cwd);
	const state = join(folder, stateFolder({ file: set.path, project: set.projectPath, otherwise: 'beside' }));
	const run = await latestRun(state, set.path);
	if (run === undefined) {
		throw new UsageError(`${set.path} has no recorded run: start one with groundline run.`);
	}
	return run.path;
}

/**
 * The `.groundline` of a folder or a file: that of the nearest folder upwards which has one or has a project file, else the
 * folder's own. Throws a {@link UsageError} for a place that is not there.
 */
export function stateFolderFrom(place: string | undefined, cwd: string): string {
	const given = resolve(cwd, place ?? '.');
	if (place !== undefined && !existsSync(given) && basename(given) !== STATE_FOLDER) {
		throw new UsageError(`There is no folder ${place}.`); // Else a slip would show, or clear, what lies above it.
	}
	const start = existsSync(given) && statSync(given).isFile() ? dirname(given) : given;
	if (start.endsWith(STATE_FOLDER)) {
		return start;
	}
	for (let folder = start; ; folder = dirname(folder)) {
		if (['groundline.yaml', 'groundline.yml', STATE_FOLDER].some(name => existsSync(join(folder, name)))) {
			return join(folder, STATE_FOLDER);
		}
		if (existsSync(join(folder, '.git')) || dirname(folder) === folder) {
			return join(start, STATE_FOLDER);
		}
	}
}

/** All cases of a run file, also those that it had loaded and never came to. Says what of it cannot be read. */
export async function readDiffedRun(path: string, io: CommandIo): Promise<readonly DiffedCase[]> {
	let damaged = 0;
	try {
		const fold = await foldRun(path, () => damaged++);
		if (fold.start === undefined) {
			throw new UsageError(`${path} is no run file that this version of groundline reads.`);
		}
		if (damaged > 0) {
			io.err(`${path}: ${plural(damaged, 'line')} cannot be read and ${damaged === 1 ? 'is' : 'are'} left out.\n`);
		}
		const missed = fold.start.loaded.filter(key => !fold.results.has(key));
		return [...[...fold.results.values()].map(diffedCase), ...missed.map(missedDiffedCase)];
	} catch (error) {
		if (error instanceof UsageError) {
			throw error;
		}
		throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
	}
}
