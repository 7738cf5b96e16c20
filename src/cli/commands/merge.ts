import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { noiseOf, type RepeatedScores, repeatedScoresOf } from '../../core/review/noise.ts';
import type { Retested } from '../../core/review/retest.ts';
import { retestOf } from '../../core/review/retest.ts';
import { TOOL_VERSION } from '../../core/review/tool.ts';
import { makeFolder } from '../../node/make-folder.ts';
import { prepareStateFolder } from '../../node/prepare-state-folder.ts';
import { Redactor } from '../../node/redactor.ts';
import { type Merged, MergeError, mergeRuns } from '../../node/runs/merge-runs.ts';
import { newRunId } from '../../node/runs/run-id.ts';
import { foldRun } from '../../node/runs/run-store.ts';
import { plural } from '../amounts.ts';
import { EXIT, type ExitCode, gravest, UsageError } from '../exit-code.ts';
import { findRun, RUN_NAME, stateFolderFrom } from '../find-run.ts';
import type { CommandIo } from '../io.ts';
import type { Given } from '../options.ts';
import { shownPath } from '../places.ts';
import { RecordedPlaces } from '../question-places.ts';
import { missedCase, reportedCase, summarise } from '../report.ts';
import { openReporters } from '../reporters/open.ts';
import { RUN_OPTIONS } from '../run-options.ts';
import { oneLine } from '../style.ts';
import type { Command } from './command.ts';

/** Puts the runs of several machines together. */
export const mergeCommand: Command = {
	spec: {
		name: 'merge',
		operands: 'RUN…',
		about: 'Put runs together to one, such as the parts that --shard made, and report on it.',
		options: {
			to: { type: 'string', value: 'FILE', about: 'The new run file; default: a new run in .groundline/runs.' },
			root: RUN_OPTIONS.root!,
			'max-unscored': RUN_OPTIONS['max-unscored']!,
			reporter: RUN_OPTIONS.reporter!,
			output: RUN_OPTIONS.output!,
		},
		notes: [
			'Of a case that several runs have, the result that came last counts. Parts that are missing count as unscored.',
		],
	},
	async run(given, io) {
		if (given.operands.length === 0) {
			throw new UsageError('groundline merge needs runs: groundline merge RUN… --to FILE');
		}
		const paths: string[] = [];
		for (const operand of given.operands) {
			const path = await findRun(operand, given.text('root'), io);
			if (statSync(path).isDirectory()) {
				throw new UsageError(`${operand} is a folder; merge takes run files, such as ${join(operand, '*.jsonl')}.`);
			}
			paths.push(path);
		}
		const twice = paths.find((path, i) => paths.indexOf(path) < i);
		if (twice !== undefined) {
			throw new UsageError(`The run ${basename(twice, '.jsonl')} is given twice.`);
		}
		const to = target(given, io);
		const run = RUN_NAME.test(basename(to, '.jsonl')) ? basename(to, '.jsonl') : newRunId();
		const merged = await attempt(to, () =>
			mergeRuns(paths, { run, to, tool: `groundline ${TOOL_VERSION}`, now: Date.now() }),
		);
		io.err(accountOf(merged));
		return report({ path: to, run, merged, given, io });
	},
};

function target(given: Given, io: CommandIo): string {
	const named = given.text('to');
	if (named === undefined) {
		const state = stateFolderFrom(given.text('root'), io.cwd);
		prepareStateFolder(state, ['runs']);
		return join(state, 'runs', `${newRunId()}.jsonl`);
	}
	const path = resolve(io.cwd, named);
	if (existsSync(path)) {
		throw new UsageError(`${named} exists already.`);
	}
	makeFolder(dirname(path));
	return path;
}

