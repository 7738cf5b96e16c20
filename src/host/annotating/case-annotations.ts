import {
	type ResolvedAnnotation,
	type ResolvedAnnotations,
	resolveAnnotations,
} from '../../core/annotations/resolve.ts';
import type { AnnotationFile } from '../../core/documents/annotation-file.ts';
import type { CaseResult } from '../../core/review/result.ts';

/** What people said about one answer, in the order of the file. */
export interface CaseAnnotations extends ResolvedAnnotations {
	/** Why the file cannot be read, in a person's words; its annotations are then missing here. */
	readonly problem: string | undefined;
}

/** An annotation found in the present answer, or an orphan, shown with its old text. */
export type PlacedAnnotation = ResolvedAnnotation;

export const NO_ANNOTATIONS: CaseAnnotations = { annotations: [], reviews: [], ratings: [], problem: undefined };

/**
 * What a file says about the answer of a result: of this very answer, and of earlier answers of the same case, found again
 * in this one or left as orphans. While an answer streams nothing can be said of it.
 */
export function caseAnnotations(file: AnnotationFile, { start, answer, text }: CaseResult): CaseAnnotations {
	if (start === undefined || answer === undefined) {
		return NO_ANNOTATIONS;
	}
	const { question, prompt, model } = start;
	const present = { question, prompt, model, answerText: text, answerHash: answer.hash };
	return { ...resolveAnnotations(file, present), problem: undefined };
}
