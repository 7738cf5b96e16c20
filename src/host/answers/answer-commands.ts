import * as vscode from 'vscode';
import type { Annotations } from '../annotating/annotations.ts';
import { COMMANDS, VIEWS } from '../ids.ts';
import type { Focus, FocusedCase } from '../results/focus.ts';
import type { Targets } from '../runs/targets.ts';
import type { Threads } from '../threads/threads.ts';
import { columnBeside } from '../workspace/columns.ts';
import type { RecordKind } from './addresses.ts';
import type { ServedFiles } from './served-files.ts';

/** The commands that show an answer and what belongs to it, and those that say what a person thinks of it. */
export function registerAnswerCommands(parts: AnswerCommandParts): vscode.Disposable {
	const { targets, focus, served, threads, annotations } = parts;
	const { commands, window } = vscode;
	const withCase = (id: string, act: (focused: FocusedCase, argument: unknown) => Promise<unknown>) =>
		commands.registerCommand(id, async (argument: unknown) => {
			const focused = await targets.resolveCase(argument);
			if (focused === undefined) {
				void window.showInformationMessage(vscode.l10n.t('There is no answer yet. Run the question first.'));
				return;
			}
			await act(focused, argument);
		});
	const record = (id: string, kind: RecordKind) =>
		withCase(id, async focused => {
			await showBeside(served.uriOfRecord(focused, kind), focused.file);
		});
	const showPrompt = async (argument: unknown) => {
		const prompt = promptOf(argument);
		const focused = prompt === undefined ? await targets.resolveCase(argument) : undefined;
		if (prompt !== undefined) {
			await showBeside(served.uriOfPromptSent(prompt), prompt);
		} else if (focused !== undefined) {
			await showBeside(served.uriOfRecord(focused, 'prompt'), focused.file);
		}
	};
	return vscode.Disposable.from(
		withCase(COMMANDS.openAnswer, async (focused, argument) => {
			const run = runOf(argument);
			focus.set(focused);
			await showBeside(run === undefined ? served.uriOf(focused) : served.uriOfRun(focused, run), focused.file);
		}),
		withCase(COMMANDS.openResult, async focused => {
			focus.set(focused);
			threads.unfold(focused);
			// A click on a score shows; who types on goes on where they were, and no letter is taken for a verb of the panel.
			await commands.executeCommand(`${VIEWS.review}.focus`, { preserveFocus: true });
		}),
		withCase(COMMANDS.showThread, async focused => threads.unfold(focused)),
		withCase(COMMANDS.acceptAnswer, focused => annotations.review(focused, 'accepted')),
		withCase(COMMANDS.rejectAnswer, focused => annotations.review(focused, 'rejected')),
		commands.registerCommand(COMMANDS.showPrompt, showPrompt),
		record(COMMANDS.showJudgePrompt, 'judge-prompt'),
		record(COMMANDS.showRawReply, 'raw-reply'),
		commands.registerCommand(COMMANDS.removeAnnotation, async (argument: unknown) => {
			const found = threads.annotationOf(argument);
			if (found !== undefined) {
				await annotations.remove(found.focused, found.id);
			}
		}),
		commands.registerCommand(COMMANDS.replyToAnswer, async (reply: vscode.CommentReply) => {
			const focused = threads.caseOf(reply.thread);
			if (focused !== undefined && reply.text.trim() !== '') {
				await annotations.addNote(focused, reply.text);
			}
		}),
	);
}

interface AnswerCommandParts {
	readonly targets: Targets;
	readonly focus: Focus;
	readonly served: ServedFiles;
	readonly threads: Threads;
	readonly annotations: Annotations;
}

async function showBeside(uri: vscode.Uri, source: vscode.Uri): Promise<void> {
	const document = await vscode.workspace.openTextDocument(uri);
	await vscode.window.showTextDocument(document, { viewColumn: columnBeside(uri, source), preview: true });
}

function runOf(argument: unknown): string | undefined {
	const { run } = (argument ?? {}) as { readonly run?: unknown };
	return typeof run === 'string' ? run : undefined;
}

/** The prompt file of an argument that names one that was run on its own. */
function promptOf(argument: unknown): vscode.Uri | undefined {
	const { prompt } = (argument ?? {}) as { readonly prompt?: unknown };
	return typeof prompt === 'string' ? vscode.Uri.parse(prompt) : undefined;
}
