import type {
	AnnotatedAnswer,
	Annotation,
	AnnotationFile,
	AnnotationLabel,
	Preference,
	QuoteSelector,
	Rating,
	Review,
} from '../documents/annotation-file.ts';

/** An annotation file without anything in it. */
export const EMPTY_ANNOTATIONS: AnnotationFile = {
	version: 1,
	answers: new Map(),
	annotations: [],
	reviews: [],
	ratings: [],
	preferences: [],
};

/** An answer by its short hash, with what the file keeps of it. */
export type IdentifiedAnswer = AnnotatedAnswer & { readonly hash: string };

export interface NewAnnotation {
	readonly target: QuoteSelector;
	readonly label: AnnotationLabel;
	readonly note: string | undefined;
	readonly by: string | undefined;
	/** ISO 8601. */
	readonly at: string | undefined;
}

/** Adds an annotation of an answer, and the answer where the file does not have it yet. The new id clashes with none. */
export function addAnnotation(
	file: AnnotationFile,
	answer: IdentifiedAnswer,
	annotation: NewAnnotation,
): { readonly file: AnnotationFile; readonly id: string } {
	const id = nextId(file);
	const added: Annotation = { id, answer: answer.hash, context: undefined, ...annotation };
	return { id, file: inserted(withAnswer(file, answer), added) };
}

/** Adds an annotation of a context file, known by its path and the hash of its text. */
export function addContextAnnotation(
	file: AnnotationFile,
	context: { readonly file: string; readonly hash: string },
	annotation: NewAnnotation,
): { readonly file: AnnotationFile; readonly id: string } {
	const id = nextId(file);
	return { id, file: inserted(file, { id, answer: undefined, context, ...annotation }) };
}

/** Changes label, note or target of an annotation; the same file where there is none of that id. */
export function changeAnnotation(file: AnnotationFile, id: string, change: Partial<NewAnnotation>): AnnotationFile {
	return file.annotations.some(annotation => annotation.id === id)
		? { ...file, annotations: file.annotations.map(each => (each.id === id ? { ...each, ...change } : each)) }
		: file;
}

/** Removes an annotation, and its answer where nothing else refers to it. The same file where there is none of that id. */
export function removeAnnotation(file: AnnotationFile, id: string): AnnotationFile {
	const removed = file.annotations.find(annotation => annotation.id === id);
	return removed === undefined
		? file
		: withoutUnused({ ...file, annotations: file.annotations.filter(each => each !== removed) }, removed.answer);
}

/** Sets a person's decision on an answer; it replaces that person's earlier one. */
export function setReview(
	file: AnnotationFile,
	answer: IdentifiedAnswer,
	review: Omit<Review, 'answer'>,
): AnnotationFile {
	const same = (each: Review): boolean => each.answer === answer.hash && each.by === review.by;
	const reviews = replaced(file.reviews, same, { answer: answer.hash, ...review });
	return { ...withAnswer(file, answer), reviews };
}

/** Takes a person's decision back. */
export function removeReview(file: AnnotationFile, answer: string, by: string | undefined): AnnotationFile {
	const reviews = file.reviews.filter(each => each.answer !== answer || each.by !== by);
	return reviews.length === file.reviews.length ? file : withoutUnused({ ...file, reviews }, answer);
}

/** Sets a person's rating of one criterion; it replaces that person's earlier one. */
export function setRating(
	file: AnnotationFile,
	answer: IdentifiedAnswer,
	rating: Omit<Rating, 'answer'>,
): AnnotationFile {
	const same = (each: Rating): boolean =>
		each.answer === answer.hash && each.criterion === rating.criterion && each.by === rating.by;
	const ratings = replaced(file.ratings, same, { answer: answer.hash, ...rating });
	return { ...withAnswer(file, answer), ratings };
}

/** Takes a person's rating of one criterion back. */
export function removeRating(
	file: AnnotationFile,
	answer: string,
	rating: Pick<Rating, 'criterion' | 'by'>,
): AnnotationFile {
	const ratings = file.ratings.filter(
		each => each.answer !== answer || each.criterion !== rating.criterion || each.by !== rating.by,
	);
	return ratings.length === file.ratings.length ? file : withoutUnused({ ...file, ratings }, answer);
}

/** Sets which of two answers a person prefers; it replaces that person's earlier word on the same two and the same question, whichever was called `a`. */
export function setPreference(
	file: AnnotationFile,
	{ a, b }: { readonly a: IdentifiedAnswer; readonly b: IdentifiedAnswer },
	preference: Omit<Preference, 'a' | 'b'>,
): AnnotationFile {
	const pair = [a.hash, b.hash].sort().join();
	const same = (each: Preference): boolean =>
		each.question === preference.question && [each.a, each.b].sort().join() === pair && each.by === preference.by;
	const preferences = replaced(file.preferences, same, { ...preference, a: a.hash, b: b.hash });
	return { ...withAnswer(withAnswer(file, a), b), preferences };
}

/** `a1`, `a2` …: one more than the highest number that the file has. */
function nextId(file: AnnotationFile): string {
	const numbers = file.annotations.map(({ id }) => (/^a\d{1,9}$/i.test(id) ? Number(id.slice(1)) : 0));
	return `a${numbers.reduce((highest, number) => Math.max(highest, number), 0) + 1}`;
}

function withAnswer(file: AnnotationFile, { hash, question, model, prompt, text }: IdentifiedAnswer): AnnotationFile {
	return file.answers.has(hash)
		? file
		: { ...file, answers: new Map([...file.answers, [hash, { question, model, prompt, text }]]) };
}

/** Puts an annotation where files are sorted by question, then id, without moving any other. */
function inserted(file: AnnotationFile, annotation: Annotation): AnnotationFile {
	const questionOf = (each: Annotation): string => file.answers.get(each.answer ?? '')?.question ?? '';
	const question = questionOf(annotation);
	const after = file.annotations.findLastIndex(each => questionOf(each) <= question);
	return { ...file, annotations: file.annotations.toSpliced(after + 1, 0, annotation) };
}

function replaced<T>(list: readonly T[], same: (each: T) => boolean, value: T): readonly T[] {
	const at = list.findIndex(same);
	return at < 0 ? [...list, value] : list.flatMap((each, i) => (i === at ? [value] : same(each) ? [] : [each]));
}

function withoutUnused(file: AnnotationFile, answer: string | undefined): AnnotationFile {
	if (answer === undefined || !file.answers.has(answer)) {
		return file;
	}
	const used =
		[...file.annotations, ...file.reviews, ...file.ratings].some(each => each.answer === answer) ||
		file.preferences.some(each => each.a === answer || each.b === answer);
	return used ? file : { ...file, answers: new Map([...file.answers].filter(([hash]) => hash !== answer)) };
}
