import * as vscode from 'vscode';
import { showTrustNeeded } from '../runs/trust.ts';
import { columnOf } from '../workspace/columns.ts';
import { correctionOf } from './correction-report.ts';

/**
 * Writes a suggested correction into its question as a reference, after the person read what is known against it. The file is left unsaved, so that
 * the edit can be looked at and undone.
 */
export async function useAsReference(uri: vscode.Uri): Promise<void> {
	const { l10n, window, workspace, env } = vscode;
	const found = await correctionOf(uri);
	if (found === undefined || found.kept.state !== 'correction') {
		void window.showInformationMessage(l10n.t('Open a suggested correction first.'));
		return;
	}
	if (!workspace.isTrusted) {
		showTrustNeeded();
		return;
	}
	const { kept, file } = found;
	if (!(await isSure(kept.notes))) {
		return;
	}
	const document = await workspace.openTextDocument(file);
	// Loaded here, so that activation does not wait for the parser.
	const { referenceEdit } = await import('../annotating/reference-edit.ts');
	const edit = referenceEdit(document.getText(), kept.question, kept.text);
	if (edit === undefined) {
		const copy = l10n.t('Copy');
		const words = l10n.t(
			'{0} does not hold the question “{1}” in a way that can be added to, or has this reference already: write it by hand.',
			workspace.asRelativePath(file),
			kept.question,
		);
		if ((await window.showWarningMessage(words, copy)) === copy) {
			await env.clipboard.writeText(kept.text);
		}
		return;
	}
	const change = new vscode.WorkspaceEdit();
	const start = document.positionAt(edit.range.start);
	change.replace(file, new vscode.Range(start, document.positionAt(edit.range.end)), edit.text);
	if (await workspace.applyEdit(change)) {
		const added = new vscode.Range(start, document.positionAt(edit.range.start + edit.text.length));
		const viewColumn = columnOf(file);
		const editor = await window.showTextDocument(document, {
			...(viewColumn === undefined ? {} : { viewColumn }),
			selection: new vscode.Range(added.end, added.end),
		});
		editor.revealRange(added, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	}
}

/** What is known against a suggestion is read before it becomes a reference. */
async function isSure(notes: readonly string[]): Promise<boolean> {
	const { l10n, window } = vscode;
	if (notes.length === 0) {
		return true;
	}
	const use = l10n.t('Use as Reference');
	const choice = await window.showWarningMessage(
		l10n.t('Is this suggestion right? Judges will hold answers against it.'),
		{ modal: true, detail: notes.join('\n') },
		use,
	);
	return choice === use;
}
