import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';
import { registerTopLenses } from './top-lenses.ts';

/** Above a rubric: measures the judge that rates by it. */
export function registerRubricLens(): vscode.Disposable {
	const { t } = vscode.l10n;
	return registerTopLenses('**/*.rubric.{yaml,yml}', file => [
		{
			title: t('⚖ Measure the judge'),
			tooltip: t('Show the judge answers that are known to be bad or good, and count its errors'),
			command: COMMANDS.measureJudge,
			arguments: [file],
		},
		{
			title: t('Preview judge prompt'),
			tooltip: t('Show what the judge would be sent by this rubric, for the answer that was looked at last'),
			command: COMMANDS.previewJudgePrompt,
			arguments: [file],
		},
	]);
}
