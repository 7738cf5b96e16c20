import { selectorFor } from '../../core/annotations/anchor.ts';
import {
	addAnnotation,
	changeAnnotation,
	type IdentifiedAnswer,
	removeAnnotation,
	setRating,
	setReview,
} from '../../core/annotations/edit.ts';
import type { AnnotationFile, Review } from '../../core/documents/annotation-file.ts';
import type { AnnotationDraft, RatingDraft } from './annotations.ts';

/** What a person does with the annotations of an answer. */
export type AnnotationChange =
	| { readonly kind: 'add'; readonly draft: AnnotationDraft }
	| { readonly kind: 'remove'; readonly id: string }
	| { readonly kind: 'review'; readonly state: Review['state'] }
	| { readonly kind: 'rate'; readonly draft: RatingDraft };

/** The answer that is meant, and who speaks when. */
export interface AnnotatedCase {
	readonly answer: IdentifiedAnswer;
	readonly by: string | undefined;
	/** Day, ISO 8601. */
	readonly at: string;
}

/** The file after a change. */
export function changeAnnotations(file: AnnotationFile, change: AnnotationChange, said: AnnotatedCase): AnnotationFile {
	const { answer, by, at } = said;
	switch (change.kind) {
		case 'add': {
			const { range, label, note } = change.draft;
			const target = selectorFor(answer.text, range);
			// A person who marks the same words another way has changed their mind. Notes may stand side by side.
			const same = file.annotations.find(
				said =>
					label !== 'note' &&
					said.label !== 'note' &&
					said.answer === answer.hash &&
					said.by === by &&
					JSON.stringify(said.target) === JSON.stringify(target),
			);
			return same === undefined
				? addAnnotation(file, answer, { target, label, note, by, at }).file
				: changeAnnotation(file, same.id, { label, at });
		}
		case 'remove':
			return removeAnnotation(file, change.id);
		case 'review':
			return setReview(file, answer, { state: change.state, by, at });
		case 'rate': {
			const { criterion, rating, reason } = change.draft;
			return setRating(file, answer, { criterion, rating, reason, by, at });
		}
	}
}
