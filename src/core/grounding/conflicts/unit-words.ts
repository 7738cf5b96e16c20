import type { ReadContext } from '../context-index.ts';
import { type Word, type WordScanner, wordsOf } from '../words.ts';
import { type Denials, mayDeny, readDenials } from './denials.ts';
import { type Part, partsOf } from './relations.ts';
import { wordSentences, wordStatements } from './word-clauses.ts';

/** The units that claims are held against, each read once for all claims and answers. */
export class UnitWords {
	private readonly index: ReadContext;
	private readonly scanner: WordScanner;
	private readonly known = new Map<number, ReadUnit>();

	constructor(index: ReadContext, scanner: WordScanner) {
		this.index = index;
		this.scanner = scanner;
	}

	/** How many units it has read. */
	get size(): number {
		return this.known.size;
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

/** A sentence of a unit. */
export class Sentence {
	readonly words: readonly Word[];
	readonly terms: ReadonlySet<string>;
	private readonly text: string;
	/** It may be in the passive. */
	readonly hasBy: boolean;
	private knownParts: readonly Part[] | undefined;
	private knownSpans: ReadonlyMap<string, Span> | undefined;

	/** `text` is the whole unit's. */
	constructor(words: readonly Word[], text: string) {
		this.words = words;
		this.text = text;
		this.terms = new Set(words.map(({ form }) => form.term));
		this.hasBy = hasBy(words);
	}

	get parts(): readonly Part[] {
		this.knownParts ??= partsOf(this.words, this.text);
		return this.knownParts;
	}

	/** Where among its parts each mention stands, by its written form. */
	get spans(): ReadonlyMap<string, Span> {
		this.knownSpans ??= spansOf(this.parts);
		return this.knownSpans;
	}
}

interface Span {
	readonly first: number;
	readonly last: number;
}

function spansOf(parts: readonly Part[]): ReadonlyMap<string, Span> {
	const spans = new Map<string, Span>();
	for (let at = 0; at < parts.length; at++) {
		const { written } = parts[at]!;
		spans.set(written, { first: spans.get(written)?.first ?? at, last: at });
	}
	return spans;
}

export function hasBy(words: readonly Word[]): boolean {
	return words.some(({ form }) => form.folded === 'by');
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
		this.knownSentences ??= wordSentences(this.words, this.text).map(words => new Sentence(words, this.text));
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
