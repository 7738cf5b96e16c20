import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import { COMMANDS } from '../ids.ts';
import type { TargetArgument } from '../runs/targets.ts';
import { isDoubtful } from './doubtful.ts';

/** Above an open answer that is wrong, or that says what its context does not: the way to a better one. */
export function correctionLens(result: CaseResult, target: TargetArgument): readonly vscode.Command[] {
	const { t } = vscode.l10n;
	return isDoubtful(result)
		? [
				{
					title: t('$(edit) Suggest correction'),
					command: COMMANDS.suggestCorrection,
					arguments: [target],
					tooltip: t('Let a model revise this answer by its context, and see the difference'),
				},
			]
		: [];
}
