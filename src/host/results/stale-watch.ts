import * as vscode from 'vscode';
import { InputHasher } from '../../core/review/inputs.ts';
import { staleReasons } from '../../core/review/stale.ts';
import type { FilePlan, Plans } from '../workspace/plans.ts';
import { isQuestionFile } from '../workspace/roots.ts';
import type { LiveResults } from './live-results.ts';

/** Keeps watch over every question file that has results or stands in an editor, and marks results that no longer fit. */
export function registerStaleWatch(store: LiveResults, plans: Plans): vscode.Disposable {
	const watchOpen = (document: vscode.TextDocument) => isQuestionFile(document.uri) && plans.watch(document.uri);
	const waiting = new Set<string>();
	let timer: NodeJS.Timeout | undefined;
	// While a run goes on its results arrive one by one: they are compared together.
	const compareSoon = (file: vscode.Uri) => {
		waiting.add(file.toString());
		timer ??= setTimeout(() => {
			timer = undefined;
			for (const id of waiting) {
				const plan = plans.get(vscode.Uri.parse(id));
				if (plan !== undefined) {
					compare(store, plan);
				}
			}
			waiting.clear();
		}, 250);
	};
	for (const document of vscode.workspace.textDocuments) {
		watchOpen(document);
	}
	const subscriptions = [
		vscode.workspace.onDidOpenTextDocument(watchOpen),
		plans.onDidChange(plan => compare(store, plan)),
		store.onDidChange(change => {
			if (change.kind === 'result') {
				plans.watch(change.file);
				compareSoon(change.file);
			}
		}),
	];
	return new vscode.Disposable(() => {
		clearTimeout(timer);
		for (const subscription of subscriptions) {
			subscription.dispose();
		}
	});
}

function compare(store: LiveResults, { file, byKey }: FilePlan): void {
	const hasher = new InputHasher();
	const reasons = new Map<string, readonly string[]>();
	for (const result of store.ofFile(file)) {
		if (result.phase !== 'done') {
			continue;
		}
		const item = byKey.get(result.key);
		const found =
			item === undefined
				? [vscode.l10n.t('no longer asked: the question, prompt or model is gone from the file')]
				: staleReasons(result, item, { hasher, resultOf: key => store.get(file, key) });
		if (found.length > 0) {
			reasons.set(result.key, found);
		}
	}
	store.setStaleness(file, reasons);
}
