import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';
import type { Targets } from '../runs/targets.ts';
import { type InfluenceParts, InfluenceRuns } from './influence-runs.ts';

/** *Show Which Lines Influenced This Answer*, for the answer that the command is called on, else the one at the cursor. */
export function registerInfluence({
	targets,
	...parts
}: InfluenceParts & { readonly targets: Targets }): vscode.Disposable {
	const runs = new InfluenceRuns(parts);
	const command = (id: string, how: 'known' | 'fresh') =>
		vscode.commands.registerCommand(id, async (argument: unknown) => {
			const focused = await targets.resolveCase(argument);
			if (focused === undefined) {
				void vscode.window.showInformationMessage(vscode.l10n.t('There is no answer yet. Run the question first.'));
				return;
			}
			await runs.show(focused, how);
		});
	return vscode.Disposable.from(command(COMMANDS.showInfluence, 'known'), command(COMMANDS.measureInfluence, 'fresh'));
}
