import * as vscode from 'vscode';
import type { Annotations } from '../annotating/annotations.ts';
import type { FocusedCase } from '../results/focus.ts';
import type { ResultStore } from '../results/store.ts';
import { criteriaInOrder } from './criteria.ts';

export interface OverrideOptions {
	readonly store: ResultStore;
	readonly annotations: Annotations;
}

/** Asks for a criterion, a level and a reason, and writes them as a person's rating beside the judge's. */
export async function overrideRating(focused: FocusedCase, { store, annotations }: OverrideOptions): Promise<void> {
	const end = store.get(focused.file, focused.key)?.end;
	if (end === undefined) {
		return;
	}
	const criterion = await vscode.window.showQuickPick(
		criteriaInOrder(end).map(({ id, name }) => ({ label: name, description: end.ratings[id] ?? '', id })),
		{ placeHolder: vscode.l10n.t('Which rating is wrong?') },
	);
	if (criterion === undefined) {
		return;
	}
	const level = await vscode.window.showQuickPick(
		end.rubric.levels.map(({ name, value }) => ({
			label: name,
			description:
				name === end.ratings[criterion.id] ? vscode.l10n.t("{0} · the judge's rating", value) : String(value),
		})),
		{ placeHolder: vscode.l10n.t('Your rating of {0}', criterion.label) },
	);
	if (level === undefined) {
		return;
	}
	const reason = await vscode.window.showInputBox({
		prompt: vscode.l10n.t('Why {0}? May stay empty.', level.label),
	});
	if (reason === undefined) {
		return;
	}
	await annotations.rate(focused, {
		criterion: criterion.id,
		rating: level.label,
		reason: reason.trim() === '' ? undefined : reason.trim(),
	});
}
