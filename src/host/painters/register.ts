import * as vscode from 'vscode';
import type { Annotations } from '../annotating/annotations.ts';
import { COMMANDS, SETTINGS } from '../ids.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { Focus } from '../results/focus.ts';
import type { ResultStore } from '../results/store.ts';
import { AnswerPainter } from './answer-painter.ts';
import { ContextPainter } from './context-painter.ts';
import { registerHovers } from './hovers.ts';
import { registerNavigation } from './navigation.ts';

export interface PainterOptions {
	readonly store: ResultStore;
	readonly focus: Focus;
	readonly answers: AnswerDocuments;
	readonly annotations: Annotations;
	readonly extensionUri: vscode.Uri;
}

/** Shows the focused result where its texts are: lines of the context, words of the answer, and the ways between them. */
export function registerPainters(options: PainterOptions): vscode.Disposable {
	const { store, focus, answers, annotations } = options;
	const icons = vscode.Uri.joinPath(options.extensionUri, 'media', 'icons');
	const painter = new ContextPainter({ store, focus, icons });
	return vscode.Disposable.from(
		painter,
		new AnswerPainter({ store, focus, answers, annotations, icons }),
		registerHovers({ painter, store, answers, annotations }),
		registerNavigation({ painter, store, focus, answers }),
		vscode.commands.registerCommand(COMMANDS.toggleHighlights, toggleHighlights),
	);
}

async function toggleHighlights(): Promise<void> {
	const settings = vscode.workspace.getConfiguration('groundline');
	const enabled = settings.get<boolean>(SETTINGS.highlightEnabled, true);
	// Where the folder sets it, the person's own setting would change nothing. An untrusted folder's setting is not read.
	const inFolder =
		settings.inspect(SETTINGS.highlightEnabled)?.workspaceValue !== undefined && vscode.workspace.isTrusted;
	const target = inFolder ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
	await settings.update(SETTINGS.highlightEnabled, !enabled, target);
}
