import { basename } from 'node:path';
import type { DiffedCase, RunDiff } from '../core/review/diff.ts';
import { pinnedRuns } from '../node/runs/pins.ts';
import { listedRuns } from '../node/runs/run-index.ts';
import { UsageError } from './exit-code.ts';
import { findRun, readDiffedRun } from './find-run.ts';
import type { CommandIo } from './io.ts';
import type { Given, OptionSpec } from './options.ts';
import type { Job } from './run-cases.ts';

/** Options that compare a run with an earlier one. */
export const BASELINE_OPTIONS: Readonly<Record<string, OptionSpec>> = {
	baseline: {
		type: 'string',
		value: 'RUN',
		about: 'Compare with a run file, a run by name, or the newest "pinned" run.',
	},
	'fail-on-regression': {
		type: 'boolean',
		about: 'Exit with 1 only for cases that fail and did not fail in the baseline.',
	},
};

/** What a run is compared with. */
export interface Baseline {
	readonly name: string;
	readonly cases: readonly DiffedCase[];
	readonly failsOn: 'failure' | 'regression';
}

/** The baseline that the options name; `undefined` for none. Throws a {@link UsageError} where it cannot be read. */
export async function readBaseline(given: Given, io: CommandIo, jobs: readonly Job[]): Promise<Baseline | undefined> {
	const named = given.text('baseline');
	if (named === undefined) {
		if (given.has('fail-on-regression')) {
			throw new UsageError('--fail-on-regression needs a --baseline to compare with.');
		}
		return undefined;
	}
	const path = named === 'pinned' ? await pinnedRun(jobs) : await findRun(named, given.text('root'), io);
	const own = new Set(jobs.flatMap(job => job.cases.map(item => item.key)));
	const all = await readDiffedRun(path, io);
	// A part of the cases is compared with the same part.
	const partial = ['question', 'shard', 'failed', 'unscored', 'stale', 'model'].some(name => given.has(name));
	return {
		name: basename(path, '.jsonl'),
		cases: partial ? all.filter(({ key }) => own.has(key)) : all,
		failsOn: given.has('fail-on-regression') ? 'regression' : 'failure',
	};
}

/** Cases that fail now and did not fail in the baseline, new ones included, and those that passed there and are unscored now. */
export function newFailures({ cases }: RunDiff): number {
	return cases.filter(
		({ change, before, after }) => change === 'regressed' || (after?.state === 'failed' && before?.state !== 'failed'),
	).length;
}

async function pinnedRun(jobs: readonly Job[]): Promise<string> {
	for (const { stateFolder, cases } of jobs) {
		const pinned = pinnedRuns(stateFolder);
		const files = new Set(cases.map(item => item.file));
		const run = (await listedRuns(stateFolder)).find(
			one => pinned.has(one.run) && one.summary.files.some(file => files.has(file)),
		);
		if (run !== undefined) {
			return run.path;
		}
	}
	throw new UsageError('No run of these files is pinned: pin one with groundline runs pin RUN.');
}
