import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import type { OutlineParams, OutlineQuestion } from '../../shared/outline.ts';
import type { Annotations } from '../annotating/annotations.ts';
import { COMMANDS, SETTINGS } from '../ids.ts';
import type { Outlines } from '../language/outlines.ts';
import type { JudgeMeasurements } from '../panel/judge-measurements.ts';
import { trustLine } from '../panel/trust-words.ts';
import { resultsByQuestion } from '../results/by-question.ts';
import type { LiveResults } from '../results/live-results.ts';
import { lensTitle } from '../results/wording.ts';
import type { Runs } from '../runs/runs.ts';
import { hasAnswer, isUndone } from '../runs/select-cases.ts';
import type { TargetArgument } from '../runs/targets.ts';
import { onSettingChange, setting } from '../settings.ts';
import type { Plans } from '../workspace/plans.ts';
import { QUESTION_FILES } from '../workspace/roots.ts';

/** Actions and the latest scores above each question. They know questions by id: what a click does is found out then. */
export function registerQuestionLenses(parts: LensParts): vscode.Disposable {
	const changed = new vscode.EventEmitter<void>();
	const refresh = () => changed.fire();
	const provider: vscode.CodeLensProvider = {
		onDidChangeCodeLenses: changed.event,
		provideCodeLenses: document => {
			const outline = setting(SETTINGS.codeLensEnabled, true, document.uri)
				? parts.outlines.get(document.uri)
				: undefined;
			return outline === undefined ? [] : lensesOf(outline, document.uri, parts);
		},
	};
	return vscode.Disposable.from(
		changed,
		parts.outlines.onDidChange(refresh),
		parts.plans.onDidChange(refresh),
		parts.store.onDidChange(change => change.kind !== 'piece' && refresh()),
		parts.annotations.onDidChange(refresh),
		parts.measurements.onDidChange(refresh),
		onOpenCasesChange(parts.runs, refresh),
		vscode.workspace.onDidGrantWorkspaceTrust(refresh),
		// The editor drops a refresh that falls into the moment in which another editor opens beside.
		vscode.window.onDidChangeVisibleTextEditors(refresh),
		onSettingChange([SETTINGS.codeLensEnabled], refresh),
		vscode.languages.registerCodeLensProvider({ scheme: 'file', pattern: QUESTION_FILES }, provider),
	);
}

interface LensParts {
	readonly outlines: Outlines;
	readonly store: LiveResults;
	readonly plans: Plans;
	readonly annotations: Annotations;
	readonly runs: Runs;
	readonly measurements: JudgeMeasurements;
}

/** Fires when another set of cases is at work; pieces of answers change nothing above a question. */
function onOpenCasesChange(runs: Runs, act: () => void): vscode.Disposable {
	let known = '';
	return runs.onDidChange(() => {
		const now = runs.active.map(run => `${run.id} ${run.done}`).join();
		if (now !== known) {
			known = now;
			act();
		}
	});
}

/** Scores shown above one question; the others are one click away. */
const MOST_SCORES = 4;

function lensesOf(outline: OutlineParams, file: vscode.Uri, parts: LensParts): vscode.CodeLens[] {
	const results = currentResults(file, parts);
	const byQuestion = resultsByQuestion(results);
	const running = parts.runs.openQuestions(file);
	return [
		...fileLenses(outline, file, { ...parts, results }),
		...outline.questions.flatMap(question =>
			questionLenses(question, file, byQuestion.get(question.id) ?? [], {
				...parts,
				running: running.has(question.id),
			}),
		),
	];
}

/** The results of cases that the file still asks for; all of them as long as nobody knows which these are. */
function currentResults(file: vscode.Uri, { store, plans }: LensParts): readonly CaseResult[] {
	const planned = plans.get(file)?.byKey;
	const results = store.ofFile(file);
	return planned === undefined ? results : results.filter(result => planned.has(result.key));
}

function fileLenses(
	outline: OutlineParams,
	file: vscode.Uri,
	{ store, runs, plans, results }: LensParts & { readonly results: readonly CaseResult[] },
): vscode.CodeLens[] {
	if (outline.questions.length === 0 || outline.questions[0]!.range.start.line === 0) {
		return [];
	}
	const { t } = vscode.l10n;
	const top = new vscode.Range(0, 0, 0, 0);
	const argument: TargetArgument = { file: file.toString() };
	const lens = (title: string, command: string, tooltip: string) =>
		new vscode.CodeLens(top, { title, command, tooltip, arguments: [argument] });
	const stale = results.filter(result => store.staleness(file, result.key).length > 0);
	const failed = results.filter(({ end }) => end?.state === 'failed' || end?.state === 'unscored');
	const known = new Map(results.map(result => [result.key, result]));
	const isStale = new Set(stale.map(({ key }) => key));
	const left = [...(plans.get(file)?.byKey.keys() ?? [])].filter(key => !isStale.has(key) && isUndone(known.get(key)));
	const reasons = [...new Set(stale.flatMap(result => store.staleness(file, result.key)))].slice(0, 10);
	return [
		runs.isFileRunning(file)
			? lens(t('■ Cancel run'), COMMANDS.cancelRun, t('Stop what runs in this file, and keep what has arrived'))
			: lens(
					t('▶ Run all {0}', outline.questions.length),
					COMMANDS.runAll,
					t('Ask every question of this file, and judge the answers'),
				),
		...(vscode.workspace.isTrusted || results.length === 0 ? [] : [untrustedLens(top)]),
		...(stale.length === 0 && (left.length === 0 || results.length === 0 || runs.isFileRunning(file))
			? []
			: [lens(againTitle(stale.length, left.length), COMMANDS.runStale, againTooltip(reasons, left.length))]),
		...(failed.length === 0
			? []
			: [lens(failedTitle(failed), COMMANDS.runFailed, t('Run again what failed or is unscored'))]),
	];
}

