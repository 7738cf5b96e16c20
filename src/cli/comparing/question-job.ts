import { join } from 'node:path';
import { familyNotes, judgingOf } from '../../core/comparing/judging-of.ts';
import {
	casesOfSides,
	isStaleAnswer,
	modelsOfSides,
	needsAnswer,
	pairsOfSides,
} from '../../core/comparing/question-comparison.ts';
import { documentKind } from '../../core/documents/kinds.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import type { Case } from '../../core/review/case.ts';
import { planCases } from '../../core/review/plan.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { stateFolder } from '../../core/review/state-folder.ts';
import { latestResults } from '../../node/runs/run-store.ts';
import { plural } from '../amounts.ts';
import { UsageError } from '../exit-code.ts';
import { loadSet, planProblemLines } from '../load.ts';
import { questionPlaces } from '../question-places.ts';
import { runCases } from '../run-cases.ts';
import type { CompareSetting, ComparisonJob } from './comparison-job.ts';
import { sideOf } from './question-side.ts';
import { questionFileOf, readResults } from './run-answers.ts';

/** The pairs of a question file, or of the questions of a run file. What has no answer yet is asked for, unless `--no-run`. */
export async function questionJob(file: string, setting: CompareSetting): Promise<ComparisonJob> {
	const { given, io, options } = setting;
	const own = documentKind(file) === 'questions' ? undefined : await readResults(file);
	const {
		root,
		set: loaded,
		lines,
		errors,
	} = await loadSet(
		own === undefined ? file : questionFileOf(file, own, given.text('root')),
		given.text('root'),
		io.cwd,
	);
	io.err(lines.map(line => `${line}\n`).join(''));
	const sides = {
		a: await sideOf('a', { set: loaded, root, own }, setting),
		b: await sideOf('b', { set: loaded, root, own }, setting),
	};
	const set = { ...loaded, prompts: [...loaded.prompts, ...sides.a.prompts, ...sides.b.prompts].filter(isFirst) };
	const failures: string[] = [];
	const judging = judgingOf(set, options, (severity, message) => {
		(severity === 'error' ? failures : []).push(message);
	});
	const plan = planCases(set, {
		...options,
		...modelsOfSides(sides, set),
		...(given.has('rate') ? {} : { judging: 'none' as const }),
	});
	failures.push(
		...planProblemLines(
			set.path,
			plan.problems.filter(({ severity }) => severity === 'error'),
		),
	);
	if (judging === undefined || failures.length > 0 || errors > 0) {
		throw new UsageError(
			[...new Set(failures), `${plural(Math.max(errors, failures.length), 'error')}: nothing was compared.`].join('\n'),
		);
	}
	const folder = join(root, stateFolder({ file: set.path, project: set.projectPath, otherwise: 'beside' }));
	const wanted = casesOfSides(plan.cases, sides);
	const kept = own ?? (await latest(folder, set.path, wanted));
	const missing = own === undefined ? wanted.filter(item => needsRun(item, kept.get(item.key), setting)) : [];
	const asks = missing.length > 0 && !given.has('no-run') && !given.has('dry-run');
	if (asks) {
		io.err(`${plural(missing.length, 'answer')} to ask for or to judge first\n`);
		await answer(missing, { root, folder, set, kept }, setting);
	}
	const results = asks ? await latest(folder, set.path, wanted) : kept;
	const stale = wanted.filter(item => isStaleAnswer(item, results.get(item.key))).length;
	return {
		root,
		stateFolder: folder,
		file: set.path,
		names: { a: sides.a.side.name, b: sides.b.side.name },
		pairs: pairsOfSides({
			set,
			sides,
			cases: wanted,
			results,
			further: own?.values() ?? [],
			questions: options.questions && new Set(options.questions),
		}),
		judging,
		notes: [
			...familyNotes(set, judging, [sides.a.side.model, sides.b.side.model]),
			...(stale === 0
				? []
				: [
						`${plural(stale, 'answer')} no longer ${stale === 1 ? 'fits' : 'fit'} the documents; without --no-run they are asked for again.`,
					]),
		],
		concurrency: given.count('concurrency', 1) ?? set.project?.defaults.concurrency,
		minute: set.project?.limits,
		maxCost: options.maxCost ?? set.project?.limits.maxCost,
		maxUnscored: set.project?.limits.maxUnscored,
	};
}

function isFirst<T extends ReviewSet['prompts'][number]>(prompt: T, index: number, all: readonly T[]): boolean {
	return all.findIndex(({ path }) => path === prompt.path) === index;
}

function latest(folder: string, file: string, cases: readonly Case[]): Promise<ReadonlyMap<string, CaseResult>> {
	return latestResults({ stateFolder: folder, file, keys: new Set(cases.map(({ key }) => key)) });
}

function needsRun(item: Case, result: CaseResult | undefined, { given }: CompareSetting): boolean {
	if (given.has('rate') && item.judge !== undefined && result?.end?.score === undefined) {
		return true;
	}
	return needsAnswer(item, result);
}

interface Answering {
	readonly root: string;
	readonly folder: string;
	readonly set: ReviewSet;
	readonly kept: ReadonlyMap<string, CaseResult>;
}

/** Asks the models for what is missing. What comes of it is recorded like any run; failures show in the pairs. */
async function answer(
	cases: readonly Case[],
	{ root, folder, set, kept }: Answering,
	{ given, io, models, redactor, options }: CompareSetting,
): Promise<void> {
	const concurrency = given.count('concurrency', 1) ?? set.project?.defaults.concurrency;
	const maxCost = options.maxCost ?? set.project?.limits.maxCost;
	const usable = (item: Case) => {
		const result = kept.get(item.key);
		return result?.answer !== undefined && result.answer.failure === undefined && !isStaleAnswer(item, result)
			? result
			: undefined;
	};
	await runCases(
		[
			{
				root,
				stateFolder: folder,
				cases,
				options: {
					...(concurrency === undefined ? {} : { concurrency }),
					...(maxCost === undefined ? {} : { maxCost }),
					...(set.project === undefined ? {} : { minute: set.project.limits }),
					recorded: usable,
					answerOf: key => kept.get(key)?.answer?.text,
				},
				regionOf: questionPlaces([set]),
				maxUnscored: undefined,
				...(given.has('no-cache') ? { cache: 'none' as const } : {}),
			},
		],
		{ io, models, redactor, reporters: [], maxUnscored: undefined },
	);
}
