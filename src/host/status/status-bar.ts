import * as vscode from 'vscode';
import type { CaseState } from '../../core/review/state.ts';
import { COMMANDS, CONTEXT_KEYS } from '../ids.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { Focus } from '../results/focus.ts';
import type { LiveResults } from '../results/live-results.ts';
import { stateSign, stateWord } from '../results/wording.ts';
import type { Runs } from '../runs/runs.ts';
import type { Plans } from '../workspace/plans.ts';
import { isQuestionFile } from '../workspace/roots.ts';

/** One item in the status bar: how far a run is, else what the results of the open question file add up to. */
export function registerStatusBar(parts: StatusParts): vscode.Disposable {
	const item = vscode.window.createStatusBarItem('groundline.status', vscode.StatusBarAlignment.Left, 40);
	item.name = 'Groundline';
	const paint = () => paintItem(item, parts);
	paint();
	return vscode.Disposable.from(
		item,
		parts.runs.onDidChange(paint),
		parts.store.onDidChange(change => change.kind !== 'piece' && paint()),
		parts.plans.onDidChange(paint),
		vscode.window.onDidChangeActiveTextEditor(paint),
	);
}

/** Keeps the keys that `when` clauses read. */
export function registerContextKeys({
	runs,
	store,
	focus,
}: Omit<StatusParts, 'plans' | 'answers'> & { readonly focus: Focus }): vscode.Disposable {
	const known = new Map<string, boolean>();
	const set = (key: string, value: boolean) => {
		if (known.get(key) !== value) {
			known.set(key, value);
			void vscode.commands.executeCommand('setContext', key, value);
		}
	};
	const update = () => {
		set(CONTEXT_KEYS.running, runs.active.length > 0);
		set(CONTEXT_KEYS.hasResult, focus.current !== undefined || store.files().length > 0);
	};
	update();
	return vscode.Disposable.from(
		runs.onDidChange(update),
		focus.onDidChange(update),
		store.onDidChange(change => change.kind !== 'piece' && update()),
	);
}

interface StatusParts {
	readonly runs: Runs;
	readonly store: LiveResults;
	readonly plans: Plans;
	readonly answers: AnswerDocuments;
}

const STATES: readonly CaseState[] = ['passed', 'failed', 'unscored', 'not-judged'];

function paintItem(item: vscode.StatusBarItem, { runs, store, plans, answers }: StatusParts): void {
	const { l10n } = vscode;
	const going = runs.active;
	if (going.length > 0) {
		const total = going.reduce((sum, run) => sum + run.cases.length, 0);
		const done = going.reduce((sum, run) => sum + run.done, 0);
		const waiting = going.flatMap(run => run.waiting ?? [])[0];
		const until = waiting && new Date(waiting.until).toLocaleTimeString();
		const counted = l10n.t('{0} of {1}', done, total);
		item.text = `$(sync~spin) ${until === undefined ? counted : l10n.t('{0} · waiting until {1}', counted, until)}`;
		item.tooltip = [
			l10n.t('Groundline runs: {0} of {1} done. Click to cancel.', done, total),
			...(waiting === undefined
				? []
				: [l10n.t('The limits of {0} let no call start before {1}.', waiting.model, until!)]),
		].join('\n');
		item.command = COMMANDS.cancelRun;
		item.show();
		return;
	}
	const active = vscode.window.activeTextEditor?.document.uri;
	const file = active !== undefined && !isQuestionFile(active) ? answers.caseOf(active)?.file : active;
	const planned = file === undefined ? undefined : plans.get(file);
	if (file === undefined || planned === undefined) {
		item.hide();
		return;
	}
	const results = store.ofFile(file).filter(result => planned.byKey.has(result.key) && result.end !== undefined);
	const counts = STATES.map(state => ({
		state,
		count: results.filter(result => result.end?.state === state).length,
	})).filter(({ count }) => count > 0);
	const stale = results.filter(result => store.staleness(file, result.key).length > 0).length;
	const rest = planned.byKey.size - results.length;
	item.text =
		counts.length === 0
			? `$(play) ${l10n.t('{0} to run', planned.byKey.size)}`
			: `${counts.map(({ state, count }) => `${stateSign(state)} ${count}`).join('  ')}${rest === 0 ? '' : `  ${l10n.t('{0} to run', rest)}`}${stale === 0 ? '' : `  ↻ ${stale}`}`;
	// All the numbers of the line add up to the cases that the file asks for.
	item.tooltip = [
		...counts.map(({ state, count }) => `${count} ${stateWord(state, l10n.t)}`),
		...(rest === 0 ? [] : [l10n.t('{0} never run', rest)]),
		l10n.t('= {0} asked for by {1}', planned.byKey.size, vscode.workspace.asRelativePath(file)),
		...(stale === 0 ? [] : [l10n.t('{0} of them stale', stale)]),
	].join('\n');
	item.command = counts.length === 0 ? COMMANDS.runAll : COMMANDS.showReview;
	item.show();
}
