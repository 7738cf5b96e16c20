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
	// Prompt templates (core/prompt).
	'front-matter': 'error',
	'unknown-role': 'error',
	'environment-reference': 'error',
	'file-reference': 'error',
	'template-syntax': 'error',
	'template-unsupported': 'error',
	'template-bounds': 'error',
	'template-failed': 'error',
	'undefined-variable': 'error',
	'undeclared-variable': 'warning',
	'unused-input': 'warning',
	'variable-collision': 'error',
	'context-not-sent': 'warning',
	'include-missing': 'error',
	'include-depth': 'error',
	'empty-prompt': 'error',
	'spaced-placeholder': 'warning',
	'role-attributes': 'information',
} as const satisfies Record<string, Severity>;

export type ProblemCode = keyof typeof PROBLEM_CODES;
