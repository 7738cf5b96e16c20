import * as vscode from 'vscode';
import { COMMANDS, SETTINGS } from '../ids.ts';
import { onSettingChange, setting } from '../settings.ts';

/** ▶ above a prompt template: runs it with its own sample inputs. */
export function registerPromptLens(): vscode.Disposable {
	const changed = new vscode.EventEmitter<void>();
	const provider: vscode.CodeLensProvider = {
		onDidChangeCodeLenses: changed.event,
		provideCodeLenses: document =>
			setting(SETTINGS.codeLensEnabled, true, document.uri)
				? [
						new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
							title: vscode.l10n.t('▶ Run with sample inputs'),
							tooltip: vscode.l10n.t('Fill in the sample inputs of this prompt and ask its model'),
							command: COMMANDS.runPrompt,
							arguments: [document.uri],
						}),
					]
				: [],
	};
	return vscode.Disposable.from(
		changed,
		onSettingChange([SETTINGS.codeLensEnabled], () => changed.fire()),
		vscode.languages.registerCodeLensProvider(
			{ scheme: 'file', pattern: '**/*.{prompty,prompt.yml,prompt.yaml}' },
			provider,
		),
	);
}
