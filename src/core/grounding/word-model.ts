import type { TextRange } from '../text/range.ts';
import type { JudgedWord } from './statement.ts';
import { scoreOf, type Trees } from './trees.ts';
import type { WordRow } from './word-features.ts';

/** A trained model of which words of a claim the context does not support. */
export interface WordModel {
	/** Names of the features, in the order that the trees number them. */
	readonly features: readonly string[];
	/** What the trees start from, in logits. */
	readonly start: number;
	/** A word is unsupported where its own logit and its claim's together reach this. */
	readonly threshold: number;
	/** From this share of such words on the whole claim is unsupported. */
	readonly share: number;
	readonly trees: Trees;
}

/** What is unsupported of one claim. */
export interface WordMarks {
	/** So many of its words are unsupported that it as a whole is. */
	readonly whole: boolean;
	/** The unsupported words; what stands {@link SMALL_GAP} words or less apart is one range. */
	readonly ranges: readonly TextRange[];
}

/**
 * Marks the words of a claim. The model knows words only; how doubtful the claim is comes from `logit`: where the claim
 * stands well, a paraphrase is let pass, where it does not, known words beside unknown ones are marked too.
 */
export function wordMarks(
	{ start, threshold, share, trees }: WordModel,
	rows: readonly WordRow[],
	{ words, logit }: { readonly words: readonly JudgedWord[]; readonly logit: number },
): WordMarks {
	const marked = new Set(
		rows.filter(({ values }) => start + scoreOf(trees, values) + logit >= threshold).map(({ word }) => word),
	);
	const ranges: { start: number; end: number; says: boolean }[] = [];
	let last = Number.NEGATIVE_INFINITY;
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		if (!marked.has(word)) {
			continue;
		}
		if (at - last - 1 <= SMALL_GAP) {
			const range = ranges.at(-1)!;
			range.end = word.end;
			range.says ||= word.standing !== 'stop';
		} else {
			ranges.push({ start: word.start, end: word.end, says: word.standing !== 'stop' });
		}
		last = at;
	}
	return {
		whole: marked.size > 0 && marked.size >= share * rows.length,
		// A "can" alone tells a reader nothing.
		ranges: ranges.filter(({ says }) => says).map(({ start, end }) => ({ start, end })),
	};
}

const SMALL_GAP = 2;
