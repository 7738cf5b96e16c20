import * as vscode from 'vscode';
import type { ModelFailure } from '../../core/review/ports.ts';

/** What became of a prompt that was run on its own with its sample inputs. Kept for this window only. */
export interface PromptAnswer {
	readonly model: string;
	readonly text: string;
	readonly state: 'answering' | 'answered' | 'failed' | 'cancelled';
	readonly failure: Pick<ModelFailure, 'message'> | undefined;
	readonly latencyMs: number | undefined;
}

export class PromptAnswers implements vscode.Disposable {
	private readonly answers = new Map<string, PromptAnswer>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	/** Fires with the prompt file whose answer grew or ended. */
	readonly onDidChange = this.changed.event;

	get(prompt: vscode.Uri): PromptAnswer | undefined {
		return this.answers.get(prompt.toString());
	}

	set(prompt: vscode.Uri, answer: PromptAnswer): void {
		this.answers.set(prompt.toString(), answer);
		this.changed.fire(prompt);
	}

	dispose(): void {
		this.changed.dispose();
		this.answers.clear();
	}
}
