import type { TextRange } from '../text/range.ts';
import { PROBLEM_CODES, type ProblemCode, type Severity } from './codes.ts';

/** Something wrong, or doubtful, at a place in one document. */
export interface Problem {
	readonly code: ProblemCode;
	readonly severity: Severity;
	/** One sentence: what is wrong, what was expected, and the nearest right spelling where there is one. */
	readonly message: string;
	readonly range: TextRange;
	/** Other places that have a part in it, possibly in other documents. */
	readonly related?: readonly RelatedPlace[];
	/** Ways to mend it, the best one first. */
	readonly fixes?: readonly Fix[];
}

export interface RelatedPlace {
	readonly path: string;
	readonly range: TextRange;
	readonly message: string;
}

/** An edit that mends a problem. Offsets refer to the document of the problem. */
export interface Fix {
	readonly title: string;
	readonly edits: readonly TextEdit[];
}

/** Replaces a range of a document; an empty range inserts. */
export interface TextEdit {
	readonly range: TextRange;
	readonly text: string;
}

/** A problem with the severity that its code has. */
export function problem(
	code: ProblemCode,
	message: string,
	range: TextRange,
	more: Pick<Problem, 'related' | 'fixes'> = {},
): Problem {
	return { code, severity: PROBLEM_CODES[code], message, range, ...more };
}

/** The order of the text, errors first where two begin at the same place. */
export function compareProblems(a: Problem, b: Problem): number {
	return a.range.start - b.range.start || RANK[a.severity] - RANK[b.severity] || a.range.end - b.range.end;
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };
