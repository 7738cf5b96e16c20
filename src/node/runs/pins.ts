import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A run is pinned by an empty file of its name beside it: it survives a lost index, and two processes can pin at once. */
const ENDING = '.pin';

/** Ids of the runs that stay whatever their age. */
export function pinnedRuns(stateFolder: string): ReadonlySet<string> {
	try {
		const names = readdirSync(join(stateFolder, 'runs'));
		return new Set(names.filter(name => name.endsWith(ENDING)).map(name => name.slice(0, -ENDING.length)));
	} catch {
		return new Set(); // No folder, no pins.
	}
}

/** Keeps a run. Throws what the disk says. */
export function pinRun(stateFolder: string, run: string): void {
	writeFileSync(pathOf(stateFolder, run), '');
}

/** Lets a run go with its age. */
export function unpinRun(stateFolder: string, run: string): void {
	rmSync(pathOf(stateFolder, run), { force: true });
}

function pathOf(stateFolder: string, run: string): string {
	return join(stateFolder, 'runs', `${run}${ENDING}`);
}
