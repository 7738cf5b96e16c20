import type { CaseResult } from '../../core/review/result.ts';

/**
 * Renames every path of a result for a root that lies higher: the command line counts paths from the project's folder,
 * the editor from the workspace folder. `prefix` is the way from the higher root to the lower, without slashes at its ends.
 */
export function rebaseResult(result: CaseResult, prefix: string): CaseResult {
	if (prefix === '') {
		return result;
	}
	const below = (path: string) => `${prefix}/${path}`;
	return {
		...result,
		key: below(result.key),
		start: result.start && {
			...result.start,
			key: below(result.start.key),
			file: below(result.start.file),
			passages: result.start.passages.map(passage => ({ ...passage, path: below(passage.path) })),
		},
		answer: result.answer && { ...result.answer, key: below(result.answer.key) },
		verdicts: result.verdicts.map(verdict => ({ ...verdict, key: below(verdict.key) })),
		end: result.end && { ...result.end, key: below(result.end.key) },
	};
}
