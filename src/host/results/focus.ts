import type * as vscode from 'vscode';

/** Which result the person looks at: the panel shows it and the painters paint it. */
export interface Focus {
	readonly current: FocusedCase | undefined;
	readonly onDidChange: vscode.Event<FocusedCase | undefined>;
	set(focused: FocusedCase | undefined): void;
}

export interface FocusedCase {
	readonly file: vscode.Uri;
	readonly key: string;
}
