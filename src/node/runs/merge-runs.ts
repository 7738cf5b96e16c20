import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { RUN_VERSION, type RunEvent, type RunStart } from '../../core/review/events.ts';
import { UNDONE_REASONS } from '../../core/review/recovery.ts';
import { writeRunLine } from '../../core/review/run-file.ts';
import { readRun } from './run-store.ts';

export interface MergeOptions {
	/** Id of the new run. */
	readonly run: string;
	readonly tool: string;
	/** Absolute path of the new file. It is there whole or not at all. */
	readonly to: string;
	/** Milliseconds since the epoch. */
	readonly now: number;
}

/** Where every case of the merged runs went. `loaded` = `kept` + `missing`. */
export interface Merged {
	readonly runs: readonly MergedRun[];
	/** Distinct keys over all runs. */
	readonly loaded: number;
	readonly kept: number;
	/** Keys that no run has finished. */
	readonly missing: readonly string[];
	/** Keys that several runs have finished: the one that ended last counts. */
	readonly repeated: readonly string[];
	/** Parts that are known to exist and were not given, such as `3/4`. */
	readonly absentShards: readonly string[];
}

export interface MergedRun {
	readonly path: string;
	readonly run: string;
	readonly shard: string | undefined;
	readonly loaded: number;
	/** Cases whose result was taken from it. */
	readonly taken: number;
	readonly damaged: number;
}

/** Why runs cannot be merged: one sentence. */
export class MergeError extends Error {}

/**
 * Puts runs together to one run file, in bounded memory. Of a case that several have, the one that ended last counts, and one
 * that ended goes before one that did not. Rejects with a {@link MergeError} for what is no run of cases, else with what the disk says.
 */
export async function mergeRuns(paths: readonly string[], options: MergeOptions): Promise<Merged> {
	const sources: Source[] = [];
	for (const path of paths) {
		sources.push(await readSource(path));
	}
	const winners = new Map<string, Source>();
	const finishers = new Map<string, number>();
	for (const source of sources) {
		for (const [key, end] of source.ends) {
			const best = winners.get(key);
			if (best === undefined || isBetter(end, best.ends.get(key)!)) {
				winners.set(key, source);
			}
			finishers.set(key, (finishers.get(key) ?? 0) + (end.isDone ? 1 : 0));
		}
	}
	const loaded = [...new Set(sources.flatMap(source => source.start.loaded))];
	await writeMerged({ sources, winners, loaded, options });
	return {
		runs: sources.map(({ path, start, damaged, ends }) => ({
			path,
			run: start.run,
			shard: start.shard,
			loaded: start.loaded.length,
			taken: [...ends.keys()].filter(key => winners.get(key)?.path === path).length,
			damaged,
		})),
		loaded: loaded.length,
		kept: loaded.filter(key => winners.has(key)).length,
		missing: loaded.filter(key => !winners.has(key)),
		repeated: [...finishers].filter(([, count]) => count > 1).map(([key]) => key),
		absentShards: absentShards(sources),
	};
}

interface End {
	readonly t: number;
	readonly isDone: boolean;
}

interface Source {
	readonly path: string;
	readonly start: RunStart;
	readonly ends: ReadonlyMap<string, End>;
	readonly damaged: number;
}

async function readSource(path: string): Promise<Source> {
	let start: RunStart | undefined;
	const further: string[] = [];
	let damaged = 0;
	const ends = new Map<string, End>();
	for await (const event of readRun(path, () => damaged++)) {
		if (event.type === 'run-start') {
			start ??= event;
		} else if (event.type === 'cases-loaded') {
			further.push(...event.keys);
		} else if (event.type === 'case-end') {
			ends.set(event.key, { t: event.t, isDone: !UNDONE_REASONS.has(event.reason) });
		}
	}
	if (start === undefined || (start.task !== 'run' && start.task !== 'judge')) {
		throw new MergeError(`${path} is no run of cases that this version of groundline reads.`);
	}
	return { path, start: { ...start, loaded: [...start.loaded, ...further] }, ends, damaged };
}

function isBetter(end: End, than: End): boolean {
	return end.isDone === than.isDone ? end.t > than.t : end.isDone;
}

interface Writing {
	readonly sources: readonly Source[];
	readonly winners: ReadonlyMap<string, Source>;
	readonly loaded: readonly string[];
	readonly options: MergeOptions;
}

async function writeMerged({ sources, winners, loaded, options }: Writing): Promise<void> {
	const fresh = `${options.to}.${process.pid}.new`;
	const file = openSync(fresh, 'wx', 0o600);
	const texts = new Set<string>();
	const write = (event: RunEvent) => writeSync(file, writeRunLine(event));
	try {
		write({
			v: RUN_VERSION,
			t: Math.min(...sources.map(source => source.start.t)),
			type: 'run-start',
			run: options.run,
			tool: options.tool,
			files: [...new Set(sources.flatMap(source => source.start.files))],
			loaded,
			merged: sources.map(source => source.start.run),
			task: sources.every(source => source.start.task === 'judge') ? 'judge' : 'run',
		});
		for (const source of sources) {
			for await (const event of readRun(source.path)) {
				if (event.type === 'text') {
					if (!texts.has(event.hash)) {
						texts.add(event.hash);
						write(event);
					}
				} else if ('key' in event && winners.get(event.key) === source) {
					write(event);
				}
			}
		}
		const isWhole = loaded.every(key => winners.has(key));
		const message = isWhole ? undefined : 'Some cases of the merged runs have no result.';
		write({ v: RUN_VERSION, t: options.now, type: 'run-end', outcome: isWhole ? 'finished' : 'stopped', message });
	} catch (error) {
		closeSync(file);
		rmSync(fresh, { force: true });
		throw error;
	}
	closeSync(file);
	renameSync(fresh, options.to);
}

function absentShards(sources: readonly Source[]): readonly string[] {
	const given = new Set(sources.flatMap(({ start }) => start.shard ?? []));
	const wholes = new Set([...given].map(shard => Number(shard.split('/')[1])));
	return [...wholes].flatMap(of =>
		Array.from({ length: of }, (_, i) => `${i + 1}/${of}`).filter(shard => !given.has(shard)),
	);
}
