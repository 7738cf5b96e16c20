import type * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';

/**
 * The one place in the host where results live: runs write to it, painters read from it. Results of earlier sessions
 * are read back from the run files. Keyed by question file and case key; the newest result of a case wins.
 */
export interface ResultStore {
	/** Fires at most 20 times a second while an answer streams. */
	readonly onDidChange: vscode.Event<ResultChange>;
	/** The newest result of a case. */
	get(file: vscode.Uri, key: string): CaseResult | undefined;
	/** The newest results of a question file, one for each case, in the order of their keys. */
	ofFile(file: vscode.Uri): readonly CaseResult[];
	/** Earlier results of a case, newest first, at most 50. */
	history(file: vscode.Uri, key: string): readonly CaseResult[];
	/** Every question file with a result. */
	files(): readonly vscode.Uri[];
	/** Why a result no longer fits its documents (one sentence each, "prompt changed: 3fa… → 81c…"); empty = fresh. */
	staleness(file: vscode.Uri, key: string): readonly string[];
	/** Resolves a path of a result (root-relative) against the root of its question file. */
	resolve(file: vscode.Uri, path: string): vscode.Uri;
}

export interface ResultChange {
	readonly file: vscode.Uri;
	readonly keys: readonly string[];
	/** `piece`: only streamed text grew. */
	readonly kind: 'piece' | 'result' | 'staleness';
}
