import type * as vscode from 'vscode';
import type { IdentifiedAnswer } from '../../core/annotations/edit.ts';
import type { AnnotationFile, AnnotationLabel, Preference, Review } from '../../core/documents/annotation-file.ts';
import type { TextRange } from '../../core/text/range.ts';
import type { FocusedCase } from '../results/focus.ts';
import type { CaseAnnotations } from './case-annotations.ts';

/**
 * People's decisions about answers, kept in `<name>.annotations.yaml` beside each question file: what threads, lenses,
 * painters and the panel ask of them. Every change is an undoable edit of that file. Where nothing can be written
 * (an untrusted folder, a file that cannot be read), a message says so and the promise resolves to false.
 */
export interface Annotations {
	/** Fires with the question file whose annotations changed, on disk or in an editor. */
	readonly onDidChange: vscode.Event<vscode.Uri>;
	/** What people said of the case's current answer, in the order of the file; orphans included. */
	of(focused: FocusedCase): readonly ShownAnnotation[];
	/** The latest review of the case's current answer. */
	reviewOf(focused: FocusedCase): Review['state'] | undefined;
	/** The same with places in the answer, every review and every rating. */
	ofCase(focused: FocusedCase): CaseAnnotations;
	/** All that the annotations file of a question file says; empty where there is none. */
	fileOf(questions: vscode.Uri): Promise<AnnotationFile>;
	/** Writes a note on the whole answer. */
	addNote(focused: FocusedCase, note: string): Promise<boolean>;
	/** Labels a range of the answer. */
	add(focused: FocusedCase, draft: AnnotationDraft): Promise<boolean>;
	remove(focused: FocusedCase, id: string): Promise<boolean>;
	/** Writes a decision on the whole answer; the newest word of a reviewer wins. */
	review(focused: FocusedCase, state: Review['state']): Promise<boolean>;
	/** Says which of two answers of a question file a person prefers. */
	prefer(questions: vscode.Uri, preference: PreferenceDraft): Promise<boolean>;
	/** Sets a person's rating beside the judge's. */
	rate(focused: FocusedCase, rating: RatingDraft): Promise<boolean>;
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

export interface AnnotationDraft {
	/** Offsets in the answer. */
	readonly range: TextRange;
	readonly label: AnnotationLabel;
	readonly note: string | undefined;
}

/** `left`: which answer stood on the left where names were hidden. */
export interface PreferenceDraft extends Pick<Preference, 'question' | 'winner' | 'left'> {
	readonly a: IdentifiedAnswer;
	readonly b: IdentifiedAnswer;
}

export interface RatingDraft {
	readonly criterion: string;
	readonly rating: string;
	readonly reason: string | undefined;
}
