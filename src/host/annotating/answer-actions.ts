import * as vscode from 'vscode';
import { COMMANDS, SCHEMES } from '../ids.ts';
import { ANSWER_SOURCE } from '../painters/answer-painter.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { MarkedWords } from './annotating-commands.ts';

/** Fixes on the squiggles of an answer, and the same for words that are selected. */
export function registerAnswerActions(answers: AnswerDocuments): vscode.Disposable {
	return vscode.languages.registerCodeActionsProvider(
		{ scheme: SCHEMES.answer },
		{
			provideCodeActions(document, range, context) {
				if (answers.caseOf(document.uri) === undefined || !vscode.workspace.isTrusted) {
					return [];
				}
				const squiggles = context.diagnostics.filter(({ source }) => source === ANSWER_SOURCE);
				const fixes = squiggles.flatMap(diagnostic => actionsFor(document, diagnostic.range, diagnostic));
				return fixes.length > 0 || range.isEmpty ? fixes : actionsFor(document, range, undefined);
			},
		},
		{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
	);
}

function actionsFor(
	document: vscode.TextDocument,
	range: vscode.Range,
	diagnostic: vscode.Diagnostic | undefined,
): vscode.CodeAction[] {
	const words: MarkedWords = {
		document: document.uri.toString(),
		start: document.offsetAt(range.start),
		end: document.offsetAt(range.end),
	};
	const action = (title: string, command: string): vscode.CodeAction => {
		const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
		made.command = { title, command, arguments: [words] };
		if (diagnostic !== undefined) {
			made.diagnostics = [diagnostic];
		}
		return made;
	};
	return [
		action(vscode.l10n.t('Mark supported'), COMMANDS.markSupported),
		action(vscode.l10n.t('Mark unsupported'), COMMANDS.markUnsupported),
		action(vscode.l10n.t('Add as probe'), COMMANDS.addProbe),
	];
}
