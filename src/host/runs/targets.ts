import * as vscode from 'vscode';
import type { Outlines } from '../language/outlines.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { Focus, FocusedCase } from '../results/focus.ts';
import type { LiveResults } from '../results/live-results.ts';
import { isQuestionFile } from '../workspace/roots.ts';

/** What lenses and other places hand to a command: plain data, resolved when the person clicks. */
export interface TargetArgument {
	readonly file: string | vscode.Uri;
	readonly question?: string;
	readonly key?: string;
}

export interface Target {
	readonly file: vscode.Uri;
	readonly question: string | undefined;
	readonly key: string | undefined;
}

/** Finds out what a command is about, from what it was called with, else from where the cursor stands. */
export class Targets {
	private readonly parts: TargetParts;

	constructor(parts: TargetParts) {
		this.parts = parts;
	}

	resolve(argument: unknown): Target | undefined {
		if (isTargetArgument(argument)) {
			const { file, question, key } = argument;
			return { file: typeof file === 'string' ? vscode.Uri.parse(file) : file, question, key };
		}
		const ofThread = this.parts.caseOfThread(argument);
		if (ofThread !== undefined) {
			return this.ofCase(ofThread);
		}
		if (argument instanceof vscode.Uri && !isQuestionFile(argument)) {
			const ofAnswer = this.parts.answers.caseOf(argument);
			if (ofAnswer !== undefined) {
				return this.ofCase(ofAnswer);
			}
		}
		return this.atCursor();
	}

	/** The one case that a command is about. Asks the person where a question has several. */
	async resolveCase(argument: unknown): Promise<FocusedCase | undefined> {
		const target = this.resolve(argument);
		if (target === undefined) {
			return this.parts.focus.current;
		}
		if (target.key !== undefined) {
			return { file: target.file, key: target.key };
		}
		const results = this.parts.store
			.ofFile(target.file)
			.filter(result => target.question === undefined || result.start?.question === target.question);
		const focused = this.parts.focus.current;
		if (focused?.file.toString() === target.file.toString() && results.some(result => result.key === focused.key)) {
			return focused;
		}
		if (results.length <= 1) {
			return results[0] && { file: target.file, key: results[0].key };
		}
		const picked = await vscode.window.showQuickPick(
			results.map(({ key, start }) => ({
				label: start?.model ?? key,
				description: `${start?.question ?? ''} · ${start?.prompt ?? ''}`,
				key,
			})),
			{ placeHolder: vscode.l10n.t('Which answer?') },
		);
		return picked && { file: target.file, key: picked.key };
	}

	private ofCase(focused: FocusedCase): Target {
		return { ...focused, question: this.parts.store.get(focused.file, focused.key)?.start?.question };
	}

	private atCursor(): Target | undefined {
		const editor = vscode.window.activeTextEditor;
		if (editor === undefined) {
			return undefined;
		}
		const { uri } = editor.document;
		if (!isQuestionFile(uri)) {
			const ofAnswer = this.parts.answers.caseOf(uri);
			return ofAnswer && this.ofCase(ofAnswer);
		}
		const { line } = editor.selection.active;
		const question = this.parts.outlines
			.get(uri)
			?.questions.findLast(({ item }) => item.start.line <= line && line <= item.end.line);
		return { file: uri, question: question?.id, key: undefined };
	}
}

interface TargetParts {
	readonly outlines: Outlines;
	readonly store: LiveResults;
	readonly focus: Focus;
	readonly answers: AnswerDocuments;
	/** The case of a comment thread, of one of its comments, or of a reply to it. */
	readonly caseOfThread: (argument: unknown) => FocusedCase | undefined;
}

function isTargetArgument(argument: unknown): argument is TargetArgument {
	const { file } = (argument ?? {}) as Partial<TargetArgument>;
	return typeof file === 'string' || file instanceof vscode.Uri;
}
