import * as vscode from 'vscode';
import type { Outlines } from '../language/outlines.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { Focus, FocusedCase } from '../results/focus.ts';
import type { LiveResults } from '../results/live-results.ts';
import { isQuestionFile } from '../workspace/roots.ts';

interface LookedAtParts {
	readonly outlines: Outlines;
	readonly store: LiveResults;
	readonly focus: Focus;
	readonly answers: AnswerDocuments;
}

/** Knows which question a person looks at: a run asks this often, so it is found out only when something moved. */
export class LookedAt implements vscode.Disposable {
	private readonly parts: LookedAtParts;
	private readonly subscriptions: vscode.Disposable;
	private known: { readonly file: string; readonly question: string } | undefined;
	private moved = true;

	constructor(parts: LookedAtParts) {
		this.parts = parts;
		const move = () => {
			this.moved = true;
		};
		this.subscriptions = vscode.Disposable.from(
			vscode.window.onDidChangeActiveTextEditor(move),
			vscode.window.onDidChangeTextEditorSelection(move),
			parts.focus.onDidChange(move),
			parts.outlines.onDidChange(move),
		);
	}

	/** The id of the question of that file, if it is one of it that the person looks at. */
	questionOf(file: vscode.Uri): string | undefined {
		if (this.moved) {
			this.moved = false;
			this.known = this.find();
		}
		return this.known?.file === file.toString() ? this.known.question : undefined;
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	/** Where the cursor stands in a question file, else whose answer is open, else what the panel shows. */
	private find(): typeof this.known {
		const { outlines, focus, answers } = this.parts;
		const editor = vscode.window.activeTextEditor;
		const uri = editor?.document.uri;
		if (editor !== undefined && uri !== undefined && isQuestionFile(uri)) {
			const { line } = editor.selection.active;
			const question = outlines
				.get(uri)
				?.questions.findLast(({ item }) => item.start.line <= line && line <= item.end.line);
			return question && { file: uri.toString(), question: question.id };
		}
		return this.ofCase(uri && answers.caseOf(uri)) ?? this.ofCase(focus.current);
	}

	private ofCase(focused: FocusedCase | undefined): typeof this.known {
		const question = focused && this.parts.store.get(focused.file, focused.key)?.start?.question;
		return question === undefined ? undefined : { file: focused!.file.toString(), question };
	}
}
