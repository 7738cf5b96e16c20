import * as vscode from 'vscode';
import type { Files } from '../../core/documents/files.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import { SETTINGS } from '../ids.ts';
import type { LiveResults } from '../results/live-results.ts';
import { blockingProblems } from '../runs/blocking-problems.ts';
import { estimateCost } from '../runs/estimate.ts';
import { setting } from '../settings.ts';
import { type FilePlan, type Plans, withDefaultJudge } from '../workspace/plans.ts';
import { pathBelow } from '../workspace/roots.ts';
import { chooseSides } from './choose-sides.ts';
import { nothingToCompare } from './nothing-to-compare.ts';
import type { Prepared } from './prepare.ts';
import { type ComparingParts, runComparison } from './run-comparison.ts';
import type { SideCandidate } from './side-candidates.ts';

export interface CompareParts extends ComparingParts {
	readonly plans: Plans;
	readonly filesOf: (root: vscode.Uri) => Files;
}

/**
 * Compares two sides of a question file, or of one of its questions: asks what with what, says what it takes and what it can show, and runs
 * it. Returns the run file; `undefined` where nothing was compared (the person was told why, or said no).
 */
export async function compareFile(
	{ file, question }: { readonly file: vscode.Uri; readonly question: string | undefined },
	parts: CompareParts,
): Promise<vscode.Uri | undefined> {
	const { l10n, window } = vscode;
	const engine = await import('./engine.ts');
	const loaded = await parts.plans.load(file);
	const name = file.path.slice(file.path.lastIndexOf('/') + 1);
	const ids = question === undefined ? loaded.set.questions.map(each => each.question.id) : [question];
	const [problem] = blockingProblems(
		loaded.set,
		loaded.plan.cases.filter(each => ids.includes(each.question.id)),
	);
	if (problem !== undefined) {
		void window.showErrorMessage(l10n.t('{0} cannot be compared: {1}', problem.path, problem.problem.message));
		return undefined;
	}
	const questions = new Set(ids);
	const candidates = engine.sideCandidates({
		set: loaded.set,
		results: engine.resultsOf(parts.store.ofFile(file)),
		questions,
		runs: earlierRuns(file, parts.store),
		prompts: await furtherPrompts(loaded),
	});
	if (candidates.length < 2) {
		await tellMissing(loaded, candidates);
		return undefined;
	}
	const title = question === undefined ? l10n.t('Compare {0}', name) : l10n.t('Compare “{0}”', question);
	const chosen = await chooseSides(candidates, title);
	if (chosen === undefined) {
		return undefined;
	}
	const set = await withPrompts(loaded, chosen, parts);
	const prepared = engine.prepareComparison({
		set,
		sides: { a: chosen.a.chosen, b: chosen.b.chosen },
		options: withDefaultJudge(set, file, {}),
		results: engine.resultsOf(parts.store.ofFile(file)),
		questions: question === undefined ? undefined : questions,
	});
	if (typeof prepared === 'string') {
		void window.showErrorMessage(l10n.t('Nothing can be compared: {0}', prepared));
		return undefined;
	}
	if (prepared.comparable === 0) {
		const { words, detail } = nothingToCompare(prepared, l10n.t);
		await window.showInformationMessage(words, { modal: true, detail });
		return undefined;
	}
	if (!(await confirm(prepared, { file, question, store: parts.store }))) {
		return undefined;
	}
	return window.withProgress(
		{
			location: vscode.ProgressLocation.Notification,
			title: l10n.t('Comparing {0} with {1}', chosen.a.chosen.side.name, chosen.b.chosen.side.name),
			cancellable: true,
		},
		(progress, token) => {
			const stop = new AbortController();
			token.onCancellationRequested(() => stop.abort());
			return runComparison(
				{
					loaded,
					prepared,
					signal: stop.signal,
					tell: (message, increment) => progress.report({ message, increment }),
				},
				parts,
			);
		},
	);
}

/** Earlier runs with answers to this file, newest first. */
function earlierRuns(file: vscode.Uri, store: LiveResults) {
	const id = file.toString();
	return store
		.allRuns()
		.filter(({ root, results }) =>
			results.some(({ start }) => start !== undefined && vscode.Uri.joinPath(root, start.file).toString() === id),
		)
		.slice(0, MOST_RUNS)
		.map(run => ({
			id: run.id,
			time: run.start.t,
			results: new Map(
				run.results.flatMap(({ key }) => {
					const result = store.ofRun(file, run.prefix === '' ? key : `${run.prefix}/${key}`, run.id);
					return result === undefined ? [] : [[result.key, result] as const];
				}),
			),
		}));
}

