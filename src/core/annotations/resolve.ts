import type { Annotation, AnnotationFile, Rating, Review } from '../documents/annotation-file.ts';
import type { TextRange } from '../text/range.ts';
import { type Anchor, anchor } from './anchor.ts';

/** The answer that a person looks at. */
export interface PresentAnswer {
	/** Question id, prompt stem and model name, as in the case key. */
	readonly question: string;
	readonly prompt: string;
	readonly model: string;
	readonly answerText: string;
	/** Short hash of the text. */
	readonly answerHash: string;
}

/** An annotation found in the present text, or an orphan, shown with its old words. */
export type ResolvedAnnotation = Annotation & {
	readonly place: Anchor;
	/** `carried`: made on another answer of the same question, prompt and model. */
	readonly origin: 'own' | 'carried';
};

export interface ResolvedAnnotations {
	/** In the order of the file. */
	readonly annotations: readonly ResolvedAnnotation[];
	/** Decisions on exactly this text. */
	readonly reviews: readonly Review[];
	readonly ratings: readonly Rating[];
}

/**
 * What people said that concerns an answer: of this very text, and of other answers of the same case, anchored anew. What
 * no longer matches is an orphan; none vanishes, but for a carried one that was made again here.
 */
export function resolveAnnotations(file: AnnotationFile, present: PresentAnswer): ResolvedAnnotations {
	const found: ResolvedAnnotation[] = [];
	const own = new Set<string>();
	for (const annotation of file.annotations) {
		const origin = originOf(annotation, file, present);
		if (origin === undefined) {
			continue;
		}
		const before = origin === 'carried' ? file.answers.get(annotation.answer ?? '')?.text : undefined;
		const place = anchor(annotation.target, present.answerText, before);
		found.push({ ...annotation, place, origin });
		if (origin === 'own') {
			own.add(identity(annotation, place));
		}
	}
	return {
		annotations: found.filter(each => each.origin === 'own' || !own.has(identity(each, each.place))),
		reviews: file.reviews.filter(review => review.answer === present.answerHash),
		ratings: file.ratings.filter(rating => rating.answer === present.answerHash),
	};
}

/** What people said of a context file, anchored in its present text. `path` is as the annotations write it. */
export function resolveContextAnnotations(
	file: AnnotationFile,
	path: string,
	text: string,
): readonly ResolvedAnnotation[] {
	return file.annotations
		.filter(annotation => annotation.context?.file === path)
		.map(annotation => ({ ...annotation, place: anchor(annotation.target, text), origin: 'own' }));
}

function originOf(
	{ answer }: Annotation,
	file: AnnotationFile,
	present: PresentAnswer,
): ResolvedAnnotation['origin'] | undefined {
	if (answer === undefined) {
		return undefined;
	}
	if (answer === present.answerHash) {
		return 'own';
	}
	const other = file.answers.get(answer);
	return other?.question === present.question && other.model === present.model && other.prompt === present.prompt
		? 'carried'
		: undefined;
}

function identity(annotation: Annotation, place: Anchor): string {
	const range: TextRange | undefined = place.kind === 'anchored' ? place.range : undefined;
	return `${annotation.label} ${annotation.by ?? ''} ${range?.start ?? annotation.target.exact} ${range?.end ?? ''}`;
}
