import * as vscode from 'vscode';
import { annotationsPath } from '../../core/annotations/annotations-path.ts';
import { isQuestionFile } from '../workspace/roots.ts';

/** Renames the annotations of a question file together with it, in the same edit. */
export function registerAnnotationRename(): vscode.Disposable {
	return vscode.workspace.onWillRenameFiles(event => {
		const renames = event.files.filter(({ oldUri, newUri }) => isQuestionFile(oldUri) && isQuestionFile(newUri));
		if (renames.length > 0 && vscode.workspace.isTrusted) {
			event.waitUntil(renameBeside(renames));
		}
	});
}

async function renameBeside(
	renames: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[],
): Promise<vscode.WorkspaceEdit> {
	const edit = new vscode.WorkspaceEdit();
	for (const { oldUri, newUri } of renames) {
		const from = oldUri.with({ path: annotationsPath(oldUri.path) });
		const to = newUri.with({ path: annotationsPath(newUri.path) });
		if ((await exists(from)) && !(await exists(to))) {
			edit.renameFile(from, to);
		}
	}
	return edit;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
	try {
		await vscode.workspace.fs.stat(uri);
		return true;
	} catch {
		return false;
	}
}
