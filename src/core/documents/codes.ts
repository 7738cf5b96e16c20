import type { Severity } from './problem.ts';

/**
 * Every code that a problem can carry, with its severity. The page `docs/problems.md` explains each; a test compares the two.
 */
export const PROBLEM_CODES = {
	'yaml-syntax': 'error',
	'duplicate-key': 'error',
	'unknown-key': 'error',
	'wrong-type': 'error',
	'missing-key': 'error',
} as const satisfies Record<string, Severity>;

export type ProblemCode = keyof typeof PROBLEM_CODES;
