import * as vscode from 'vscode';
import type { TextEdit } from '../../core/documents/problem.ts';
import type { ActiveRun, Runs } from './runs.ts';

/** After the first run of questions without ids, offers to write the ids down: else results are lost with the next edit. */
export function registerIdOffer(runs: Runs): vscode.Disposable {
	const offered = new Set<string>();
	return runs.onDidStart(run => {
		const file = run.request.file.toString();
		const derived = run.cases.some(({ question }) => question.idRange === undefined);
		if (derived && !offered.has(file)) {
			offered.add(file);
			void run.finished.then(() => offer(run));
		}
	});
}

async function offer({ request }: ActiveRun): Promise<void> {
	const { l10n, window, workspace } = vscode;
	const document = await workspace.openTextDocument(request.file);
	if ((await missingIds(document)).length === 0) {
		return; // They come from a data set, which has columns of its own.
	}
	const write = l10n.t('Write Ids Down');
	const choice = await window.showInformationMessage(
		l10n.t(
			'Some questions have no id, so one is made of their text: change the text, and the results no longer belong to it.',
		),
		write,
	);
	if (choice !== write) {
		return;
	}
	const edit = new vscode.WorkspaceEdit();
	// Asked again, because the file may have changed while the question stood.
	for (const { range, text } of await missingIds(document)) {
		edit.insert(request.file, document.positionAt(range.start), text);
	}
	await workspace.applyEdit(edit);
}

async function missingIds(document: vscode.TextDocument): Promise<readonly TextEdit[]> {
	const { parseQuestionFile } = await import('../../core/documents/parse-question-file.ts');
	const { idEdits } = await import('./written-ids.ts');
	return idEdits(document.getText(), parseQuestionFile(document.getText()).file.questions);
}
