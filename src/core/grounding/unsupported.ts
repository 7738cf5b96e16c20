import type { TextRange } from '../text/range.ts';
import type { JudgedWord } from './statement.ts';

/**
 * The ranges of a claim's words that neither context nor question has: numbers and names always, other words only where
 * `which` says that the claim as a whole is doubtful (a paraphrase uses new words too). Neighbours become one range. A
 * doubtful phrase (between marks of punctuation or from a "because" or "which" on) that has nothing but such words is marked as a whole, with its small words.
 */
export function unsupportedWords(
	words: readonly JudgedWord[],
	which: 'telling' | 'phrases' | 'all',
	answer: string,
): TextRange[] {
	const ranges: { start: number; end: number }[] = [];
	let joins = false;
	for (const word of words) {
		if (word.standing === 'novel' && (which === 'all' || word.kind !== 'word')) {
			const last = ranges.at(-1);
			if (joins && last !== undefined) {
				last.end = word.end;
			} else {
				ranges.push({ start: word.start, end: word.end });
			}
			joins = true;
		} else if (word.standing !== 'stop') {
			joins = false;
		}
	}
	return which !== 'telling' ? mergedRanges([...ranges, ...foreignPhrases(words, answer)]) : ranges;
}

/** Phrases of two or more content words that are all new, beside phrases that are not. */
function foreignPhrases(words: readonly JudgedWord[], answer: string): TextRange[] {
	const phrases: JudgedWord[][] = [];
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		if (
			at === 0 ||
			PHRASE_START.test(word.form.folded) ||
			PHRASE_END.test(answer.slice(words[at - 1]!.end, word.start))
		) {
			phrases.push([]);
		}
		phrases.at(-1)!.push(word);
	}
	return phrases.filter(isForeign).map(phrase => ({ start: phrase[0]!.start, end: phrase.at(-1)!.end }));
}

function isForeign(phrase: readonly JudgedWord[]): boolean {
	const content = phrase.filter(({ standing }) => standing !== 'stop' && standing !== 'meta');
	return content.length >= 2 && content.every(({ standing }) => standing === 'novel');
}

const PHRASE_END = /[,;:()–—]/;
const PHRASE_START = /^(?:because|while|whereas|although|though|which|weil|obwohl|während|parce|aunque|porque)$/;

/** Sorted ranges with what overlaps or touches made one. */
export function mergedRanges(ranges: readonly TextRange[]): TextRange[] {
	const merged: { start: number; end: number }[] = [];
	for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
		const last = merged.at(-1);
		if (last !== undefined && start <= last.end) {
			last.end = Math.max(last.end, end);
		} else {
			merged.push({ start, end });
		}
	}
	return merged;
}
