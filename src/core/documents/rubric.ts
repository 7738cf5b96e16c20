import type { ClaimChoice } from '../grounding/grounding.ts';
import type { Located, TextRange } from '../text/range.ts';
import type { Expectation } from './expectation.ts';

/** What answers are judged by. Levels and criteria are in the order of the file; values need not be. */
export interface Rubric {
	readonly name: string;
	readonly levels: readonly Level[];
	readonly criteria: readonly Criterion[];
	readonly pass: PassMark;
	/** Extra words for the judge, if the file has any. */
	readonly instructions: string | undefined;
	/** Which claims a judge labels where its own choice says nothing of them. */
	readonly claims?: ClaimChoice;
	/** Answers with the ratings that a good judge gives them. */
	readonly tests?: readonly RubricTest[];
}

export interface RubricTest {
	readonly question: string | undefined;
	readonly answer: string;
	/** criterion id → level name */
	readonly expect: ReadonlyMap<string, string>;
}

/** One rating of the scale. `synonyms` are further words a judge may use for it. */
export interface Level {
	readonly name: string;
	readonly value: number;
	readonly synonyms: readonly string[];
}

export interface Criterion {
	readonly id: string;
	readonly name: string;
	readonly weight: number;
	readonly description: string | undefined;
	/** Level name → an example of an answer at that level. */
	readonly anchors: ReadonlyMap<string, string>;
	/** `context`: the judge must quote the context for this one. */
	readonly evidence: 'context' | undefined;
	/** Level name → the most that an answer with this rating can score. */
	readonly caps: ReadonlyMap<string, number>;
	/** A model name that judges this criterion alone. */
	readonly judge: string | undefined;
	/** Code that decides this criterion instead of the judge: the best level where it holds, else the worst. */
	readonly check?: Expectation;
	readonly idRange?: TextRange;
}

/** When an answer passes: at least `score` (0–100, capped score) and at least these levels. */
export interface PassMark {
	readonly score: number | undefined;
	/** criterion id → the lowest level that passes */
	readonly levels: ReadonlyMap<string, string>;
	readonly at?: Located<unknown>;
	/** Where each criterion of `levels` and its level are written. */
	readonly levelRanges?: ReadonlyMap<string, { readonly criterion: TextRange; readonly level: TextRange }>;
}
