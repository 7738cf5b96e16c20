/** What became of a case. */
export type CaseState = 'passed' | 'failed' | 'unscored' | 'not-judged';

/** Why an answer is unscored. Closed: a new one is a change of the format. */
export type UnscoredReason = (typeof UNSCORED_REASONS)[number];

export const UNSCORED_REASONS = [
	'unreachable',
	'timeout',
	'rate-limited',
	'refused',
	'cut-off',
	'empty',
	'unparsed',
	'off-scale',
	'contradicting',
	'earlier-turn',
	'over-budget',
	'cancelled',
	'not-supported',
	'needs-editor',
] as const;
