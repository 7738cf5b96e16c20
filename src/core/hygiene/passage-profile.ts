import type { Passage } from '../context/passage.ts';
import { WordScanner } from '../grounding/words.ts';
import { estimateTokens } from '../prompt/estimate.ts';
import { emptyCells } from './empty-cells.ts';

/** What the checks of a passage need of it. It depends on its text alone. */
export interface PassageProfile {
	readonly units: readonly UnitProfile[];
	/** Estimated. */
	readonly tokens: number;
	/** Content words of all units. */
	readonly terms: () => ReadonlySet<string>;
	/** Runs of three words. */
	readonly triples: () => ReadonlySet<string>;
	/** Its numbers, and how many negations it has: a text with others does not say the same. */
	readonly facts: () => ReadonlySet<string>;
	/** Content words with a capital inside a sentence. */
	readonly names: () => ReadonlySet<string>;
}

export interface UnitProfile {
	/** The text with one space for each run of white space, in lower case; empty for a blank line. */
	readonly key: string;
	/** Estimated, its line break with it. */
	readonly tokens: number;
	/** Estimated: what of it is empty cells. */
	readonly emptyTokens: number;
	/** Nothing but empty cells and what separates them. */
	readonly isEmptyRow: boolean;
	/** Content words, each with how often it is there. */
	readonly terms: () => ReadonlyMap<string, number>;
}

/** Profiles of passages, each made once for all questions that share its text. */
export class ProfileBook {
	private readonly known = new Map<string, PassageProfile>();
	private readonly scanner = new WordScanner();

	of(passage: Passage): PassageProfile {
		const id = passage.text;
		const known = this.known.get(id);
		if (known !== undefined) {
			return known;
		}
		if (this.known.size >= MOST_KEPT) {
			this.known.clear();
		}
		const fresh = this.profile(passage);
		this.known.set(id, fresh);
		return fresh;
	}

	/** Content words of any text. */
	termsOf(text: string): ReadonlyMap<string, number> {
		const terms = new Map<string, number>();
		this.scanner.scan(text, form => {
			if (form.kind !== 'stop') {
				terms.set(form.term, (terms.get(form.term) ?? 0) + 1);
			}
		});
		return terms;
	}

	private profile({ units: given, text }: Passage): PassageProfile {
		const units = given.map((unit): UnitProfile => {
			const cells = emptyCells(unit.text);
			return {
				key: unit.text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase(),
				tokens: estimateTokens(unit.text) + 1,
				emptyTokens: cells.tokens,
				isEmptyRow: cells.isAll,
				terms: once(() => this.termsOf(unit.text)),
			};
		});
		return {
			units,
			tokens: units.reduce((sum, unit) => sum + unit.tokens, 0),
			terms: once(() => new Set(units.flatMap(unit => [...unit.terms().keys()]))),
			triples: once(() => this.triplesOf(text)),
			facts: once(() => this.factsOf(text)),
			names: once(() => this.namesOf(text)),
		};
	}

	private triplesOf(text: string): ReadonlySet<string> {
		const triples = new Set<string>();
		let before: [string, string] = ['', ''];
		this.scanner.scan(text, form => {
			triples.add(`${before[0]} ${before[1]} ${form.term}`);
			before = [before[1], form.term];
		});
		return triples;
	}

	private namesOf(text: string): ReadonlySet<string> {
		const names = new Set<string>();
		this.scanner.scan(text, (form, start) => {
			if (
				form.capital &&
				form.kind === 'word' &&
				/[\p{L}\p{N},;)]\s*$/u.test(text.slice(Math.max(0, start - 3), start))
			) {
				names.add(form.term);
			}
		});
		return names;
	}

	private factsOf(text: string): ReadonlySet<string> {
		const facts = new Set<string>();
		let negations = 0;
		this.scanner.scan(text, form => {
			negations += form.negation ? 1 : 0;
			if (form.kind === 'number') {
				facts.add(form.term);
			}
		});
		facts.add(`negations: ${negations}`);
		return facts;
	}
}

const MOST_KEPT = 20_000;

function once<T>(make: () => T): () => T {
	let value: { readonly made: T } | undefined;
	return () => {
		value ??= { made: make() };
		return value.made;
	};
}
