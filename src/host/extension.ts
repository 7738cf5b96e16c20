import type * as vscode from 'vscode';
import { FocusHolder } from './results/focus-holder.ts';

/** A list of parts. Each `register…` gets what it needs and returns what undoes it. */
export function activate(context: vscode.ExtensionContext): void {
	const focus = new FocusHolder();
	context.subscriptions.push(focus);
}
