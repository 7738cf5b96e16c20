import type * as vscode from 'vscode';
import type { AnnotationLabel } from '../../core/documents/annotation-file.ts';
import type { TextRange } from '../../core/text/range.ts';
import type { FocusedCase } from '../results/focus.ts';
import type { CaseAnnotations } from './case-annotations.ts';

/**
 * People's decisions about answers, kept in `<name>.annotations.yaml` beside each question file. Every change is an
 * undoable edit of that file; in an untrusted folder nothing is written and the person is told.
 */
export interface Annotations {
	/** Fires with the question file whose annotations changed, on disk or in an editor. */
	readonly onDidChange: vscode.Event<vscode.Uri>;
	/**
	 * What people said about the newest answer of a case, found again in its text. Answers from what is known already and
	 * fires {@link onDidChange} once a file that was not yet read has been.
	 */
	ofCase(focused: FocusedCase): CaseAnnotations;
	/** Labels a range of the answer. Resolves to false where nothing was written (the person has been told why). */
	add(focused: FocusedCase, draft: AnnotationDraft): Promise<boolean>;
	remove(focused: FocusedCase, id: string): Promise<boolean>;
	/** Accepts or rejects the whole answer; the newest word of a reviewer wins. */
	review(focused: FocusedCase, state: 'accepted' | 'rejected' | 'uncertain'): Promise<boolean>;
	/** Sets a person's rating beside the judge's. */
	rate(focused: FocusedCase, rating: RatingDraft): Promise<boolean>;
}

export interface AnnotationDraft {
	/** Offsets in the answer; a whole answer where a note is about all of it. */
	readonly range: TextRange;
	readonly label: AnnotationLabel;
	readonly note: string | undefined;
}

export interface RatingDraft {
	readonly criterion: string;
	readonly rating: string;
	readonly reason: string | undefined;
}
