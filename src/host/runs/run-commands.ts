import * as vscode from 'vscode';
import { COMMANDS, SETTINGS } from '../ids.ts';
import type { ReviewVerbs } from '../panel/collaborators.ts';
import type { LiveResults } from '../results/live-results.ts';
import { setting } from '../settings.ts';
import { isQuestionFile } from '../workspace/roots.ts';
import type { PromptRuns } from './prompt-runs.ts';
import type { RunRequest, Runs } from './runs.ts';
import { hasAnswer, isUndone, type Selection } from './select-cases.ts';
import type { Target, Targets } from './targets.ts';

/** The commands that start and cancel runs. What they are about is found out when they are called. */
export function registerRunCommands({ runs, promptRuns, targets, store }: RunCommandParts): vscode.Disposable {
	const { commands } = vscode;
	const ofTarget = (id: string, task: RunRequest['task']) =>
		commands.registerCommand(id, async (argument: unknown) => {
			const target = targets.resolve(argument);
			const selection = target && selectionOf(target);
			if (target === undefined || selection === undefined) {
				void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor into a question first.'));
				return;
			}
			await runs.start({ file: target.file, task, selection, origin: 'editor' });
		});
	const ofFile = (id: string, task: RunRequest['task'], kind: 'all' | 'failed' | 'stale') =>
		commands.registerCommand(id, async (argument: unknown) => {
			const file = targets.resolve(argument)?.file;
			if (file === undefined) {
				void vscode.window.showInformationMessage(vscode.l10n.t('Open a question file first.'));
				return;
			}
			await runs.start({ file, task, selection: { kind }, origin: 'editor' });
		});
	return vscode.Disposable.from(
		ofTarget(COMMANDS.runQuestion, 'run'),
		ofTarget(COMMANDS.judgeQuestion, 'judge'),
		ofFile(COMMANDS.runAll, 'run', 'all'),
		ofFile(COMMANDS.runFailed, 'run', 'failed'),
		ofFile(COMMANDS.judgeAll, 'judge', 'all'),
		commands.registerCommand(COMMANDS.runStale, async (argument: unknown) => {
			const file = targets.resolve(argument)?.file;
			if (file !== undefined) {
				await runStale(file, { runs, store });
			}
		}),
		commands.registerCommand(COMMANDS.cancelRun, (argument: unknown) => {
			const { prompt } = (argument ?? {}) as { readonly prompt?: unknown };
			if (argument === undefined || typeof prompt === 'string') {
				promptRuns.cancel(typeof prompt === 'string' ? prompt : undefined);
			}
			if (typeof prompt === 'string') {
				return;
			}
			// From the palette and the status bar it is about all that runs; from an editor's title about that file.
			const ofFile = argument instanceof vscode.Uri && isQuestionFile(argument) ? { file: argument } : undefined;
			runs.cancel(argument === undefined ? {} : (ofFile ?? targets.resolve(argument) ?? {}));
		}),
		vscode.workspace.onDidSaveTextDocument(async ({ uri }) => {
			if (isQuestionFile(uri) && vscode.workspace.isTrusted && setting(SETTINGS.runOnSave, false, uri)) {
				await runs.start({ file: uri, task: 'run', selection: { kind: 'stale' }, origin: 'editor' });
			}
		}),
	);
}

/** The same verbs for the Review panel. */
export function reviewVerbs(runs: Runs): ReviewVerbs {
	const start = async (task: RunRequest['task'], { file, key }: { file: vscode.Uri; key: string }) => {
		void runs.start({ file, task, selection: { kind: 'cases', keys: new Set([key]) }, origin: 'editor' });
	};
	return {
		judge: focused => start('judge', focused),
		run: focused => start('run', focused),
		cancel: async focused => runs.cancel(focused),
	};
}

interface RunCommandParts {
	readonly runs: Runs;
	readonly promptRuns: PromptRuns;
	readonly targets: Targets;
	readonly store: LiveResults;
}

function selectionOf({ key, question }: Target): Selection | undefined {
	if (key !== undefined) {
		return { kind: 'cases', keys: new Set([key]) };
	}
	return question === undefined ? undefined : { kind: 'questions', ids: new Set([question]) };
}

/** Runs what is stale; where only the rubric or the judge changed, answers are kept and judged again. */
async function runStale(file: vscode.Uri, { runs, store }: Pick<RunCommandParts, 'runs' | 'store'>): Promise<void> {
	const stale = store.ofFile(file).filter(({ key }) => store.staleness(file, key).length > 0);
	const onlyVerdict = stale.filter(
		result =>
			hasAnswer(result) &&
			!isUndone(result) &&
			store.staleness(file, result.key).every(reason => VERDICT_REASON.test(reason)),
	);
	const keys = new Set(onlyVerdict.map(({ key }) => key));
	if (keys.size > 0) {
		const judged = await runs.start({ file, task: 'judge', selection: { kind: 'cases', keys }, origin: 'editor' });
		if (judged === undefined || judged.isCancelled) {
			return; // Whoever says no to a part means the whole.
		}
	}
	await runs.start({ file, task: 'run', selection: { kind: 'stale', except: keys }, origin: 'editor' });
}

/** How `staleReasons` begins a reason that concerns the verdict alone. */
const VERDICT_REASON = /^(rubric|judge|expect) changed/;
