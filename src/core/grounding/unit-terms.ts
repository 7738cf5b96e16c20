import type { ReadContext } from './context-index.ts';
import { type WordScanner, wordsOf } from './words.ts';

/** Different terms by their numbers, and how often each stands there. They are walked through far more often than made. */
export class TermCounts {
	readonly terms: readonly number[];
	/** One for each of `terms`. */
	readonly counts: readonly number[];
	private readonly known: ReadonlyMap<number, number>;

	constructor(counts: ReadonlyMap<number, number>) {
		this.terms = [...counts.keys()];
		this.counts = [...counts.values()];
		this.known = counts;
	}

	has(term: number): boolean {
		return this.known.has(term);
	}
}

/** The different content words of units and of their titles. Keeps what it read, for other claims and answers. */
export class UnitTerms {
	private readonly index: ReadContext;
	private readonly scanner: WordScanner;
	private readonly terms = new Map<number, TermCounts>();
	private readonly titles = new Map<string, readonly number[]>();

	constructor(index: ReadContext, scanner: WordScanner) {
		this.index = index;
		this.scanner = scanner;
	}

	/** How many units it has read. */
	get size(): number {
		return this.terms.size;
	}

	/** What the unit has, its title's words included. */
	of(unit: number): TermCounts {
		const known = this.terms.get(unit);
		if (known !== undefined) {
			return known;
		}
		const { words, firstWord, content } = this.index;
		const counts = new Map<number, number>();
		const end = firstWord[unit + 1]!;
		for (let at = firstWord[unit]!; at < end; at++) {
			const term = words[at]!;
			if (content[term] === 1) {
				counts.set(term, (counts.get(term) ?? 0) + 1);
			}
		}
		const terms = new TermCounts(counts);
		this.terms.set(unit, terms);
		return terms;
	}

	/** The different content terms of a unit's title; empty without one. */
	titleOf(unit: number): readonly number[] {
		const title = this.index.units[unit]!.title ?? '';
		let terms = this.titles.get(title);
		if (terms === undefined) {
			const numbers = wordsOf(title, this.scanner).map(({ form }) =>
				form.kind === 'stop' ? -1 : (this.index.terms.get(form.term) ?? -1),
			);
			terms = [...new Set(numbers)].filter(term => term >= 0);
			this.titles.set(title, terms);
		}
		return terms;
	}
}
