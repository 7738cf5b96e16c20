import type { CaseResult } from '../../core/review/result.ts';

/** The results of each question, by its id, in the order in which they come. */
export function resultsByQuestion(results: readonly CaseResult[]): ReadonlyMap<string, readonly CaseResult[]> {
	const groups = new Map<string, CaseResult[]>();
	for (const result of results) {
		const id = result.start?.question ?? '';
		const group = groups.get(id);
		if (group === undefined) {
			groups.set(id, [result]);
		} else {
			group.push(result);
		}
	}
	return groups;
}
