import * as vscode from 'vscode';
import type { Focus, FocusedCase } from './focus.ts';

/** The one focus of a window. Setting what is set already fires nothing. */
export class FocusHolder implements Focus, vscode.Disposable {
	private focused: FocusedCase | undefined;
	private readonly changed = new vscode.EventEmitter<FocusedCase | undefined>();
	readonly onDidChange = this.changed.event;

	get current(): FocusedCase | undefined {
		return this.focused;
	}

	set(focused: FocusedCase | undefined): void {
		if (focused?.key === this.focused?.key && focused?.file.toString() === this.focused?.file.toString()) {
			return;
		}
		this.focused = focused;
		this.changed.fire(focused);
	}

	dispose(): void {
		this.changed.dispose();
	}
}
