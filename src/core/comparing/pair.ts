import type { Passage } from '../context/passage.ts';
import type { DataFault, Preferred } from '../review/events.ts';

/** Two answers to one question, ready to be compared, or what keeps them from it. */
export interface Pair {
	readonly key: string;
	/** Root-relative file that it came from, with row and line (from 1) where that is a data file. */
	readonly file: string;
	readonly row: number | undefined;
	readonly line: number | undefined;
	/** Id of the question. */
	readonly question: string;
	readonly questionText: string;
	/** Earlier turns as one text, empty for none. */
	readonly history: string;
	readonly passages: readonly Passage[];
	readonly reference: readonly string[];
	/** What the figures are also given apart by. */
	readonly strata: Readonly<Record<string, string>>;
	readonly a: PairAnswer;
	readonly b: PairAnswer;
	/** Verdicts that came with the answers. */
	readonly recorded: readonly RecordedPreference[];
	/** Why it cannot be compared, found before any judge sees it. */
	readonly fault: PairFault | undefined;
}

export interface PairAnswer {
	readonly text: string;
	/** Key of the case that gave it. */
	readonly case: string | undefined;
	/** Of a verdict on this answer alone. */
	readonly score: number | undefined;
	readonly values: Readonly<Record<string, number>>;
}

export interface RecordedPreference {
	/** As the file has it. */
	readonly words: string;
	readonly winner: Preferred | undefined;
	readonly order: 'ab' | 'ba' | 'unknown';
}

export interface PairFault {
	readonly reason: DataFault | 'unreadable-verdict';
	/** One sentence. */
	readonly message: string;
}

/** An answer that nothing is known of but its words. */
export function plainAnswer(text: string): PairAnswer {
	return { text, case: undefined, score: undefined, values: {} };
}

/** `<file>#<question>@<a>~<b>`, with `~<n>` behind it for the n-th pair (from 2) of the same question. */
export function pairKey(
	{
		file,
		question,
		a,
		b,
	}: { readonly file: string; readonly question: string; readonly a: string; readonly b: string },
	repeat = 1,
): string {
	return `${file}#${question}@${a}~${b}${repeat > 1 ? `~${repeat}` : ''}`;
}
