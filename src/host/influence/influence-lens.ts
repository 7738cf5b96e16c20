import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import { COMMANDS } from '../ids.ts';
import type { TargetArgument } from '../runs/targets.ts';

/** Above an open answer: which lines it used. An answer that is recorded in the file has no model that could be asked again. */
export function influenceLens({ start }: CaseResult, target: TargetArgument): readonly vscode.Command[] {
	const { t } = vscode.l10n;
	return start?.recorded === true
		? []
		: [
				{
					title: t('$(zap) Used lines'),
					command: COMMANDS.showInfluence,
					arguments: [target],
					tooltip: t('Show which lines influenced this answer, measured by leaving lines out'),
				},
			];
}
