import * as vscode from 'vscode';
import { STATE_FOLDER } from '../../core/review/state-folder.ts';

/** The folder that the paths of a document are relative to: its workspace folder, or its own folder outside all of them. */
export function rootOf(file: vscode.Uri): vscode.Uri {
	return vscode.workspace.getWorkspaceFolder(file)?.uri ?? vscode.Uri.joinPath(file, '..');
}

/** Path of a file below a root, with forward slashes; `undefined` outside it. */
export function pathBelow(root: vscode.Uri, file: vscode.Uri): string | undefined {
	const folder = root.path.endsWith('/') ? root.path : `${root.path}/`;
	return file.scheme === root.scheme && file.authority === root.authority && file.path.startsWith(folder)
		? file.path.slice(folder.length)
		: undefined;
}

/** True for every file that the tool itself keeps. */
export function isOwnFile(file: vscode.Uri): boolean {
	return file.path.split('/').includes(STATE_FOLDER);
}

/** The question files of the workspace, sorted by address. */
export async function questionFiles(): Promise<readonly vscode.Uri[]> {
	const found = await vscode.workspace.findFiles(QUESTION_FILES, '**/{node_modules,.groundline}/**');
	return found.sort((a, b) => (a.toString() < b.toString() ? -1 : 1));
}

export const QUESTION_FILES = '**/*.questions.{yaml,yml}';

/** True for the address of a question file on disk. */
export function isQuestionFile(file: vscode.Uri): boolean {
	return file.scheme === 'file' && /\.questions\.ya?ml$/i.test(file.path);
}
