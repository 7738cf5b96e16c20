import { dirname, join, relative, resolve, sep } from 'node:path';
import { pairsOfQuestions, type SideAnswer, type SideAnswers } from '../../core/comparing/pairs-of-questions.ts';
import { isOnSide, readSide, type Side } from '../../core/comparing/sides.ts';
import { CachedFiles } from '../../core/documents/cached-files.ts';
import { documentKind } from '../../core/documents/kinds.ts';
import { loadPrompts } from '../../core/documents/load-prompts.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import { historyText, type Turn } from '../../core/prompt/variables.ts';
import type { Case } from '../../core/review/case.ts';
import { planCases } from '../../core/review/plan.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { staleness } from '../../core/review/stale.ts';
import { stateFolder } from '../../core/review/state-folder.ts';
import { NodeFiles } from '../../node/files.ts';
import { foldRun, latestResults } from '../../node/runs/run-store.ts';
import { plural } from '../amounts.ts';
import { UsageError } from '../exit-code.ts';
import { findRun, RUN_NAME } from '../find-run.ts';
import { loadSet, planProblemLines } from '../load.ts';
import { placeOf } from '../places.ts';
import { questionPlaces } from '../question-places.ts';
import { runCases } from '../run-cases.ts';
import type { CompareSetting, ComparisonJob } from './comparison-job.ts';
import { familyNotes, judgingOf } from './judging-of.ts';

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
	const sides = { a: await sideOf('a', loaded, root, setting, own), b: await sideOf('b', loaded, root, setting, own) };
	const set = { ...loaded, prompts: [...loaded.prompts, ...sides.a.prompts, ...sides.b.prompts].filter(isFirst) };
	const failures: string[] = [];
	const judging = judgingOf(set, options, (severity, message) => {
		(severity === 'error' ? failures : []).push(message);
	});
	const plan = planCases(set, {
		...options,
		...modelsOf(sides.a.side, sides.b.side, set),
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
	const wanted = plan.cases.filter(item =>
		(['a', 'b'] as const).some(name => sides[name].results === undefined && isOnSide(sides[name].side, partsOf(item))),
	);
	const kept = own ?? (await latest(folder, set.path, wanted));
	const missing = own === undefined ? wanted.filter(item => needsRun(item, kept.get(item.key), setting)) : [];
	const asks = missing.length > 0 && !given.has('no-run') && !given.has('dry-run');
	if (asks) {
		io.err(`${plural(missing.length, 'answer')} to ask for or to judge first\n`);
		await answer(missing, { root, folder, set, kept }, setting);
	}
	const results = asks ? await latest(folder, set.path, wanted) : kept;
	const stale = wanted.filter(item => isStale(item, results.get(item.key))).length;
	const answersOf = (name: 'a' | 'b'): SideAnswers => {
		const { side, results: run } = sides[name];
		const answers =
			run === undefined
				? [
						...wanted.filter(item => isOnSide(side, partsOf(item))).map(item => answerOfCase(item, results, set)),
						// Results of a run file may come from models and prompts that the question file does not name any more.
						...(own === undefined
							? []
							: [...own.values()]
									.filter(result => isNew(result, wanted) && result.start !== undefined && isOnSide(side, result.start))
									.map(result => answerOfResult(result, ''))),
					]
				: [...run.values()].filter(({ start }) => start?.file === set.path).map(result => answerOfResult(result, ''));
		return { side: run === undefined ? side : { name: side.name, model: undefined, prompt: undefined }, answers };
	};
	return {
		root,
		stateFolder: folder,
		file: set.path,
		names: { a: sides.a.side.name, b: sides.b.side.name },
		pairs: pairsOfQuestions(set, answersOf('a'), answersOf('b'), options.questions && new Set(options.questions)),
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

interface FoundSide {
	readonly side: Side;
	/** Of a run file, which is then all that counts. */
	readonly results: ReadonlyMap<string, CaseResult> | undefined;
	/** Templates that the question file does not name. */
	readonly prompts: ReviewSet['prompts'];
}

async function sideOf(
	name: 'a' | 'b',
	set: ReviewSet,
	root: string,
	{ given, io }: CompareSetting,
	own: ReadonlyMap<string, CaseResult> | undefined,
): Promise<FoundSide> {
	const words = given.text(name) ?? defaultSide(name, set, given.text(name === 'a' ? 'b' : 'a'));
	if (words.endsWith('.jsonl') || RUN_NAME.test(words)) {
		const results = await readResults(await findRun(words, given.text('root'), io));
		return {
			side: { name: words.replace(/^.*[\\/]/, '').replace(/\.jsonl$/, ''), model: undefined, prompt: undefined },
			results,
			prompts: [],
		};
	}
	const at = words.lastIndexOf('@');
	const prompts = [
		...(await furtherPrompts(words, set, root, io.cwd)),
		...(at < 0 ? [] : await furtherPrompts(words.slice(at + 1), set, root, io.cwd)),
	];
	const known = [...(own?.values() ?? [])].flatMap(({ start }) => start?.model ?? []);
	const side = readSide(
		words.slice(0, at + 1) + asNamed(words.slice(at + 1), prompts),
		{ ...set, prompts: [...set.prompts, ...prompts] },
		known,
	);
	if ('problem' in side) {
		throw new UsageError(`--${name}: ${side.problem}`);
	}
	return { side: { ...side, name: words }, results: undefined, prompts };
}

/** A path from where the person is becomes the path from the root. */
function asNamed(words: string, prompts: ReviewSet['prompts']): string {
	return prompts[0]?.path ?? words;
}

/** A template that the question file does not name, by its path from where the person is. */
async function furtherPrompts(words: string, set: ReviewSet, root: string, cwd: string): Promise<ReviewSet['prompts']> {
	if (!/\.(?:prompty|prompt\.ya?ml)$/i.test(words)) {
		return [];
	}
	const path = relative(root, resolve(cwd, words)).split(sep).join('/');
	if (path.startsWith('..') || set.prompts.some(prompt => prompt.path === path)) {
		return [];
	}
	const fromFile = relative(dirname(join(root, set.path)), join(root, path))
		.split(sep)
		.join('/');
	const named = { value: fromFile, range: { start: 0, end: 0 } };
	const use = { vars: new Set(set.file.vars.keys()), context: 'some' as const };
	const { prompts } = await loadPrompts([named], { from: set.path, files: new CachedFiles(new NodeFiles(root)), use });
	return prompts.filter(prompt => prompt.path !== undefined);
}

/** Where only one side is named, or none, a file with exactly two models, labels or prompts says what is meant. */
function defaultSide(name: 'a' | 'b', set: ReviewSet, other: string | undefined): string {
	const labels = [...new Set(set.questions.flatMap(({ question }) => [...question.answers.keys()]))];
	const models = [...new Set([...(set.file.models ?? []).map(({ value }) => value), ...labels])];
	const prompts = set.prompts.map(({ template }) => template.stem);
	const names = models.length === 2 ? models : models.length < 2 && prompts.length === 2 ? prompts : [];
	const found = other === undefined ? names[name === 'a' ? 0 : 1] : names.find(each => each !== other);
	if (found === undefined || (other !== undefined && !names.includes(other))) {
		throw new UsageError(
			`Say what to compare with --a SIDE --b SIDE; ${set.path} has the models and labels ${models.join(', ') || 'of the project'} and the prompts ${prompts.join(', ')}.`,
		);
	}
	return found;
}

function modelsOf(a: Side, b: Side, set: ReviewSet): { readonly models?: readonly string[] } {
	const named = [a.model, b.model].filter(model => model !== undefined);
	if (named.length === 0) {
		return {};
	}
	// Only one side names a model: the other's are those of the file.
	const others = named.length === 2 ? [] : (set.file.models ?? []).map(({ value }) => value);
	return { models: [...new Set([...named, ...others])] };
}

function isFirst<T extends ReviewSet['prompts'][number]>(prompt: T, index: number, all: readonly T[]): boolean {
	return all.findIndex(({ path }) => path === prompt.path) === index;
}

function partsOf(item: Case): { readonly model: string; readonly prompt: string } {
	return { model: item.source.name, prompt: item.prompt.stem };
}

function latest(folder: string, file: string, cases: readonly Case[]): Promise<ReadonlyMap<string, CaseResult>> {
	return latestResults({ stateFolder: folder, file, keys: new Set(cases.map(({ key }) => key)) });
}

async function readResults(path: string): Promise<ReadonlyMap<string, CaseResult>> {
	try {
		const { results, start } = await foldRun(path);
		if (start === undefined) {
			throw new UsageError(`${path} is no run file.`);
		}
		if (results.size === 0) {
			throw new UsageError(`${path} holds no answers${start.task === 'compare' ? ': it is a comparison itself' : ''}.`);
		}
		return results;
	} catch (error) {
		throw error instanceof UsageError
			? error
			: new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
	}
}

/** The question file of a run file: results name it relative to the root, which `.groundline` lies in. */
function questionFileOf(path: string, results: ReadonlyMap<string, CaseResult>, root: string | undefined): string {
	const files = [...new Set([...results.values()].flatMap(({ start }) => start?.file ?? []))];
	if (files.length !== 1) {
		throw new UsageError(
			`${path} holds the answers of ${plural(files.length, 'question file')}; name one of them, and the run with --a and --b.`,
		);
	}
	const beside = resolve(dirname(path), '..', '..');
	return join(root ?? placeOf(join(beside, files[0]!), undefined, beside).root, files[0]!);
}

function needsRun(item: Case, result: CaseResult | undefined, { given }: CompareSetting): boolean {
	if (given.has('rate') && item.judge !== undefined && result?.end?.score === undefined) {
		return true;
	}
	return (
		item.source.kind === 'model' &&
		(result?.answer === undefined || result.answer.failure !== undefined || isStale(item, result))
	);
}

function isStale(item: Case, result: CaseResult | undefined): boolean {
	return item.source.kind === 'model' && result !== undefined && staleness(result, item).answer.length > 0;
}

function isNew({ key }: CaseResult, cases: readonly Case[]): boolean {
	return !cases.some(item => item.key === key);
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
		return result?.answer !== undefined && result.answer.failure === undefined && !isStale(item, result)
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

function answerOfCase(item: Case, results: ReadonlyMap<string, CaseResult>, set: ReviewSet): SideAnswer {
	const result = results.get(item.key);
	const history = historyText(
		item.turns.flatMap(({ question, answer: from }): readonly Turn[] => {
			const text =
				from.kind === 'given' ? from.text : (results.get(from.key)?.answer?.text ?? referenceOf(from.key, set));
			return [
				{ role: 'user', content: question },
				{ role: 'assistant', content: text },
			];
		}),
	);
	if (item.source.kind === 'model') {
		return result === undefined
			? {
					...partsOf(item),
					question: item.question.id,
					sample: item.sample,
					answer: undefined,
					failure: undefined,
					history,
				}
			: answerOfResult(result, history);
	}
	const scored = result?.answer?.text === item.source.answer ? result : undefined;
	return {
		...partsOf(item),
		question: item.question.id,
		sample: item.sample,
		answer: { text: item.source.answer, case: item.key, ...scoresOf(scored) },
		failure: undefined,
		history,
	};
}

function referenceOf(key: string, set: ReviewSet): string {
	const found = set.questions.find(({ question }) => key.startsWith(`${set.path}#${question.id}@`));
	return found?.question.reference[0]?.value ?? '';
}

function answerOfResult(result: CaseResult, history: string): SideAnswer {
	const { start, answer: given, key } = result;
	return {
		question: start?.question ?? '',
		prompt: start?.prompt ?? '',
		model: start?.model ?? '',
		sample: start?.sample ?? 0,
		answer: given === undefined ? undefined : { text: given.text, case: key, ...scoresOf(result) },
		failure: given?.failure,
		history,
	};
}

function scoresOf(result: CaseResult | undefined) {
	const end = result?.end;
	const levels = new Map(end?.rubric.levels.map(({ name, value }) => [name, value]));
	const values = Object.fromEntries(
		end?.arithmetic === undefined
			? []
			: Object.entries(end.ratings).flatMap(([criterion, level]) => {
					const value = levels.get(level);
					return value === undefined ? [] : [[criterion, value] as const];
				}),
	);
	return { score: end?.cappedScore, values };
}
