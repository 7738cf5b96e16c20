import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { refuseLinks } from '../prepare-state-folder.ts';

/** Where the journal of a run's batches lies. */
export function batchJournalPath(stateFolder: string, run: string): string {
	return join(stateFolder, 'batches', `${run}.jsonl`);
}

/** Makes the folder of journals. Throws what the disk says, and where it is a link. */
export function prepareBatchFolder(folder: string): void {
	refuseLinks(dirname(folder), [basename(folder)]);
	makeFolder(folder);
}

/** Stands in the names of request files, behind the id of their run. */
const REQUESTS = '.requests-';

/** The path of a new file for requests that are not sent yet, beside the journal of their run. */
export function newRequestFile(journal: string): string {
	return journal.replace(/\.jsonl$/, `${REQUESTS}${randomUUID()}`);
}

/** Deletes the request files that a process left behind which was killed. Never throws. */
export function removeRequestFiles(journal: string): void {
	const folder = dirname(journal);
	try {
		refuseLinks(dirname(folder), [basename(folder)]);
		for (const name of readdirSync(folder)) {
			if (name.startsWith(basename(journal, '.jsonl') + REQUESTS)) {
				rmSync(join(folder, name), { force: true });
			}
		}
	} catch {
		// What cannot be deleted now goes when its run is forgotten.
	}
}

/** Ids of the runs whose batches may still be open. */
export function journaledRuns(stateFolder: string): readonly string[] {
	try {
		return readdirSync(join(stateFolder, 'batches')).flatMap(name => /^(.+)\.jsonl$/.exec(name)?.[1] ?? []);
	} catch {
		return [];
	}
}

/** Deletes the journals and request files of runs that are gone: nothing can go on with them. Never throws. */
export function pruneJournals(stateFolder: string, keeps: (run: string) => boolean): void {
	try {
		refuseLinks(stateFolder, ['batches']); // Files that lie elsewhere are not ours to delete.
		for (const name of readdirSync(join(stateFolder, 'batches'))) {
			const run = /^(.+?)(?:\.jsonl|\.requests-[^.]+)$/.exec(name)?.[1];
			if (run !== undefined && !keeps(run)) {
				rmSync(join(stateFolder, 'batches', name), { force: true });
			}
		}
	} catch {
		// What cannot be deleted now goes the next time.
	}
}
