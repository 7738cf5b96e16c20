import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { refuseLinks } from '../prepare-state-folder.ts';

/** Where the journal of a run's batches lies. */
export function batchJournalPath(stateFolder: string, run: string): string {
	return join(stateFolder, 'batches', `${run}.jsonl`);
}

/** Ids of the runs whose batches may still be open. */
export function journaledRuns(stateFolder: string): readonly string[] {
	try {
		return readdirSync(join(stateFolder, 'batches')).flatMap(name => /^(.+)\.jsonl$/.exec(name)?.[1] ?? []);
	} catch {
		return [];
	}
}

/** Deletes the journals of runs that are gone: nothing can go on with them. Never throws. */
export function pruneJournals(stateFolder: string, keeps: (run: string) => boolean): void {
	try {
		refuseLinks(stateFolder, ['batches']); // Files that lie elsewhere are not ours to delete.
		for (const run of journaledRuns(stateFolder)) {
			if (!keeps(run)) {
				rmSync(batchJournalPath(stateFolder, run), { force: true });
			}
		}
	} catch {
		// What cannot be deleted now goes the next time.
	}
}
