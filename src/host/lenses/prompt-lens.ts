import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';
import { registerTopLenses } from './top-lenses.ts';

/** ▶ above a prompt template: runs it with its own sample inputs. */
export function registerPromptLens(): vscode.Disposable {
	const { t } = vscode.l10n;
	return registerTopLenses('**/*.{prompty,prompt.yml,prompt.yaml}', file => [
		{
			title: t('▶ Run with sample inputs'),
			tooltip: t('Fill in the sample inputs of this prompt and ask its model'),
			command: COMMANDS.runPrompt,
			arguments: [file],
		},
	]);
}
