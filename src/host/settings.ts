import * as vscode from 'vscode';
import type { SETTINGS } from './ids.ts';

/** One setting's value now. In an untrusted folder the editor itself leaves out what the folder says. */
export function setting<T>(name: SettingName, otherwise: T, scope?: vscode.Uri): T {
	return vscode.workspace.getConfiguration('groundline', scope).get<T>(name, otherwise);
}

export type SettingName = (typeof SETTINGS)[keyof typeof SETTINGS];

/** Runs `changed` whenever one of the named settings changes. */
export function onSettingChange(names: readonly SettingName[], changed: () => void): vscode.Disposable {
	return vscode.workspace.onDidChangeConfiguration(event => {
		if (names.some(name => event.affectsConfiguration(`groundline.${name}`))) {
			changed();
		}
	});
}
