import * as vscode from 'vscode';
import { COMMANDS, SETTINGS } from '../ids.ts';
import { onSettingChange, setting } from '../settings.ts';

/** Above a rubric: measures the judge that rates by it. */
export function registerRubricLens(): vscode.Disposable {
	const changed = new vscode.EventEmitter<void>();
	const provider: vscode.CodeLensProvider = {
		onDidChangeCodeLenses: changed.event,
		provideCodeLenses: document =>
			setting(SETTINGS.codeLensEnabled, true, document.uri)
				? [
						new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
							title: vscode.l10n.t('⚖ Measure the judge'),
							tooltip: vscode.l10n.t('Show the judge answers that are known to be bad or good, and count its errors'),
							command: COMMANDS.measureJudge,
							arguments: [document.uri],
						}),
						new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
							title: vscode.l10n.t('Preview judge prompt'),
							tooltip: vscode.l10n.t(
								'Show what the judge would be sent by this rubric, for the answer that was looked at last',
							),
							command: COMMANDS.previewJudgePrompt,
							arguments: [document.uri],
						}),
					]
				: [],
	};
	return vscode.Disposable.from(
		changed,
		onSettingChange([SETTINGS.codeLensEnabled], () => changed.fire()),
		vscode.languages.registerCodeLensProvider({ scheme: 'file', pattern: '**/*.rubric.{yaml,yml}' }, provider),
	);
}
