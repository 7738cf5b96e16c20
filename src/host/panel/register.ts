import * as vscode from 'vscode';
import { COMMANDS, VIEWS } from '../ids.ts';
import { ReviewView, type ReviewViewOptions } from './review-view.ts';

/** The Review panel, and the command that shows it. */
export function registerReviewPanel(options: ReviewViewOptions): vscode.Disposable {
	const view = new ReviewView(options);
	return vscode.Disposable.from(
		view,
		vscode.window.registerWebviewViewProvider(VIEWS.review, view),
		vscode.commands.registerCommand(COMMANDS.showReview, async (focused: unknown) => {
			if (isFocusedCase(focused)) {
				options.focus.set(focused);
			}
			await vscode.commands.executeCommand(`${VIEWS.review}.focus`);
		}),
	);
}

function isFocusedCase(value: unknown): value is { readonly file: vscode.Uri; readonly key: string } {
	if (typeof value !== 'object' || value === null) {
		return false;
	}
	const { file, key } = value as Record<string, unknown>;
	return file instanceof vscode.Uri && typeof key === 'string';
}
