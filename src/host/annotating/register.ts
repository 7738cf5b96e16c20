import * as vscode from 'vscode';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { Focus } from '../results/focus.ts';
import type { ResultStore } from '../results/store.ts';
import { registerAnnotatingCommands } from './annotating-commands.ts';
import { AnnotationStore } from './annotation-store.ts';
import type { Annotations } from './annotations.ts';
import { registerAnswerActions } from './answer-actions.ts';
import { registerAnnotationRename } from './rename-annotations.ts';

export interface AnnotatingOptions {
	readonly store: ResultStore;
	readonly focus: Focus;
	readonly answers: AnswerDocuments;
}

/** People's words about answers: the files that hold them, the commands and fixes that add to them. */
export function registerAnnotating(
	options: AnnotatingOptions,
): vscode.Disposable & { readonly annotations: Annotations } {
	const annotations = new AnnotationStore(options.store);
	const parts = vscode.Disposable.from(
		annotations,
		registerAnnotatingCommands({ ...options, annotations }),
		registerAnswerActions(options.answers),
		registerAnnotationRename(),
	);
	return { annotations, dispose: () => void parts.dispose() };
}