const MOST_RUNS = 20;
const MOST_PROMPTS = 20;

/** Templates of the folder that the question file does not name: what somebody wants to try next. */
async function furtherPrompts({ root, set }: FilePlan): Promise<readonly string[]> {
	const pattern = new vscode.RelativePattern(root, '**/*.{prompty,prompt.yml,prompt.yaml}');
	const found = await vscode.workspace.findFiles(pattern, '**/{node_modules,.groundline}/**', MOST_PROMPTS * 2);
	const known = new Set(set.prompts.map(({ path }) => path));
	return found
		.flatMap(uri => pathBelow(root, uri) ?? [])
		.filter(path => !known.has(path))
		.sort()
		.slice(0, MOST_PROMPTS);
}

/** The question file as if it named the chosen templates too. */
async function withPrompts(
	{ root, set }: FilePlan,
	{ a, b }: { readonly a: SideCandidate; readonly b: SideCandidate },
	{ filesOf }: CompareParts,
): Promise<ReviewSet> {
	const paths = [a, b].flatMap(({ promptPath }) => promptPath ?? []);
	if (paths.length === 0) {
		return set;
	}
	const { loadPrompts, CachedFiles } = await import('./engine.ts');
	const up = '../'.repeat(set.path.split('/').length - 1);
	const { prompts } = await loadPrompts(
		paths.map(path => ({ value: `${up}${path}`, range: { start: 0, end: 0 } })),
		{
			from: set.path,
			files: new CachedFiles(filesOf(root)),
			use: { vars: new Set(set.file.vars.keys()), context: 'some' },
		},
	);
	return { ...set, prompts: [...set.prompts, ...prompts] };
}

async function tellMissing({ root, set }: FilePlan, [only]: readonly SideCandidate[]): Promise<void> {
	const { l10n, window } = vscode;
	const open = l10n.t('Open Project File');
	const words =
		only === undefined
			? l10n.t('{0} has nothing to compare: no model, no recorded answers and no prompt.', set.path)
			: l10n.t(
					'A comparison needs two sides, and there is only {0}. Add another model to groundline.yaml, recorded answers to the questions, or a second prompt.',
					only.chosen.side.name,
				);
	const path = set.projectPath;
	const choice = await window.showInformationMessage(words, ...(path === undefined ? [] : [open]));
	if (choice === open && path !== undefined) {
		await window.showTextDocument(vscode.Uri.joinPath(root, path));
	}
}

interface Confirming {
	readonly file: vscode.Uri;
	readonly question: string | undefined;
	readonly store: LiveResults;
}

/** Says what is compared by whom, what so many pairs can show and what it costs, before anybody is asked. */
async function confirm(prepared: Prepared, { file, question, store }: Confirming): Promise<boolean> {
	const { l10n, window } = vscode;
	const { sides, missing, estimate, lines } = prepared;
	const names = [sides.a.side.name, sides.b.side.name] as const;
	const answers = missing.length === 0 ? undefined : await estimateCost(missing, 'run', store.ofFile(file));
	const low = (answers?.cost.low ?? 0) + (estimate.cost?.low ?? 0);
	const high = (answers?.cost.high ?? 0) + (estimate.cost?.high ?? 0);
	const unpriced = [
		...(answers?.unpriced ?? []),
		...(estimate.cost === undefined && prepared.judging.kind === 'model' ? [prepared.judging.judge.name] : []),
	];
	const dollars = (value: number) => value.toFixed(value < 0.1 ? 4 : 2);
	const limit = setting<number | null>(SETTINGS.confirmCostAbove, null, file);
	const detail = [
		...lines,
		...(missing.length === 0
			? []
			: [
					missing.length === 1
						? l10n.t('1 answer is asked for first.')
						: l10n.t('{0} answers are asked for first.', missing.length),
				]),
		...(high > 0 ? [l10n.t('This costs about {0} to {1} USD.', dollars(low), dollars(high))] : []),
		...(unpriced.length === 0
			? []
			: [l10n.t('Not counted, because no price is known: {0}.', [...new Set(unpriced)].join(', '))]),
	].join('\n\n');
	const go = l10n.t('Compare');
	const words =
		question === undefined
			? l10n.t('Compare {0} with {1}?', ...names)
			: l10n.t('Compare {0} with {1} on “{2}”?', ...names, question);
	const isDear = limit !== null && high > limit;
	const choice = isDear
		? await window.showWarningMessage(words, { modal: true, detail }, go)
		: await window.showInformationMessage(words, { modal: true, detail }, go);
	return choice === go;
}
