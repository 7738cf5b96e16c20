import * as vscode from 'vscode';
import { SETTINGS } from '../ids.ts';
import { onSettingChange, setting } from '../settings.ts';

/** Lenses above the first line of files: what can be done with the whole of one. */
export function registerTopLenses(
	pattern: string,
	commandsFor: (file: vscode.Uri) => readonly vscode.Command[],
): vscode.Disposable {
	const changed = new vscode.EventEmitter<void>();
	const top = new vscode.Range(0, 0, 0, 0);
	const provider: vscode.CodeLensProvider = {
		onDidChangeCodeLenses: changed.event,
		provideCodeLenses: ({ uri }) =>
			setting(SETTINGS.codeLensEnabled, true, uri)
				? commandsFor(uri).map(command => new vscode.CodeLens(top, command))
				: [],
	};
	return vscode.Disposable.from(
		changed,
		onSettingChange([SETTINGS.codeLensEnabled], () => changed.fire()),
		vscode.languages.registerCodeLensProvider({ scheme: 'file', pattern }, provider),
	);
}
