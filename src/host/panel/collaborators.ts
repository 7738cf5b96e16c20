import type * as vscode from 'vscode';
import type { FocusedCase } from '../results/focus.ts';

/** Where answers stand as documents (`groundline-answer:`). The text of the document is the answer, verbatim. */
export interface AnswerDocuments {
	uriOf(focused: FocusedCase): vscode.Uri;
	/** The case whose answer a document shows; `undefined` for any other document. */
	caseOf(uri: vscode.Uri): FocusedCase | undefined;
}

/** What can be done with a result. Each resolves when it has started; what happens then comes through the store. */
export interface ReviewVerbs {
	/** Judges the recorded answer again, without calling the answering model. */
	judge(focused: FocusedCase): Promise<void>;
	/** Asks the model again, and judges. */
	run(focused: FocusedCase): Promise<void>;
	cancel(focused: FocusedCase): Promise<void>;
}
