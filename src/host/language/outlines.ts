import * as vscode from 'vscode';
import { changedOutline, type OutlineChange, type OutlineParams } from '../../shared/outline.ts';

/** What the language server last said of each open question file. Lenses and gutter marks read from here. */
export interface Outlines {
	readonly onDidChange: vscode.Event<OutlineParams>;
	get(file: vscode.Uri): OutlineParams | undefined;
}

/** Keeps the newest outline of each file; those of closed files are forgotten. */
export class OutlineStore implements Outlines, vscode.Disposable {
	private readonly byUri = new Map<string, OutlineParams>();
	private readonly changed = new vscode.EventEmitter<OutlineParams>();
	private readonly closing = vscode.workspace.onDidCloseTextDocument(document => {
		this.byUri.delete(document.uri.toString());
	});
	readonly onDidChange = this.changed.event;

	get(file: vscode.Uri): OutlineParams | undefined {
		return this.byUri.get(file.toString());
	}

	set(outline: OutlineParams): void {
		// The server and the editor may escape the same address differently.
		const uri = vscode.Uri.parse(outline.uri).toString();
		const known = this.byUri.get(uri);
		if (known !== undefined && known.version > outline.version) {
			return;
		}
		this.byUri.set(uri, { ...outline, uri });
		this.changed.fire({ ...outline, uri });
	}

	/** Takes a change in. One to an outline that is not the one kept here means nothing. */
	change(change: OutlineChange): void {
		const known = this.byUri.get(vscode.Uri.parse(change.uri).toString());
		if (known !== undefined && known.version === change.since) {
			this.set(changedOutline(known, change));
		}
	}

	dispose(): void {
		this.closing.dispose();
		this.changed.dispose();
		this.byUri.clear();
	}
}
