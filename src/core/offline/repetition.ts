import type { Word } from '../grounding/words.ts';

/** Share of runs of three words that were there before: 0 for a text that never repeats itself. */
export function repeatedShare(words: readonly Word[]): number {
	const runs = Math.max(0, words.length - 2);
	if (runs < 3) {
		return 0;
	}
	const seen = new Set<string>();
	for (let at = 0; at < runs; at++) {
		seen.add(`${words[at]!.form.term} ${words[at + 1]!.form.term} ${words[at + 2]!.form.term}`);
	}
	return 1 - seen.size / runs;
}
