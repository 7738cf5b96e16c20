import type { TextRange } from '../text/range.ts';

/** What a `*.annotations.yaml` says: people's decisions about answers. Members keep the order of the file. */
export interface AnnotationFile {
	readonly version: number;
	/** Each annotated answer once, by its short hash. */
	readonly answers: ReadonlyMap<string, AnnotatedAnswer>;
	readonly annotations: readonly Annotation[];
	readonly reviews: readonly Review[];
	readonly ratings: readonly Rating[];
	readonly preferences: readonly Preference[];
}

export interface AnnotatedAnswer {
	readonly question: string;
	readonly model: string;
	readonly prompt: string;
	readonly text: string;
}

export type AnnotationLabel = 'unsupported' | 'supported' | 'contradicted' | 'note';

export interface Annotation {
	readonly id: string;
	/** Short hash of the answer; `undefined` where the target is a context file. */
	readonly answer: string | undefined;
	/** Path and hash of a context file; `undefined` where the target is an answer. */
	readonly context: { readonly file: string; readonly hash: string } | undefined;
	readonly target: QuoteSelector;
	readonly label: AnnotationLabel;
	readonly note: string | undefined;
	readonly by: string | undefined;
	readonly at: string | undefined;
	/** Where it stands in the annotations file; absent for one that is not yet written. */
	readonly range?: TextRange;
}

/** W3C Web Annotation Data Model, TextQuoteSelector: the quote and what stands around it. */
export interface QuoteSelector {
	readonly exact: string;
	readonly prefix: string;
	readonly suffix: string;
}

export interface Review {
	readonly answer: string;
	readonly state: 'accepted' | 'rejected' | 'uncertain';
	readonly by: string | undefined;
	readonly at: string | undefined;
}

export interface Rating {
	readonly answer: string;
	readonly criterion: string;
	readonly rating: string;
	readonly reason: string | undefined;
	readonly by: string | undefined;
	readonly at: string | undefined;
}

export interface Preference {
	readonly question: string;
	readonly a: string;
	readonly b: string;
	readonly winner: 'a' | 'b' | 'tie';
	/** Which answer stood on the left where the person did not see whose they are; absent where it was not blind. */
	readonly left?: 'a' | 'b' | undefined;
	readonly by: string | undefined;
	readonly at: string | undefined;
}
