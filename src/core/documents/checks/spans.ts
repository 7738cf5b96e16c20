import { type Problem, problem } from '../problem.ts';
import type { ContextEntry } from '../question-file.ts';

/** Reports ranges of lines or rows that end before they begin, and entries that choose lines and rows at once. */
export function* checkSpans(context: readonly ContextEntry[]): Iterable<Problem> {
	for (const entry of context) {
		if (entry.kind !== 'file') {
			continue;
		}
		for (const chosen of [entry.lines, entry.rows]) {
			const backwards = chosen?.value.find(({ first, last }) => last !== undefined && last < first);
			if (chosen !== undefined && backwards !== undefined) {
				const { first, last } = backwards;
				yield problem('wrong-value', `${first}-${last} ends before it begins.`, chosen.range, {
					fixes:
						chosen.value.length === 1
							? [{ title: `Change to ${last}-${first}`, edits: [{ range: chosen.range, text: `${last}-${first}` }] }]
							: [],
				});
			}
		}
		if (entry.lines !== undefined && entry.rows !== undefined) {
			yield problem('lines-of-table', 'Choose lines or rows, not both.', entry.lines.range);
		}
	}
}
