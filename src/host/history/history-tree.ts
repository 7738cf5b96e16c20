import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import type { CaseState } from '../../core/review/state.ts';
import { pinnedRuns } from '../../node/runs/pins.ts';
import { COMMANDS, VIEWS } from '../ids.ts';
import type { LiveResults, RunSummary } from '../results/live-results.ts';
import { stateLine, stateWord } from '../results/wording.ts';
import { type HistoryRun, registerRunActions, stateFolderOf } from './run-actions.ts';

/** What was run, newest first, and what became of each case. A click shows that answer as it was. */
export function registerHistory(store: LiveResults): vscode.Disposable {
	const changed = new vscode.EventEmitter<void>();
	let timer: NodeJS.Timeout | undefined;
	const refreshSoon = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			changed.fire();
		}, 500);
	};
	const provider: vscode.TreeDataProvider<Entry> = {
		onDidChangeTreeData: changed.event,
		getChildren: entry =>
			entry === undefined
				? withPins(store.allRuns())
				: entry.result === undefined
					? entry.run.results.map(result => ({ ...entry, result }))
					: [],
		getTreeItem: entry => (entry.result === undefined ? runItem(entry) : resultItem(entry.run, entry.result)),
	};
	return vscode.Disposable.from(
		changed,
		new vscode.Disposable(() => clearTimeout(timer)),
		store.onDidChangeRuns(refreshSoon),
		vscode.window.registerTreeDataProvider(VIEWS.history, provider),
		vscode.commands.registerCommand(COMMANDS.refreshHistory, () => changed.fire()),
		registerRunActions(store, () => changed.fire()),
		vscode.commands.registerCommand(COMMANDS.openRunFile, async (entry: Entry | undefined) => {
			if (entry !== undefined) {
				await vscode.window.showTextDocument(entry.run.runFile);
			}
		}),
	);
}

interface Entry extends HistoryRun {
	/** True for a run that stays whatever its age. */
	readonly isPinned: boolean;
	readonly result: CaseResult | undefined;
}

/** Each folder of runs is looked at once. */
function withPins(runs: readonly RunSummary[]): Entry[] {
	const folders = new Map<string, ReadonlySet<string>>();
	return runs.map(run => {
		const folder = stateFolderOf(run);
		const pinned = folders.get(folder) ?? pinnedRuns(folder);
		folders.set(folder, pinned);
		return { run, result: undefined, isPinned: pinned.has(run.id) };
	});
}

const STATES: readonly CaseState[] = ['passed', 'failed', 'unscored', 'not-judged'];

function runItem({ run, isPinned }: Entry): vscode.TreeItem {
	const { t } = vscode.l10n;
	const { Collapsed, None } = vscode.TreeItemCollapsibleState;
	const item = new vscode.TreeItem(shortTime(run.start.t), run.start.comparison === undefined ? Collapsed : None);
	const ended = run.results.filter(result => result.end !== undefined);
	const counts = STATES.map(state => ({ state, count: ended.filter(({ end }) => end?.state === state).length })).filter(
		({ count }) => count > 0,
	);
	const { comparison } = run.start;
	// The pairs of a comparison are no cases: nothing of them is missing here.
	const missing = comparison === undefined ? run.start.loaded.length - ended.length : 0;
	item.id = run.runFile.toString();
	item.description = [
		...(isPinned ? [t('pinned')] : []),
		...(run.start.task === 'judge' ? [t('judged again')] : []),
		...(run.start.task === 'probe' ? [t('judge measured')] : []),
		...(comparison === undefined ? [] : [`${comparison.a} ↔ ${comparison.b}`, t('{0} pairs', run.start.loaded.length)]),
		...counts.map(({ state, count }) => `${count} ${stateWord(state, t)}`),
		...(missing <= 0 ? [] : [run.live ? t('{0} to go', missing) : t('{0} not reached', missing)]),
	].join(' · ');
	item.tooltip = `${new Date(run.start.t).toLocaleString()}\n${run.start.files.join(', ')}\n${run.id}\n${run.start.tool}`;
	item.iconPath = new vscode.ThemeIcon(
		run.live
			? 'sync~spin'
			: comparison !== undefined && run.end?.outcome === 'finished'
				? 'git-compare'
				: outcomeIcon(run),
	);
	const kind = comparison === undefined ? 'run' : 'comparison';
	item.contextValue = isPinned ? `${kind}-pinned` : kind;
	if (comparison !== undefined) {
		item.command = {
			title: t('Open Comparison'),
			command: COMMANDS.openReport,
			arguments: [{ run: run.runFile.toString() }],
		};
	}
	if (run.start.task === 'probe') {
		// It has no cases: what it holds is in its report.
		item.collapsibleState = vscode.TreeItemCollapsibleState.None;
		item.command = {
			title: t('Open Result'),
			command: COMMANDS.openProbe,
			arguments: [{ run: run.runFile.toString(), what: 'report' }],
		};
	}
	return item;
}

/** Short, because what came out of the run stands beside it: of today the time alone. */
function shortTime(milliseconds: number): string {
	const time = new Date(milliseconds);
	if (time.toDateString() === new Date().toDateString()) {
		return time.toLocaleTimeString();
	}
	return time.toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' });
}

function outcomeIcon({ end, results }: RunSummary): string {
	if (end?.outcome !== 'finished') {
		return 'circle-slash';
	}
	return results.some(result => result.end?.state === 'failed' || result.end?.state === 'unscored') ? 'error' : 'pass';
}

function resultItem(run: RunSummary, result: CaseResult): vscode.TreeItem {
	const { t } = vscode.l10n;
	const item = new vscode.TreeItem(result.start?.question ?? result.key);
	item.id = `${run.runFile.toString()} ${result.key}`;
	item.description = `${result.start?.model ?? ''} · ${stateLine(result, t)}`;
	item.tooltip = result.end?.message ?? item.description;
	const file = result.start === undefined ? undefined : vscode.Uri.joinPath(run.root, result.start.file);
	if (file !== undefined) {
		const key = run.prefix === '' ? result.key : `${run.prefix}/${result.key}`;
		item.command = {
			title: t('Open Result'),
			command: COMMANDS.openAnswer,
			arguments: [{ file: file.toString(), key, run: run.id }],
		};
	}
	return item;
}
