import type { Case } from '../../core/review/case.ts';
import type { CaseResult } from '../../core/review/result.ts';

export interface FileUse {
	/** Root-relative. */
	readonly path: string;
	/** In the order of the lines. Lines of which nothing can be said yet are left out. */
	readonly lines: readonly LineUse[];
}

export interface LineUse {
	/** 1-based. */
	readonly line: number;
	/** How many answers stand on it. */
	readonly answers: number;
}

/**
 * What the answers used of each context file. A line counts only where a question's `lines:` include it; it is uncovered only
 * if every question that includes it has an answer and none used it. Inline text has no file of its own, and blank lines say nothing: both are left out.
 */
export function coveredLines(
	cases: readonly Case[],
	answerOf: (key: string) => CaseResult | undefined,
): readonly FileUse[] {
	const files = new Map<string, Map<number, { answers: number; isOpen: boolean }>>();
	const answered = new Set(
		cases.filter(item => answerOf(item.key) !== undefined).map(({ file, question }) => `${file}#${question.id}`),
	);
	for (const item of cases) {
		const answer = answerOf(item.key);
		const used = new Set(answer?.grounding?.used);
		for (const passage of item.passages.filter(passage => !passage.inline)) {
			for (const unit of passage.units.filter(unit => unit.text.trim() !== '')) {
				const lines = files.get(unit.path) ?? new Map<number, { answers: number; isOpen: boolean }>();
				files.set(unit.path, lines);
				const line = lines.get(unit.line) ?? { answers: 0, isOpen: false };
				lines.set(unit.line, line);
				line.answers += used.has(unit.id) ? 1 : 0;
				line.isOpen ||= !answered.has(`${item.file}#${item.question.id}`);
			}
		}
	}
	return [...files]
		.map(([path, lines]) => ({
			path,
			lines: [...lines]
				.filter(([, { answers, isOpen }]) => answers > 0 || !isOpen)
				.map(([line, { answers }]) => ({ line, answers }))
				.sort((a, b) => a.line - b.line),
		}))
		.filter(({ lines }) => lines.length > 0)
		.sort((a, b) => (a.path < b.path ? -1 : 1));
}
