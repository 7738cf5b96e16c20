/** What a command says by its exit code. */
export const EXIT = { passed: 0, failed: 1, usage: 2, unscored: 3, limit: 4, cancelled: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Which code says most where several would be right. */
const PRECEDENCE: readonly ExitCode[] = [
	EXIT.usage,
	EXIT.cancelled,
	EXIT.limit,
	EXIT.unscored,
	EXIT.failed,
	EXIT.passed,
];

export function gravest(codes: Iterable<ExitCode>): ExitCode {
	const all = new Set(codes);
	return PRECEDENCE.find(code => all.has(code)) ?? EXIT.passed;
}

/** A mistake of the person who typed the command: told in one sentence, without a stack. */
export class UsageError extends Error {}
