import type * as vscode from 'vscode';
import type { AnnotationLabel, Review } from '../../core/documents/annotation-file.ts';
import type { FocusedCase } from '../results/focus.ts';

/** People's decisions about answers: what threads, lenses and the panel ask of them. Stored as `*.annotations.yaml`. */
export interface Annotations {
	/** Fires with the question file whose annotations changed. */
	readonly onDidChange: vscode.Event<vscode.Uri>;
	/** What people said of the case's current answer, in the order of the file; orphans included. */
	of(focused: FocusedCase): readonly ShownAnnotation[];
	/** The latest review of the case's current answer. */
	reviewOf(focused: FocusedCase): Review['state'] | undefined;
	/** Writes a note on the whole answer, undoable. Shows a message and resolves to false where it cannot be written. */
	addNote(focused: FocusedCase, note: string): Promise<boolean>;
	/** Writes a decision on the answer, undoable. */
	review(focused: FocusedCase, state: Review['state']): Promise<boolean>;
	remove(focused: FocusedCase, id: string): Promise<boolean>;
}

export interface ShownAnnotation {
	readonly id: string;
	readonly label: AnnotationLabel;
	/** The words it is about; empty for the whole answer. */
	readonly exact: string;
	readonly note: string | undefined;
	readonly by: string | undefined;
	readonly at: string | undefined;
	/** False where the answer no longer holds the words. */
	readonly anchored: boolean;
}
