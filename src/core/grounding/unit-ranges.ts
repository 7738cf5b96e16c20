import type { TextRange } from '../text/range.ts';
import { sentencesOf, trimmedRange } from './sentences.ts';
import { type Word, type WordScanner, wordsOf } from './words.ts';

/** Up to this length a whole line is lit; of longer ones the sentences that match. */
const SHORT = 200;

/** Where claims stand within units. Keeps what it read of each unit, for other claims and answers. */
export class UnitRanges {
	private readonly texts: readonly string[];
	private readonly sentences = new Map<number, readonly SentenceWords[]>();
	private readonly scanner: WordScanner;
	private readonly segmenter: Intl.Segmenter;

	constructor(
		texts: readonly string[],
		{ scanner, segmenter }: { readonly scanner: WordScanner; readonly segmenter: Intl.Segmenter },
	) {
		this.texts = texts;
		this.scanner = scanner;
		this.segmenter = segmenter;
	}

	/** How many units it has read. */
	get size(): number {
		return this.sentences.size;
	}

	/**
	 * The part of a unit that a claim with these terms stands on: a short unit without the white space at its ends, of a
	 * long one the stretch of sentences that share most with the claim.
	 */
	rangeOf(unit: number, terms: ReadonlySet<string>): TextRange {
		const text = this.texts[unit]!;
		const whole = trimmedRange(text, { start: 0, end: text.length }) ?? { start: 0, end: text.length };
		if (whole.end - whole.start < SHORT) {
			return whole;
		}
		const scored = this.sentencesOf(unit).map(sentence => ({ ...sentence, score: sharedLength(sentence, terms) }));
		const top = Math.max(0, ...scored.map(({ score }) => score));
		const best = scored.findIndex(({ score }) => score === top);
		if (top === 0 || best < 0) {
			return whole;
		}
		let first = best;
		let last = best;
		while (first > 0 && scored[first - 1]!.score >= top * 0.6) {
			first--;
		}
		while (last + 1 < scored.length && scored[last + 1]!.score >= top * 0.6) {
			last++;
		}
		return { start: scored[first]!.start, end: scored[last]!.end };
	}

	private sentencesOf(unit: number): readonly SentenceWords[] {
		let sentences = this.sentences.get(unit);
		if (sentences === undefined) {
			const text = this.texts[unit]!;
			const words = wordsOf(text, this.scanner);
			let at = 0;
			sentences = sentencesOf(text, { start: 0, end: text.length }, this.segmenter).map(range => {
				const own: Word[] = [];
				for (; at < words.length && words[at]!.start < range.end; at++) {
					own.push(words[at]!);
				}
				return { ...range, terms: new Set(own.filter(isContent).map(word => word.form.term)) };
			});
			this.sentences.set(unit, sentences);
		}
		return sentences;
	}
}

interface SentenceWords extends TextRange {
	readonly terms: ReadonlySet<string>;
}

function isContent(word: Word): boolean {
	return word.form.kind !== 'stop';
}

/** Longer words tell more, and no other rarity is known within one line. */
function sharedLength(sentence: SentenceWords, terms: ReadonlySet<string>): number {
	let sum = 0;
	for (const term of sentence.terms) {
		sum += terms.has(term) ? Math.min(8, term.length) : 0;
	}
	return sum;
}
