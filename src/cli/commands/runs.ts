import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { annotatedAnswers } from '../../node/runs/annotated-answers.ts';
import { pinnedRuns, pinRun, unpinRun } from '../../node/runs/pins.ts';
import { type ListedRun, listedRuns } from '../../node/runs/run-index.ts';
import { pruneRuns } from '../../node/runs/run-store.ts';
import { bytes, money, plural } from '../amounts.ts';
import { EXIT, type ExitCode, UsageError } from '../exit-code.ts';
import { RUN_NAME, stateFolderFrom } from '../find-run.ts';
import type { CommandIo } from '../io.ts';
import { jsonText } from '../json-text.ts';
import type { Given } from '../options.ts';
import { oneLine } from '../style.ts';
import type { Command } from './command.ts';

/** Shows the recorded runs, keeps some and throws old ones away. */
export const runsCommand: Command = {
	spec: {
		name: 'runs',
		operands: '[list|prune|pin RUN|unpin RUN] [FOLDER]',
		about: 'List the recorded runs, throw old ones away, or keep one whatever its age.',
		options: {
			reporter: { type: 'string', value: 'NAME', about: 'list: pretty (default) or json.' },
			'max-runs': { type: 'string', value: 'N', about: 'prune: how many stay; default 50.' },
			'max-size': { type: 'string', value: 'MB', about: 'prune: how large they may be together; default 500.' },
		},
		notes: ['FOLDER is where the project file lies, or below; default: here. Pinned and annotated runs stay.'],
	},
	async run(given, io) {
		const [action = 'list', ...rest] = given.operands;
		if (action !== 'prune' && (given.has('max-runs') || given.has('max-size'))) {
			throw new UsageError('--max-runs and --max-size belong to groundline runs prune.');
		}
		if (action !== 'list' && given.has('reporter')) {
			throw new UsageError('--reporter belongs to groundline runs list.');
		}
		switch (action) {
			case 'list':
				return list(stateFolderFrom(atMostOne(rest), io.cwd), given, io);
			case 'prune':
				return prune(stateFolderFrom(atMostOne(rest), io.cwd), given, io);
			case 'pin':
			case 'unpin':
				return pin(action, rest, io);
			default:
				throw new UsageError(`groundline runs has no "${action}": list, prune, pin RUN or unpin RUN, then a folder.`);
		}
	},
};

async function list(stateFolder: string, given: Given, io: CommandIo): Promise<ExitCode> {
	const reporter = given.text('reporter') ?? 'pretty';
	if (reporter !== 'pretty' && reporter !== 'json') {
		throw new UsageError(`groundline runs has no reporter "${reporter}": pretty or json.`);
	}
	const runs = await listedRuns(stateFolder);
	const pinned = pinnedRuns(stateFolder);
	if (reporter === 'json') {
		const all = runs.map(({ run, path, bytes: size, summary, isRunning }) => ({
			run,
			file: path,
			bytes: size,
			pinned: pinned.has(run),
			running: isRunning,
			...summary,
			started: new Date(summary.started).toISOString(),
		}));
		await io.out(`${jsonText({ version: 1, runs: all }, 2)}\n`);
		return EXIT.passed;
	}
	const lines = runs.map(run => line(run, pinned.has(run.run)));
	const size = runs.reduce((sum, run) => sum + run.bytes, 0);
	await io.out(`${[...lines, `${plural(runs.length, 'run')}, ${bytes(size)}`].join('\n')}\n`);
	return EXIT.passed;
}

function line({ run, bytes: size, summary, isRunning }: ListedRun, isPinned: boolean): string {
	const { states, loaded, outcome, cost, files, damaged, task } = summary;
	const ended = Object.values(states).reduce((sum, count) => sum + count, 0);
	const counts = Object.entries(states).flatMap(([state, count]) =>
		count > 0 ? [`${count} ${state === 'not-judged' ? 'not judged' : state}`] : [],
	);
	return [
		`${run}${isPinned ? ' pinned' : ''}`,
		isRunning ? 'running' : outcome,
		...(task === 'run' || task === '' ? [] : [task]),
		counts.length === 0 ? 'no results' : counts.join(' + '),
		...(ended < loaded ? [`${loaded - ended} not reached`] : []),
		`cost ${cost === null ? 'unknown' : money(cost)}`,
		bytes(size),
		...(damaged > 0 ? [`${plural(damaged, 'line')} unreadable`] : []),
		files.map(file => oneLine(file)).join(', '),
	].join('  ');
}

async function prune(stateFolder: string, given: Given, io: CommandIo): Promise<ExitCode> {
	const runs = given.count('max-runs', 0);
	const size = given.amount('max-size');
	const gone = await pruneRuns(stateFolder, {
		...(runs === undefined ? {} : { runs }),
		...(size === undefined ? {} : { bytes: size * 1024 * 1024 }),
		annotated: () => annotatedAnswers(join(stateFolder, '..')),
	});
	await io.out(gone.map(run => `${run}\n`).join(''));
	io.err(`${plural(gone.length, 'run')} thrown away.\n`);
	return EXIT.passed;
}

function pin(action: 'pin' | 'unpin', [run, ...rest]: readonly string[], io: CommandIo): ExitCode {
	if (run === undefined || !RUN_NAME.test(run)) {
		throw new UsageError(`groundline runs ${action} needs the name of a run: groundline runs list shows them.`);
	}
	const stateFolder = stateFolderFrom(atMostOne(rest), io.cwd);
	if (!existsSync(join(stateFolder, 'runs', `${run}.jsonl`))) {
		throw new UsageError(`There is no run ${run} in ${stateFolder}.`);
	}
	try {
		(action === 'pin' ? pinRun : unpinRun)(stateFolder, run);
	} catch (error) {
		throw new UsageError(`${run} cannot be pinned (${(error as NodeJS.ErrnoException).code}).`);
	}
	return EXIT.passed;
}

function atMostOne(operands: readonly string[]): string | undefined {
	if (operands.length > 1) {
		throw new UsageError(`groundline runs takes one folder, not ${operands.length}.`);
	}
	return operands[0];
}
