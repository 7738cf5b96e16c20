import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';
import type { Targets } from '../runs/targets.ts';
import { type RevisingParts, suggestCorrection } from './suggest-correction.ts';
import { useAsReference } from './use-as-reference.ts';

/** *Suggest Correction* for the answer that it is called on, else the one at the cursor; *Use as Reference* on what it shows. */
export function registerRevising({
	targets,
	...parts
}: Omit<RevisingParts, 'open'> & { readonly targets: Targets }): vscode.Disposable {
	const open = new Set<string>();
	return vscode.Disposable.from(
		vscode.commands.registerCommand(COMMANDS.suggestCorrection, async (argument: unknown) => {
			const focused = await targets.resolveCase(argument);
			if (focused === undefined) {
				void vscode.window.showInformationMessage(vscode.l10n.t('There is no answer yet. Run the question first.'));
				return;
			}
			await suggestCorrection(focused, { ...parts, open });
		}),
		vscode.commands.registerCommand(COMMANDS.useAsReference, async (argument: unknown) => {
			const uri = argument instanceof vscode.Uri ? argument : activeDocument();
			if (uri !== undefined) {
				await useAsReference(uri);
			}
		}),
	);
}

/** The right side of a difference, where one is in front. */
function activeDocument(): vscode.Uri | undefined {
	const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
	return input instanceof vscode.TabInputTextDiff ? input.modified : vscode.window.activeTextEditor?.document.uri;
}
