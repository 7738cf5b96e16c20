import type { GroundingUnit } from './grounding.ts';
import { KeptReadings } from './kept-readings.ts';
import { paragraphsOf } from './paragraphs.ts';
import { NEGATIONS } from './stop-words.ts';
import { readableUnits } from './table-rows.ts';
import type { WordForm } from './word-form.ts';
import { WordScanner } from './words.ts';

/**
 * A context made ready for many answers: its words as numbers, in order, with an inverted list per term. A unit's title
 * counts as words in front of its text. Nothing in it changes after {@link indexContext} returns.
 */
export interface ReadContext {
	readonly units: readonly GroundingUnit[];
	/** Their texts as words are read from them: see `readableUnits`. */
	readonly texts: readonly string[];
	/** Term → its number. Stop words have numbers too, because word order is compared with them. */
	readonly terms: ReadonlyMap<string, number>;
	/** One entry per term: 1 where it carries content. */
	readonly content: Uint8Array;
	/** One entry per term: 1 where a capital form of it carries content. */
	readonly names: Uint8Array;
	/** First UTF-16 unit of every term. */
	readonly initials: Uint16Array;
	/** Term number of every word of the context, unit after unit. */
	readonly words: Int32Array;
	/** Unit of every word. */
	readonly unitOfWord: Int32Array;
	/** Where the words of a unit start; one more entry at the end. */
	readonly firstWord: Int32Array;
	/** Number of the paragraph of every unit: see `paragraphsOf`. */
	readonly paragraphs: Int32Array;
	/** Content words of a unit. */
	readonly lengths: Int32Array;
	/** `places[firstPlace[t] .. firstPlace[t + 1]]`: where term t stands among the words. */
	readonly firstPlace: Int32Array;
	readonly places: Int32Array;
	/** Units that a term stands in. */
	readonly unitCounts: Int32Array;
	/** Terms that deny. */
	readonly negations: ReadonlySet<number>;
	/** Parts of words that were glued together ("informationThe"): they count as said. */
	readonly glued: ReadonlySet<string>;
	/** Mean number of content words of the units that have any. */
	readonly meanLength: number;
}

/** A context together with what was read of it for earlier answers. */
export interface ContextIndex extends ReadContext {
	readonly kept: KeptReadings;
}

/** Reads the units once: linear in their length. Repeated ids are kept apart by position. Table rows get their columns' names as titles. */
export function indexContext(given: readonly GroundingUnit[]): ContextIndex {
	const { units, texts } = readableUnits(given);
	const reader = new Reader();
	const firstWord = new Int32Array(units.length + 1);
	const lengths = new Int32Array(units.length);
	for (const [unit, { title }] of units.entries()) {
		if (title !== undefined && title !== '') {
			reader.read(title);
		}
		reader.read(texts[unit]!);
		firstWord[unit + 1] = reader.count;
		lengths[unit] = reader.takeContentCount();
	}
	const words = reader.words.slice(0, reader.count);
	const terms = reader.terms;
	const unitOfWord = new Int32Array(words.length);
	for (let unit = 0; unit < units.length; unit++) {
		unitOfWord.fill(unit, firstWord[unit]!, firstWord[unit + 1]!);
	}
	const { firstPlace, places, unitCounts } = invert(words, unitOfWord, terms.size);
	const context: ReadContext = {
		units,
		texts,
		terms,
		content: Uint8Array.from(reader.content),
		names: Uint8Array.from(reader.names),
		initials: Uint16Array.from(terms.keys(), term => term.charCodeAt(0)),
		words,
		unitOfWord,
		firstWord,
		paragraphs: paragraphsOf(units),
		lengths,
		firstPlace,
		places,
		unitCounts,
		negations: negationsAmong(terms),
		glued: reader.glued,
		meanLength: lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.filter(Boolean).length),
	};
	return { ...context, kept: new KeptReadings(context, reader.scanner) };
}

/** How rare a term is: ln(1 + (N − n + ½) / (n + ½)) over the units, as BM25 has it. */
export function rarity(index: Pick<ReadContext, 'units' | 'unitCounts'>, term: number): number {
	const count = term < 0 ? 0 : index.unitCounts[term]!;
	return Math.log(1 + (index.units.length - count + 0.5) / (count + 0.5));
}

function negationsAmong(terms: ReadonlyMap<string, number>): ReadonlySet<number> {
	return new Set([...NEGATIONS].flatMap(negation => terms.get(negation) ?? []));
}

class Reader {
	readonly terms = new Map<string, number>();
	readonly content: number[] = [];
	readonly names: number[] = [];
	readonly glued = new Set<string>();
	words = new Int32Array(1024);
	count = 0;
	readonly scanner = new WordScanner();
	/** Serial of a form → number of its term. */
	private readonly numbers: number[] = [];
	private contentCount = 0;

	read(text: string): void {
		this.scanner.scan(text, (form, start, end) => {
			let number = this.numbers[form.serial];
			if (number === undefined) {
				number = this.numberOf(form);
				this.numbers[form.serial] = number;
				this.noteGlue(text, start, end);
			}
			if (this.count === this.words.length) {
				const larger = new Int32Array(this.words.length * 2);
				larger.set(this.words);
				this.words = larger;
			}
			this.words[this.count++] = number;
			this.contentCount += this.content[number]!;
		});
	}

	takeContentCount(): number {
		const count = this.contentCount;
		this.contentCount = 0;
		return count;
	}

	private numberOf(form: WordForm): number {
		const name = form.capital && form.kind !== 'stop' ? 1 : 0;
		const known = this.terms.get(form.term);
		if (known !== undefined) {
			this.names[known]! |= name;
			return known;
		}
		this.terms.set(form.term, this.content.length);
		this.content.push(form.kind === 'stop' ? 0 : 1);
		this.names.push(name);
		return this.content.length - 1;
	}

	private noteGlue(text: string, start: number, end: number): void {
		const surface = text.slice(start, end);
		if (!/\p{Ll}\p{Lu}\p{Ll}/u.test(surface)) {
			return;
		}
		for (const part of surface.split(/(?<=\p{Ll})(?=\p{Lu})/u)) {
			this.scanner.scan(part, form => this.glued.add(form.term));
		}
	}
}

function invert(words: Int32Array, unitOfWord: Int32Array, termCount: number) {
	const firstPlace = new Int32Array(termCount + 1);
	for (const term of words) {
		firstPlace[term + 1]!++;
	}
	for (let term = 0; term < termCount; term++) {
		firstPlace[term + 1]! += firstPlace[term]!;
	}
	const next = firstPlace.slice(0, termCount);
	const places = new Int32Array(words.length);
	const unitCounts = new Int32Array(termCount);
	const lastUnit = new Int32Array(termCount).fill(-1);
	for (let place = 0; place < words.length; place++) {
		const term = words[place]!;
		places[next[term]!++] = place;
		if (lastUnit[term] !== unitOfWord[place]) {
			lastUnit[term] = unitOfWord[place]!;
			unitCounts[term]!++;
		}
	}
	return { firstPlace, places, unitCounts };
}
