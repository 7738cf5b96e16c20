import type { ContextIndex } from '../context-index.ts';
import { type Word, type WordScanner, wordsOf } from '../words.ts';
import { wordSentences } from './word-clauses.ts';

/** A linked unit as claims are held against it. */
export interface ReadUnit {
	readonly id: string;
	readonly text: string;
	readonly words: readonly Word[];
	/** The same words sentence by sentence. */
	readonly sentences: readonly (readonly Word[])[];
}

/** The words of units, each read once for all claims of an answer. */
export class UnitWords {
	private readonly index: ContextIndex;
	private readonly scanner: WordScanner;
	private readonly known = new Map<number, ReadUnit>();

	constructor(index: ContextIndex, scanner: WordScanner) {
		this.index = index;
		this.scanner = scanner;
	}

	of(unit: number): ReadUnit {
		let read = this.known.get(unit);
		if (read === undefined) {
			const text = this.index.texts[unit]!;
			const words = wordsOf(text, this.scanner);
			read = { id: this.index.units[unit]!.id, text, words, sentences: wordSentences(words, text) };
			this.known.set(unit, read);
		}
		return read;
	}
}
