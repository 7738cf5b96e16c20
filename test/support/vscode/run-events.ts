import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** An event of a run file, as far as host tests look into it. */
export interface RecordedEvent {
	readonly type: string;
	/** Milliseconds since 1970. */
	readonly t: number;
	readonly key?: string;
	readonly text?: unknown;
	readonly failure?: { readonly reason: string; readonly message: string };
}

/** The events of the newest run of a workspace; a line that is being written is left out. */
export async function newestRun(workspace: string): Promise<readonly RecordedEvent[]> {
	const names = await runNames(workspace);
	const newest = names.at(-1);
	return newest === undefined ? [] : eventsOf(path.join(workspace, RUNS, newest));
}

/** Names of the run files, the oldest first. */
export async function runNames(workspace: string): Promise<readonly string[]> {
	const names = await readdir(path.join(workspace, RUNS)).catch(() => []);
	return names.filter(name => name.endsWith('.jsonl')).sort();
}

const RUNS = '.groundline/runs';

async function eventsOf(file: string): Promise<readonly RecordedEvent[]> {
	const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
	return lines.map(line => JSON.parse(line) as RecordedEvent);
}