async function attempt<T>(to: string, action: () => Promise<T>): Promise<T> {
	try {
		return await action();
	} catch (error) {
		throw new UsageError(
			error instanceof MergeError
				? error.message
				: `${to} cannot be made (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
		);
	}
}

/** Where every case came from, and which are missing. */
function accountOf({ runs, loaded, kept, missing, repeated, absentShards }: Merged): string {
	const lines = [
		...runs.map(
			({ run, shard, taken, loaded: of, damaged }) =>
				`${run}${shard === undefined ? '' : ` part ${shard}`}: ${taken} of ${plural(of, 'case')} taken${damaged > 0 ? `, ${plural(damaged, 'line')} unreadable` : ''}`,
		),
		`${plural(loaded, 'case')} in all = ${kept} with a result + ${missing.length} without`,
		...(repeated.length > 0
			? [`${plural(repeated.length, 'case')} stood in several runs: the result that came last counts`]
			: []),
		...(absentShards.length > 0
			? [`missing: part ${absentShards.join(', part ')}: its cases are not counted at all`]
			: []),
		...missing.slice(0, 20).map(key => `without a result: ${oneLine(key)}`),
	];
	return `${lines.join('\n')}\n`;
}

interface Reporting {
	readonly path: string;
	readonly run: string;
	readonly merged: Merged;
	readonly given: Given;
	readonly io: CommandIo;
}

async function report({ path, run, merged, given, io }: Reporting): Promise<ExitCode> {
	const reporters = openReporters({ io, given, redactor: new Redactor() });
	const fold = await foldRun(path);
	const loaded = fold.start?.loaded ?? [];
	const root = resolve(io.cwd, given.text('root') ?? '.');
	const places = new RecordedPlaces(root);
	const retested: Retested[] = [];
	const repeated: RepeatedScores[] = [];
	const judges = new Set<string>();
	const missed = [];
	const cases = [];
	for (const [index, key] of loaded.entries()) {
		const result = fold.results.get(key);
		if (result?.end === undefined) {
			const parts = partsOf(key);
			const file = key.split('#')[0]!;
			const place = { index, root, file, region: places.regionOf(file, parts.question, undefined) };
			missed.push({ ...parts, key, reason: 'cancelled' as const, ...place });
			cases.push(missedCase(key, partsOf(key).model, 'cancelled'));
			continue;
		}
		cases.push(reportedCase(result));
		for (const { judge } of result.verdicts) {
			judges.add(judge);
		}
		if (result.verdicts.length > 1) {
			retested.push(result);
		}
		const scores = repeatedScoresOf(result);
		if (scores !== undefined) {
			repeated.push(scores);
		}
		for (const reporter of reporters) {
			const { file = '', question = '', model, recorded } = result.start ?? {};
			const region = places.regionOf(file, question, recorded === true ? model : undefined);
			await reporter.caseDone?.({ result, index, root, file, region });
		}
	}
	const summary = summarise(loaded, cases);
	const started = fold.start?.t ?? Date.now();
	for (const reporter of reporters) {
		await reporter.end({
			runs: [{ id: run, file: shownPath('', path, io.cwd) }],
			summary,
			missed,
			judges: [...judges],
			standings: [],
			retest: retestOf(retested),
			noise: noiseOf(repeated),
			seconds: Math.max(0, ((fold.end?.t ?? started) - started) / 1000),
			answerSeconds: cases.reduce((sum, one) => sum + one.answerMs, 0) / 1000,
			judgeSeconds: cases.reduce((sum, one) => sum + one.judgeMs, 0) / 1000,
			started,
			outcome: missed.length > 0 ? 'stopped' : 'finished',
			message: missed.length > 0 ? fold.end?.message : undefined,
		});
	}
	const allowed = given.count('max-unscored', 0) ?? 0;
	return gravest([
		...(summary.unscored > allowed || merged.absentShards.length > 0 ? [EXIT.unscored] : []),
		...(summary.failed > 0 ? [EXIT.failed] : []),
	]);
}

/** What a key says of its case, where nothing else does. */
function partsOf(key: string): { readonly question: string; readonly prompt: string; readonly model: string } {
	const [question = '', prompt = '', ...model] = key.slice(key.indexOf('#') + 1).split('@');
	return { question, prompt, model: model.join('@').replace(/~\d+$/, '') };
}
