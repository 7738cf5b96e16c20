import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';

/** What became of prompts that were run on their own with their sample inputs. Kept for this window only. */
export class PromptAnswers implements vscode.Disposable {
	private readonly answers = new Map<string, CaseResult>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	/** Fires with the prompt file whose answer grew or ended. */
	readonly onDidChange = this.changed.event;

	get(prompt: vscode.Uri): CaseResult | undefined {
		return this.answers.get(prompt.toString());
	}

	set(prompt: vscode.Uri, answer: CaseResult): void {
		this.answers.set(prompt.toString(), answer);
		this.changed.fire(prompt);
	}

	dispose(): void {
		this.changed.dispose();
		this.answers.clear();
	}
}
