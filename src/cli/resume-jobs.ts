import { interruptedRun, type RecoveredRun, recoverRun } from '../node/runs/recover-run.ts';
import { isBeingWritten } from '../node/runs/run-lock.ts';
import { listRuns } from '../node/runs/run-store.ts';
import { bytes, plural } from './amounts.ts';
import { UsageError } from './exit-code.ts';
import { RUN_NAME } from './find-run.ts';
import type { CommandIo } from './io.ts';
import type { Given, OptionSpec } from './options.ts';
import type { Job } from './run-cases.ts';
import { oneLine } from './style.ts';

/** Options that go on with a run. */
export const RESUME_OPTIONS: Readonly<Record<string, OptionSpec>> = {
	resume: {
		type: 'boolean',
		mayHaveValue: true,
		value: 'RUN',
		about: 'Go on with the newest run of the files that was interrupted, or with this one.',
	},
};

/** The run that `--resume=RUN`, or `--resume RUN`, names, and the operands that are files. */
export function resumedRun(given: Given): { readonly operands: readonly string[]; readonly run: string | undefined } {
	const named = given.has('resume') ? given.operands.filter(operand => RUN_NAME.test(operand)) : [];
	const written = given.text('resume') || undefined;
	if (written !== undefined && !RUN_NAME.test(written)) {
		throw new UsageError(`--resume needs the name of a run such as 20261121T201900Z-0k3x9f, not "${written}".`);
	}
	return { operands: given.operands.filter(operand => !named.includes(operand)), run: written ?? named[0] };
}

export interface Resuming {
	/** The run to go on with; `undefined` = the newest that was interrupted. */
	readonly run: string | undefined;
	/** Only a part of the cases is wanted: that the run lacks others is no news. */
	readonly isPart: boolean;
}

/**
 * The jobs that go on with an interrupted run: the same cases, in its file. Says what it finds of it. Throws a {@link UsageError} where
 * the run has none of the cases.
 */
export async function resumeJobs(
	jobs: readonly Job[],
	{ run, isPart }: Resuming,
	io: CommandIo,
): Promise<readonly Job[]> {
	const resumed: Job[] = [];
	for (const job of jobs) {
		const entry = await findRun(job, run);
		if (entry !== undefined) {
			resumed.push(goOn(job, await recoverRun(entry), { io, isPart }));
		}
	}
	if (run !== undefined && resumed.length === 0) {
		throw new UsageError(`There is no run ${run} of these files.`);
	}
	return resumed;
}

async function findRun(job: Job, run: string | undefined) {
	if (run === undefined) {
		const [first] = job.cases;
		return first === undefined ? undefined : interruptedRun(job.stateFolder, first.file);
	}
	const entry = (await listRuns(job.stateFolder)).find(one => one.run === run);
	if (entry !== undefined && isBeingWritten(entry.path)) {
		throw new UsageError(`The run ${run} goes on in another process.`);
	}
	return entry;
}

function goOn(
	job: Job,
	resumed: RecoveredRun,
	{ io, isPart }: { readonly io: CommandIo; readonly isPart: boolean },
): Job {
	const { recovery, torn, problems } = resumed;
	const loaded = new Set(recovery.loaded);
	const cases = job.cases.filter(item => loaded.has(item.key));
	if (cases.length === 0 && loaded.size > 0) {
		throw new UsageError(
			`The run ${resumed.run} has none of these cases (the first of its ${loaded.size} is ${oneLine(recovery.loaded[0]!)}): give the same files and options, or name another run.`,
		);
	}
	const added = isPart ? 0 : job.cases.length - cases.length;
	const done = cases.filter(item => recovery.isDone(item)).length;
	const gone = loaded.size - cases.length;
	const stale = cases.filter(item => recovery.isStale(item)).length;
	const told = [
		`${resumed.run} goes on: ${done} of ${plural(cases.length, 'case')} are done.`,
		...(torn > 0 ? [`Its last line was cut off; ${bytes(torn)} are dropped.`] : []),
		...(problems.length > 0
			? [
					`${plural(problems.length, 'line')} cannot be read (${problems[0]!.line}${problems.length > 1 ? ' …' : ''}): what they held is done again.`,
				]
			: []),
		...(stale > 0 ? [`The documents of ${plural(stale, 'case')} have changed meanwhile: done again.`] : []),
		...(gone > 0
			? [`${plural(gone, 'case')} of it ${gone === 1 ? 'is' : 'are'} not among these; give the same files and options.`]
			: []),
		...(added > 0
			? [
					`${plural(added, 'case')} of these files ${added === 1 ? 'is' : 'are'} not in it and not asked; --stale does that.`,
				]
			: []),
	];
	io.err(`${told.join(' ')}\n`);
	// Taken now: results are dropped as the run gets on.
	const earlier = cases.flatMap(item =>
		item.turns.flatMap(({ answer }) => (answer.kind === 'case' ? [answer.key] : [])),
	);
	const answers = new Map(earlier.map(key => [key, recovery.answerOf(key)]));
	return {
		...job,
		cases,
		resumed,
		options: {
			...job.options,
			spent: recovery.spent,
			// What the run did not load was answered before it, such as by the run whose failures it tries again.
			answerOf: key => (loaded.has(key) ? answers.get(key) : job.options.answerOf?.(key)),
		},
	};
}
