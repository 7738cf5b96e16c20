import type { ContextIndex } from '../context-index.ts';
import { type Word, type WordScanner, wordsOf } from '../words.ts';
import { type Denials, mayDeny, readDenials } from './denials.ts';
import { wordSentences, wordStatements } from './word-clauses.ts';

/** The units that claims are held against, each read once for all claims of an answer. */
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
			read = new ReadUnit(this.index.units[unit]!.id, text, wordsOf(text, this.scanner));
			this.known.set(unit, read);
		}
		return read;
	}
}

export interface Sentence {
	readonly words: readonly Word[];
	readonly terms: ReadonlySet<string>;
}

/** One statement of a unit with what it denies. */
export interface ReadStatement {
	readonly words: readonly Word[];
	readonly denials: Denials;
}

/** A linked unit; what only some claims ask for is worked out when the first one asks. */
export class ReadUnit {
	readonly id: string;
	readonly text: string;
	readonly words: readonly Word[];
	private knownSentences: readonly Sentence[] | undefined;
	private knownStatements: readonly ReadStatement[] | undefined;
	private knownDenies: boolean | undefined;
	private knownNames: ReadonlySet<string> | undefined;

	constructor(id: string, text: string, words: readonly Word[]) {
		this.id = id;
		this.text = text;
		this.words = words;
	}

	get sentences(): readonly Sentence[] {
		this.knownSentences ??= wordSentences(this.words, this.text).map(words => ({
			words,
			terms: new Set(words.map(({ form }) => form.term)),
		}));
		return this.knownSentences;
	}

	get denies(): boolean {
		this.knownDenies ??= mayDeny(this.words);
		return this.knownDenies;
	}

	/** Without those whose denials cannot be told. */
	get statements(): readonly ReadStatement[] {
		this.knownStatements ??= this.sentences
			.flatMap(({ words }) => wordStatements(words, this.text))
			.flatMap(words => {
				const denials = readDenials(words);
				return denials === undefined ? [] : [{ words, denials }];
			});
		return this.knownStatements;
	}

	/** Terms that are surely names: see {@link surelyNames}. */
	get names(): ReadonlySet<string> {
		this.knownNames ??= surelyNames(this.words, this.text);
		return this.knownNames;
	}
}

/** Terms of words that are written with a capital inside a sentence, where nothing but a name asks for it. */
export function surelyNames(words: readonly Word[], text: string): ReadonlySet<string> {
	return new Set(
		words
			.filter(
				({ form, start }, at) =>
					form.capital && at > 0 && /[\p{L}\p{N},][ \u00a0]$/u.test(text.slice(start - 2, start)),
			)
			.map(({ form }) => form.term),
	);
}
