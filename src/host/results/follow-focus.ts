import * as vscode from 'vscode';
import type { Outlines } from '../language/outlines.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { Runs } from '../runs/runs.ts';
import { isQuestionFile } from '../workspace/roots.ts';
import { Arrivals } from './arrivals.ts';
import type { Focus } from './focus.ts';
import type { LiveResults } from './live-results.ts';

/**
 * Moves the focus with the person: to the question that the cursor comes to, the answer that is open, and what was just
 * started. What the person chose in the panel stays until the cursor moves to another question.
 */
export function registerFollowFocus(parts: FollowParts): vscode.Disposable {
	const { focus, runs, answers } = parts;
	const arrivals = new Arrivals();
	let timer: NodeJS.Timeout | undefined;
	const followCursor = (editor: vscode.TextEditor | undefined) => {
		clearTimeout(timer);
		timer = editor && setTimeout(() => focusOn(editor, { ...parts, arrivals }), SETTLE);
	};
	return vscode.Disposable.from(
		new vscode.Disposable(() => clearTimeout(timer)),
		vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => followCursor(textEditor)),
		vscode.window.onDidChangeActiveTextEditor(editor => {
			const opened = editor && answers.caseOf(editor.document.uri);
			if (opened !== undefined) {
				focus.set(opened);
			} else {
				followCursor(editor);
			}
		}),
		runs.onDidStart(({ request, cases }) => {
			const isFocused = cases.some(({ key }) => key === focus.current?.key);
			// Earlier turns come first; what the person asked for comes last.
			const [wanted] = request.selection.kind === 'all' ? cases : cases.slice(-1);
			if (!isFocused && wanted !== undefined) {
				focus.set({ file: request.file, key: wanted.key });
			}
		}),
	);
}

interface FollowParts {
	readonly focus: Focus;
	readonly store: LiveResults;
	readonly outlines: Outlines;
	readonly runs: Runs;
	readonly answers: AnswerDocuments;
}

const SETTLE = 150;

function focusOn(
	editor: vscode.TextEditor,
	{ focus, store, outlines, arrivals }: FollowParts & { readonly arrivals: Arrivals },
): void {
	const { uri } = editor.document;
	if (!isQuestionFile(uri) || editor !== vscode.window.activeTextEditor) {
		return;
	}
	const { line } = editor.selection.active;
	const question = outlines
		.get(uri)
		?.questions.findLast(({ item }) => item.start.line <= line && line <= item.end.line);
	if (question === undefined) {
		return;
	}
	const results = store.ofFile(uri).filter(({ start }) => start?.question === question.id);
	const [first] = results;
	const moved = first !== undefined && arrivals.arrive(uri.toString(), question.id);
	if (moved && !results.some(({ key }) => key === focus.current?.key)) {
		focus.set({ file: uri, key: first.key });
	}
}
