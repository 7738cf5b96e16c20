import { createReadStream, existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RunEvent } from '../../core/review/events.ts';
import { RunFold } from '../../core/review/fold.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { readRunLine } from '../../core/review/run-file.ts';
import { pruneJournals } from '../batch/journal-files.ts';
import { refuseLinks } from '../prepare-state-folder.ts';
import { pinnedRuns } from './pins.ts';
import { isRunFile } from './run-id.ts';
import { isBeingWritten, lockOf } from './run-lock.ts';

/** A longer line is no event of ours; it is skipped, not read into memory. */
const LONGEST_LINE = 64 * 1024 * 1024;

export interface RunFileEntry {
	/** The run's id. */
	readonly run: string;
	/** Absolute. */
	readonly path: string;
	readonly bytes: number;
	/** Milliseconds since the epoch. */
	readonly changed: number;
}

/** The run files below a `.groundline` folder, newest first. A folder that is missing holds none. */
export async function listRuns(stateFolder: string): Promise<readonly RunFileEntry[]> {
	const folder = join(stateFolder, 'runs');
	const names = await readdir(folder).catch((): string[] => []);
	const entries = await Promise.all(
		names.filter(isRunFile).map(async name => {
			const path = join(folder, name);
			const status = await stat(path).catch(() => undefined);
			return status?.isFile() === true
				? { run: basename(name, '.jsonl'), path, bytes: status.size, changed: status.mtimeMs }
				: undefined;
		}),
	);
	return entries.filter(entry => entry !== undefined).sort((a, b) => (a.run < b.run ? 1 : -1));
}

export interface RunFileProblem {
	/** From 1. */
	readonly line: number;
	readonly message: string;
}

/**
 * The events of a run file, one at a time, in bounded memory. Corrupt lines and a torn last line go to `report`. Rejects
 * only if the file cannot be opened or read.
 */
export async function* readRun(
	path: string,
	report: (problem: RunFileProblem) => void = () => {},
): AsyncGenerator<RunEvent, void, undefined> {
	let rest = '';
	let line = 0;
	let skipping = false;
	for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
		const isFirst = line === 0 && rest === '' && !skipping;
		const lines = (rest + (isFirst ? chunk.replace(/^\ufeff/, '') : chunk)).split('\n');
		rest = lines.pop()!;
		for (const text of lines) {
			line++;
			if (skipping) {
				skipping = false;
				continue;
			}
			const reading = readRunLine(text);
			if (reading.kind === 'event') {
				yield reading.event;
			} else if (reading.kind === 'corrupt') {
				report({ line, message: reading.message });
			}
		}
		if (rest.length > LONGEST_LINE) {
			report({ line: line + 1, message: 'This line is too long to be an event.' });
			rest = '';
			skipping = true;
		}
	}
	if (rest !== '') {
		report({ line: line + 1, message: 'The last line was cut off and is not counted.' });
	}
}

/** Reads a whole run file into results. Rejects only if the file cannot be opened or read. */
export async function foldRun(path: string, report?: (problem: RunFileProblem) => void): Promise<RunFold> {
	const fold = new RunFold();
	for await (const event of readRun(path, report)) {
		fold.add(event);
	}
	return fold;
}

export interface LatestOptions {
	readonly stateFolder: string;
	/** Root-relative path of the question file. */
	readonly file: string;
	/** The cases wanted; reading stops once each has a result. Default: all cases of all runs. */
	readonly keys?: ReadonlySet<string>;
}

/** The newest finished result of each case of a question file, over all its runs. */
export async function latestResults({
	stateFolder,
	file,
	keys,
}: LatestOptions): Promise<ReadonlyMap<string, CaseResult>> {
	const latest = new Map<string, CaseResult>();
	for (const entry of await listRuns(stateFolder)) {
		if (keys !== undefined && [...keys].every(key => latest.has(key))) {
			break;
		}
		if (!(await runNames(entry.path, file))) {
			continue;
		}
		const fold = await foldRun(entry.path).catch(() => undefined);
		for (const [key, result] of fold?.results ?? []) {
			if (!latest.has(key) && result.end !== undefined && result.start?.file === file && keys?.has(key) !== false) {
				latest.set(key, result);
			}
		}
	}
	return latest;
}

/** The newest run of a question file, if there is one. */
export async function latestRun(stateFolder: string, file: string): Promise<RunFileEntry | undefined> {
	for (const entry of await listRuns(stateFolder)) {
		if (await runNames(entry.path, file)) {
			return entry;
		}
	}
	return undefined;
}

/** Only the first event is read: it names the question files of a run. Comparisons and probes hold no results of cases. */
export async function runNames(path: string, file: string): Promise<boolean> {
	try {
		for await (const event of readRun(path)) {
			return (
				event.type === 'run-start' && event.files.includes(file) && (event.task === 'run' || event.task === 'judge')
			);
		}
	} catch {
		// A run file that vanished or may not be read belongs to nobody.
	}
	return false;
}

export interface Retention {
	/** Default 50. */
	readonly runs?: number;
	/** Default 500 MB. */
	readonly bytes?: number;
	/** Ids of runs that stay whatever their age, beside those that are pinned on disk. */
	readonly pinned?: ReadonlySet<string>;
	/** Short hashes of annotated answers: runs that hold one stay. Asked for only where a run would go. */
	readonly annotated?: ReadonlySet<string> | (() => Promise<ReadonlySet<string>>);
}

/** Deletes the oldest runs beyond the limits, and what is remembered of the batches of runs that are gone; returns the ids that are gone. Rejects never. */
export async function pruneRuns(stateFolder: string, retention: Retention = {}): Promise<readonly string[]> {
	const { runs = 50, bytes = 500 * 1024 * 1024, pinned, annotated } = retention;
	if (isLinked(stateFolder)) {
		return [];
	}
	const marked = pinnedRuns(stateFolder);
	const gone: string[] = [];
	let hashes: ReadonlySet<string> | undefined;
	let kept = 0;
	let size = 0;
	for (const entry of await listRuns(stateFolder)) {
		const fits = kept < runs && (kept === 0 || size + entry.bytes <= bytes);
		hashes ??= fits ? undefined : typeof annotated === 'function' ? await annotated() : annotated;
		const stays = fits || pinned?.has(entry.run) === true || marked.has(entry.run) || isBeingWritten(entry.path);
		if (!stays && !(await holdsAnnotated(entry.path, hashes))) {
			await rm(lockOf(entry.path), { force: true }).catch(() => {});
			await rm(entry.path, { force: true }).then(
				() => gone.push(entry.run),
				() => {},
			);
		} else {
			kept++;
			size += entry.bytes;
		}
	}
	pruneJournals(stateFolder, run => pinned?.has(run) === true || existsSync(join(stateFolder, 'runs', `${run}.jsonl`)));
	return gone;
}

/** Files that lie elsewhere are not ours to delete. */
function isLinked(stateFolder: string): boolean {
	try {
		refuseLinks(stateFolder, ['runs']);
		return false;
	} catch {
		return true;
	}
}

async function holdsAnnotated(path: string, annotated: ReadonlySet<string> | undefined): Promise<boolean> {
	if (annotated === undefined || annotated.size === 0) {
		return false;
	}
	try {
		for await (const event of readRun(path)) {
			if (event.type === 'answer-end' && annotated.has(event.hash)) {
				return true;
			}
			if (event.type === 'comparison-end' && (annotated.has(event.a.hash) || annotated.has(event.b.hash))) {
				return true;
			}
		}
	} catch {
		return true; // What cannot be read is not known to be worthless.
	}
	return false;
}
