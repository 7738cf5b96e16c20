import type { ClaimChoice } from '../grounding/grounding.ts';
import type { Located, TextRange } from '../text/range.ts';
import type { Expectation } from './expectation.ts';
import type { SamplingParameters } from './project.ts';
import type { PassMark } from './rubric.ts';

/** What a `*.questions.yaml` says, with the place of everything that another part points at. */
export interface QuestionFile {
	readonly version: number;
	/** Paths as written, relative to the file. Empty = the built-in template. */
	readonly prompts: readonly Located<string>[];
	/** Names from the project file; `undefined` = the project's default. */
	readonly models: readonly Located<string>[] | undefined;
	readonly rubric: Located<string> | undefined;
	readonly judge: JudgeChoice | undefined;
	readonly context: readonly ContextEntry[];
	readonly vars: ReadonlyMap<string, Located<unknown>>;
	readonly parameters: SamplingParameters;
	readonly pass: PassMark | undefined;
	/** What earlier turns contribute: the model's own answers (default), or the references. */
	readonly history: 'answers' | 'reference';
	readonly questions: readonly Question[];
	/** `questions: { file, map }`: rows of a data set become questions. */
	readonly dataSet: DataSet | undefined;
}

export interface JudgeChoice {
	readonly model: Located<string> | undefined;
	/** Verdicts per answer, >= 1. */
	readonly samples: number;
	/** Which claims it labels; `undefined` where that is not written. */
	readonly claims: ClaimChoice | undefined;
	readonly range: TextRange;
}

export interface DataSet {
	readonly file: Located<string>;
	/** question field → column name; `vars.<name>` and `answers.<label>` for those of a table */
	readonly map: ReadonlyMap<string, Located<string>>;
	readonly range: TextRange;
}

export interface Question {
	/** As written, or derived from the text (see `derivedId`). */
	readonly id: string;
	/** Where the id is written; `undefined` for a derived one. */
	readonly idRange: TextRange | undefined;
	readonly question: Located<string>;
	/** The whole item, and the `question:` key where lenses and threads sit. */
	readonly range: TextRange;
	readonly keyRange: TextRange;
	readonly follows: Located<string> | undefined;
	readonly context: readonly ContextEntry[];
	readonly reference: readonly Located<string>[];
	/** `false`: the right answer is that the context does not say. */
	readonly answerable: boolean;
	readonly category: Located<string> | undefined;
	readonly vars: ReadonlyMap<string, Located<unknown>>;
	readonly pass: PassMark | undefined;
	readonly expect: Expectation | undefined;
	/** Recorded answers by label, judged without calling a model. */
	readonly answers: ReadonlyMap<string, Located<string>>;
	readonly probes: readonly Probe[];
}

export interface Probe {
	readonly kind: 'fake' | 'good';
	readonly answer: Located<string>;
	readonly range: TextRange;
}

/** One entry of a `context:` list. */
export type ContextEntry =
	| {
			readonly kind: 'file';
			/** As written; may be a glob. */
			readonly file: Located<string>;
			readonly lines: Located<readonly LineSpan[]> | undefined;
			/** Data rows of a CSV or TSV, 1 = the first below the header. */
			readonly rows: Located<readonly LineSpan[]> | undefined;
			readonly label: string | undefined;
			readonly range: TextRange;
	  }
	| { readonly kind: 'text'; readonly text: InlineText; readonly label: string | undefined; readonly range: TextRange };

/** 1-based, inclusive; `last` undefined = to the end. */
export interface LineSpan {
	readonly first: number;
	readonly last: number | undefined;
}

/** A scalar's value with the way back to the source: piece i maps value offsets from `at` on to source offsets from `source` on. */
export interface InlineText {
	readonly value: string;
	readonly range: TextRange;
	readonly pieces: readonly TextPiece[];
}

/** `length` characters at `at` in the value stand at `source` in the document, one to one. */
export interface TextPiece {
	readonly at: number;
	readonly source: number;
	readonly length: number;
}
