import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchesShape, type Shape } from '../../core/review/event-shape.ts';
import { RecordedCost } from '../../core/review/recorded-cost.ts';
import type { CaseState } from '../../core/review/state.ts';
import { isBeingWritten } from './run-lock.ts';
import { listRuns, type RunFileEntry, readRun } from './run-store.ts';

/** A run as a list shows it. */
export interface ListedRun extends RunFileEntry {
	readonly summary: RunFigures;
	/** True while a living process writes it. */
	readonly isRunning: boolean;
}

/** What is known of a run without its results. */
export interface RunFigures {
	/** Milliseconds since the epoch; 0 where the file has no readable start. */
	readonly started: number;
	readonly task: string;
	readonly files: readonly string[];
	readonly loaded: number;
	/** Cases that ended, by their last state. */
	readonly states: Readonly<Record<CaseState, number>>;
	/** USD; `null` = unknown for at least one call. */
	readonly cost: number | null;
	readonly outcome: 'finished' | 'cancelled' | 'stopped' | 'interrupted';
	/** Lines that are no events, a torn last one included. */
	readonly damaged: number;
}

/**
 * The runs of a `.groundline` folder with their figures, newest first. Figures of unchanged files come from an index beside them,
 * which is only a memory: where it is missing, damaged or older than a file, the file is read.
 */
export async function listedRuns(stateFolder: string): Promise<readonly ListedRun[]> {
	const path = join(stateFolder, 'runs', 'index.json');
	const known = readIndex(path);
	const entries = await listRuns(stateFolder);
	let changed = known.size !== entries.length;
	const listed: ListedRun[] = [];
	for (const entry of entries) {
		const old = known.get(entry.run);
		const fits = old?.bytes === entry.bytes && old.changed === entry.changed;
		const summary = fits ? old.summary : await figuresOf(entry.path);
		changed ||= !fits;
		if (summary !== undefined) {
			const isOpen = summary.outcome === 'interrupted';
			listed.push({ ...entry, summary, isRunning: isOpen && isBeingWritten(entry.path) });
		}
	}
	if (changed) {
		writeIndex(path, listed);
	}
	return listed;
}

/** Changes when an index of another version must not be read. */
const INDEX_VERSION = 2;

const INDEX: Shape = {
	version: 'number',
	runs: {
		list: {
			run: 'string',
			bytes: 'number',
			changed: 'number',
			summary: {
				started: 'number',
				task: 'string',
				files: { list: 'string' },
				loaded: 'number',
				states: { passed: 'number', failed: 'number', unscored: 'number', 'not-judged': 'number' },
				cost: { maybe: 'number' },
				outcome: 'string',
				damaged: 'number',
			},
		},
	},
};

type IndexedRun = Pick<ListedRun, 'run' | 'bytes' | 'changed' | 'summary'>;

function readIndex(path: string): ReadonlyMap<string, IndexedRun> {
	try {
		const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
		if (matchesShape(value, INDEX) && (value as { version: number }).version === INDEX_VERSION) {
			return new Map((value as { runs: IndexedRun[] }).runs.map(run => [run.run, run]));
		}
	} catch {
		// It is made anew.
	}
	return new Map();
}

/** Whole or not at all; a folder that cannot be written has no index. */
function writeIndex(path: string, listed: readonly ListedRun[]): void {
	const runs = listed.map(({ run, bytes, changed, summary }) => ({ run, bytes, changed, summary }));
	const fresh = `${path}.${process.pid}.new`;
	try {
		writeFileSync(fresh, JSON.stringify({ version: INDEX_VERSION, runs }), { mode: 0o600 });
		renameSync(fresh, path);
	} catch {
		rmSync(fresh, { force: true });
	}
}

/** Reads a run file; `undefined` where it is gone or cannot be read. */
async function figuresOf(path: string): Promise<RunFigures | undefined> {
	const states = new Map<string, CaseState>();
	let start: Pick<RunFigures, 'started' | 'task' | 'files' | 'loaded'> = { started: 0, task: '', files: [], loaded: 0 };
	let outcome: RunFigures['outcome'] = 'interrupted';
	const cost = new RecordedCost();
	let damaged = 0;
	try {
		for await (const event of readRun(path, () => damaged++)) {
			switch (event.type) {
				case 'run-start':
					start = { started: event.t, task: event.task, files: event.files, loaded: event.loaded.length };
					break;
				case 'cases-loaded':
					start = { ...start, loaded: start.loaded + event.keys.length };
					break;
				case 'run-resume':
					outcome = 'interrupted';
					break;
				case 'run-end':
					outcome = event.outcome;
					break;
				case 'answer-end':
				case 'verdict-end':
					cost.add(event);
					break;
				case 'case-end':
					states.set(event.key, event.state);
					break;
			}
		}
	} catch {
		return undefined;
	}
	const count = (state: CaseState) => [...states.values()].filter(one => one === state).length;
	return {
		...start,
		states: {
			passed: count('passed'),
			failed: count('failed'),
			unscored: count('unscored'),
			'not-judged': count('not-judged'),
		},
		cost: cost.hasUnknown ? null : cost.known,
		outcome,
		damaged,
	};
}