/** What *Run Failed and Unscored Questions* does. */
function failedTitle(results: readonly CaseResult[]): string {
	const { t } = vscode.l10n;
	const failed = results.filter(({ end }) => end?.state === 'failed').length;
	const unscored = results.length - failed;
	if (unscored === 0) {
		return t('✕ Run {0} failed', failed);
	}
	return failed === 0 ? t('? Run {0} unscored', unscored) : t('✕ Run {0} failed, {1} unscored', failed, unscored);
}

/** What *Run Stale Questions* does: what no longer fits, and what was never done, as a cancelled run leaves it. */
function againTitle(stale: number, left: number): string {
	const { t } = vscode.l10n;
	if (left === 0) {
		return t('↻ Run {0} stale', stale);
	}
	return stale === 0 ? t('↻ Run {0} left', left) : t('↻ Run {0} stale, {1} left', stale, left);
}

function againTooltip(reasons: readonly string[], left: number): string {
	const { t } = vscode.l10n;
	return [
		...(left === 0 ? [] : [t('{0} never done: not run yet, cancelled, or over the cost limit', left)]),
		...reasons,
	].join('\n');
}

/** What stands in an untrusted folder was perhaps not produced by anyone the person knows. */
function untrustedLens(place: vscode.Range): vscode.CodeLens {
	const { t } = vscode.l10n;
	return new vscode.CodeLens(place, {
		title: t('Recorded results of an untrusted folder'),
		command: 'workbench.trust.manage',
		tooltip: t(
			'Nothing runs here until you trust the folder. Anyone who wrote the folder can have written these results.',
		),
	});
}

function questionLenses(
	question: OutlineQuestion,
	file: vscode.Uri,
	results: readonly CaseResult[],
	{ store, annotations, measurements, running }: LensParts & { readonly running: boolean },
): vscode.CodeLens[] {
	const { t } = vscode.l10n;
	const { line } = question.range.start;
	const place = new vscode.Range(line, question.range.start.character, line, question.range.end.character);
	const argument: TargetArgument = { file: file.toString(), question: question.id };
	const lens = (command: vscode.Command) => new vscode.CodeLens(place, command);
	const hasPrompts = new Set(results.map(({ start }) => start?.prompt)).size > 1;
	const scores = results
		.slice(0, MOST_SCORES)
		.map(result => scoreLens(result, file, { store, annotations, measurements, hasPrompts }));
	return [
		lens(
			running
				? {
						title: t('■ Cancel'),
						command: COMMANDS.cancelRun,
						arguments: [argument],
						tooltip: t('Stop the run that asks this question, and keep what has arrived'),
					}
				: {
						title: t('▶ Run'),
						command: COMMANDS.runQuestion,
						arguments: [argument],
						tooltip: t('Ask this question, and judge the answer'),
					},
		),
		...(!running && results.some(hasAnswer)
			? [
					lens({
						title: t('⚖ Judge'),
						command: COMMANDS.judgeQuestion,
						arguments: [argument],
						tooltip: t('Judge the recorded answer again, without asking the model'),
					}),
				]
			: []),
		...(running
			? []
			: [
					lens({
						title: t('⇄ Compare'),
						command: COMMANDS.compare,
						arguments: [argument],
						tooltip: t('Compare two models, prompts, recorded answers or runs on this question'),
					}),
				]),
		...scores.map(lens),
		...(results.length <= MOST_SCORES
			? []
			: [
					lens({
						title: t('{0} more', results.length - MOST_SCORES),
						command: COMMANDS.openResult,
						arguments: [argument],
					}),
				]),
	];
}

interface ScoreParts extends Pick<LensParts, 'store' | 'annotations' | 'measurements'> {
	/** The question was asked by several prompts: then the model's name alone would not say which answer it is. */
	readonly hasPrompts: boolean;
}

function scoreLens(
	result: CaseResult,
	file: vscode.Uri,
	{ store, annotations, measurements, hasPrompts }: ScoreParts,
): vscode.Command {
	const { t } = vscode.l10n;
	const stale = store.staleness(file, result.key);
	const review = annotations.reviewOf({ file, key: result.key });
	// A person's decision stands beside the judge's verdict and never changes it.
	const decision = { accepted: t(' · accepted'), rejected: t(' · rejected'), uncertain: t(' · uncertain') };
	const { model = '', prompt = '' } = result.start ?? {};
	const title =
		lensTitle(result, hasPrompts ? `${model}@${prompt}` : model, t) + (review === undefined ? '' : decision[review]);
	const trust = trustLine(result.verdicts[0]?.judge, measurements.of(file, result), t);
	const details = [result.end?.message, trust, ...(stale.length === 0 ? [] : [t('Stale:'), ...stale])].filter(
		line => line !== undefined,
	);
	return {
		title: stale.length === 0 ? title : t('{0} (stale)', title),
		command: COMMANDS.openResult,
		arguments: [{ file: file.toString(), key: result.key } satisfies TargetArgument],
		tooltip: details.join('\n') || t('Show the answer and its review'),
	};
}
