import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { diffedCase, diffRuns, missedDiffedCase } from '../../core/review/diff.ts';
import { diffText } from '../../core/review/diff-text.ts';
import { pinnedRuns, pinRun, unpinRun } from '../../node/runs/pins.ts';
import { COMMANDS, SCHEMES } from '../ids.ts';
import type { LiveResults, RunSummary } from '../results/live-results.ts';
import { stateWord } from '../results/wording.ts';
import { showTrustNeeded } from '../runs/trust.ts';

/** What the commands of a run in the history are given. */
export interface HistoryRun {
	readonly run: RunSummary;
}

/** What can be done with a run of the history: keep it whatever its age, and compare it with another one. */
export function registerRunActions(store: LiveResults, refresh: () => void): vscode.Disposable {
	const pin = (change: typeof pinRun) => (entry: HistoryRun | undefined) => {
		if (entry === undefined) {
			return;
		}
		if (!vscode.workspace.isTrusted) {
			showTrustNeeded();
			return;
		}
		try {
			change(stateFolderOf(entry.run), entry.run.id);
		} catch (error) {
			const code = (error as NodeJS.ErrnoException).code ?? String(error);
			void vscode.window.showErrorMessage(vscode.l10n.t('The run cannot be pinned ({0}).', code));
		}
		refresh();
	};
	const changed = new vscode.EventEmitter<vscode.Uri>();
	return vscode.Disposable.from(
		vscode.commands.registerCommand(COMMANDS.pinRun, pin(pinRun)),
		vscode.commands.registerCommand(COMMANDS.unpinRun, pin(unpinRun)),
		changed,
		// After a reload of the window the runs are read later than the document is shown.
		store.onDidChangeRuns(() => {
			for (const { uri } of vscode.workspace.textDocuments.filter(one => one.uri.scheme === SCHEMES.difference)) {
				changed.fire(uri);
			}
		}),
		vscode.workspace.registerTextDocumentContentProvider(SCHEMES.difference, {
			onDidChange: changed.event,
			provideTextDocumentContent: uri => differenceText(store, uri),
		}),
		vscode.commands.registerCommand(COMMANDS.compareRuns, async (entry: HistoryRun | undefined) => {
			const after = entry?.run;
			const before = after && (await chooseOther(store, after));
			if (after !== undefined && before !== undefined) {
				const document = await vscode.workspace.openTextDocument(differenceUri(before, after));
				await vscode.window.showTextDocument(document, { preview: true });
			}
		}),
	);
}

/** Absolute path of the `.groundline` that holds a run. */
export function stateFolderOf({ runFile }: RunSummary): string {
	return dirname(dirname(runFile.fsPath));
}

/** Runs of the same questions, newest first. */
async function chooseOther(store: LiveResults, run: RunSummary): Promise<RunSummary | undefined> {
	const { l10n, window } = vscode;
	const files = new Set(run.start.files);
	const others = store.allRuns().filter(
		other =>
			other.runFile.toString() !== run.runFile.toString() &&
			// Comparisons and measurements of judges have no cases.
			(other.start.task === 'run' || other.start.task === 'judge') &&
			other.start.files.some(file => files.has(file)),
	);
	if (others.length === 0) {
		void window.showInformationMessage(l10n.t('There is no other run of these questions.'));
		return undefined;
	}
	const pinned = new Set([...new Set(others.map(stateFolderOf))].flatMap(folder => [...pinnedRuns(folder)]));
	const picked = await window.showQuickPick(
		others.map(other => ({
			label: new Date(other.start.t).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'medium' }),
			description: [...(pinned.has(other.id) ? [l10n.t('pinned')] : []), ...countsOf(other)].join(' · '),
			detail: other.start.files.join(', '),
			other,
		})),
		{ title: l10n.t('Compare With Run'), placeHolder: l10n.t('The earlier run') },
	);
	return picked?.other;
}

/** What came out of a run, as the history says it. */
function countsOf({ results }: RunSummary): readonly string[] {
	const states = results.flatMap(({ end }) => (end === undefined ? [] : [end.state]));
	return [...new Set(states)].map(
		state => `${states.filter(one => one === state).length} ${stateWord(state, vscode.l10n.t)}`,
	);
}

function differenceUri(before: RunSummary, after: RunSummary): vscode.Uri {
	return vscode.Uri.from({
		scheme: SCHEMES.difference,
		path: `/${before.id} → ${after.id}.txt`,
		query: JSON.stringify([before.runFile.toString(), after.runFile.toString()]),
	});
}

function differenceText(store: LiveResults, { query }: vscode.Uri): string {
	const runs = filesIn(query).map(file => store.allRuns().find(run => run.runFile.toString() === file));
	const [before, after] = runs;
	if (before === undefined || after === undefined) {
		return vscode.l10n.t('One of the runs is gone.');
	}
	return diffText(diffRuns(casesOf(before), casesOf(after)), { before: before.id, after: after.id });
}

function casesOf({ results, start }: RunSummary) {
	const known = new Set(results.map(result => result.key));
	const missed = start.loaded.filter(key => !known.has(key));
	return [...results.map(diffedCase), ...missed.map(missedDiffedCase)];
}

function filesIn(query: string): readonly unknown[] {
	try {
		const value: unknown = JSON.parse(query);
		return Array.isArray(value) ? value : [];
	} catch {
		return [];
	}
}
