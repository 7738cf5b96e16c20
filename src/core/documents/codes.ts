export type Severity = 'error' | 'warning' | 'information' | 'hint';

/**
 * Every code that a problem can carry, with its severity. The page `docs/problems.md` explains each; a test compares the two.
 */
export const PROBLEM_CODES = {
	// The YAML itself.
	'yaml-syntax': 'error',
	'yaml-documents': 'error',
	'yaml-depth': 'error',
	'yaml-alias': 'error',
	'yaml-tag': 'error',
	'duplicate-key': 'error',
	// The shape of each format.
	'unknown-key': 'error',
	'wrong-type': 'error',
	'wrong-value': 'error',
	'missing-key': 'error',
	'missing-version': 'warning',
	// Question files and data sets.
	'no-questions': 'warning',
	'duplicate-id': 'error',
	'ids-differ-in-case': 'warning',
	'equal-questions': 'error',
	'unknown-question': 'error',
	'follows-cycle': 'error',
	'invalid-regex': 'error',
	'schema-reference': 'error',
	'impossible-expectation': 'error',
	'data-syntax': 'error',
	'data-column': 'error',
	'data-row': 'error',
	// Files that a document names, and context.
	'missing-file': 'error',
	'outside-root': 'error',
	'unreadable-file': 'error',
	'lines-out-of-range': 'error',
	'rows-out-of-range': 'error',
	'rows-without-table': 'error',
	'lines-of-table': 'error',
	'too-many-files': 'error',
	'empty-context': 'error',
	'repeated-context': 'hint',
	// Rubrics, and what names their criteria and levels.
	'unknown-criterion': 'error',
	'unknown-level': 'error',
	'ambiguous-level': 'error',
	'small-scale': 'error',
	'no-criteria': 'error',
	'weights-sum': 'warning',
	'weights-zero': 'error',
	'no-pass-mark': 'warning',
	'extends-cycle': 'error',
	// Project files and models.
	'unknown-model': 'error',
	'offline-redefined': 'error',
	'credential-in-file': 'error',
	'invalid-url': 'error',
	'plain-http': 'warning',
	'key-without-effect': 'warning',
	'judge-family': 'warning',
	// Annotations.
	'unknown-answer': 'error',
	'answer-hash': 'warning',
	'annotation-target': 'error',
	'orphan-question': 'information',
	// Prompt templates (core/prompt).
	'front-matter': 'error',
	'unknown-role': 'error',
	'environment-reference': 'error',
	'environment-ignored': 'information',
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
