import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';

export interface PromptAnswerChange {
	/** The prompt file whose answer grew or ended. */
	readonly prompt: vscode.Uri;
	/** `piece`: only streamed text grew. */
	readonly kind: 'piece' | 'result';
}

/** What became of prompts that were run on their own with their sample inputs. Kept for this window only. */
export class PromptAnswers implements vscode.Disposable {
	private readonly answers = new Map<string, CaseResult>();
	private readonly changed = new vscode.EventEmitter<PromptAnswerChange>();
	readonly onDidChange = this.changed.event;

	get(prompt: vscode.Uri): CaseResult | undefined {
		return this.answers.get(prompt.toString());
	}

	set(prompt: vscode.Uri, answer: CaseResult): void {
		const before = this.get(prompt);
		this.answers.set(prompt.toString(), answer);
		const isPiece = before?.run === answer.run && before.phase === answer.phase;
		this.changed.fire({ prompt, kind: isPiece ? 'piece' : 'result' });
	}

	dispose(): void {
		this.changed.dispose();
		this.answers.clear();
	}
}
