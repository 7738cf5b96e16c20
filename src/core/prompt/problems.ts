import { PROBLEM_CODES, type ProblemCode } from '../documents/codes.ts';
import type { Problem } from '../documents/problem.ts';
import type { TextRange } from '../text/range.ts';

/** A problem with the severity of its code. */
export function problem(code: ProblemCode, message: string, { start, end }: TextRange): Problem {
	return { code, severity: PROBLEM_CODES[code], message, range: { start, end } };
}
