import type { Annotation, Rating, Review } from '../../core/documents/annotation-file.ts';
import type { TextRange } from '../../core/text/range.ts';

/** What people said about one answer, in the order of the file. */
export interface CaseAnnotations {
	readonly annotations: readonly PlacedAnnotation[];
	/** Decisions on exactly this answer. */
	readonly reviews: readonly Review[];
	/** Ratings of exactly this answer. */
	readonly ratings: readonly Rating[];
	/** Why the file cannot be read, in a person's words; its annotations are then missing here. */
	readonly problem: string | undefined;
}

/** An annotation found in the present answer, or an orphan, shown with its old text. */
export type PlacedAnnotation = Annotation & {
	readonly place:
		| { readonly kind: 'anchored'; readonly range: TextRange; readonly how: 'exact' | 'context' | 'fuzzy' }
		| { readonly kind: 'orphan' };
};

export const NO_ANNOTATIONS: CaseAnnotations = { annotations: [], reviews: [], ratings: [], problem: undefined };
