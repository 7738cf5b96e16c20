import { UnitWords } from './conflicts/unit-words.ts';
import type { ReadContext } from './context-index.ts';
import { sentenceSegmenter } from './sentences.ts';
import { UnitRanges } from './unit-ranges.ts';
import { UnitTerms } from './unit-terms.ts';
import { WordScanner } from './words.ts';

/** What was read of a context so far. It saves time and says nothing of its own. */
export interface Readings {
	readonly scanner: WordScanner;
	readonly segmenter: Intl.Segmenter;
	readonly terms: UnitTerms;
	readonly units: UnitWords;
	readonly ranges: UnitRanges;
}

/**
 * Keeps from answer to answer what was read of the context: the forms of words, the words and sentences of its units. It is let go
 * when it has grown, so that no number of answers needs more than a megabyte or so beside the index.
 */
export class KeptReadings {
	private readonly context: ReadContext;
	/** The one that read the context knows its words: it serves the first answers. */
	private firstScanner: WordScanner | undefined;
	private readings: Readings | undefined;
	private mostForms: number;

	/** `scanner` has read the context. */
	constructor(context: ReadContext, scanner: WordScanner) {
		this.context = context;
		this.firstScanner = scanner;
		this.mostForms = scanner.formCount + MOST_FORMS;
	}

	/** To be asked for once an answer: what it returns stays good while the answer is read. */
	forAnswer(): Readings {
		if (this.readings === undefined || this.hasGrown(this.readings)) {
			this.readings = this.open(this.firstScanner ?? new WordScanner());
			this.firstScanner = undefined;
		}
		return this.readings;
	}

	private open(scanner: WordScanner): Readings {
		const { context } = this;
		const segmenter = this.readings?.segmenter ?? sentenceSegmenter();
		return {
			scanner,
			segmenter,
			terms: new UnitTerms(context, scanner),
			units: new UnitWords(context, scanner),
			ranges: new UnitRanges(context.texts, { scanner, segmenter }),
		};
	}

	private hasGrown({ scanner, terms, units, ranges }: Readings): boolean {
		return Math.max(terms.size, units.size, ranges.size) > MOST_UNITS || scanner.formCount > this.mostForms;
	}
}

const MOST_UNITS = 128;
/** Beside those of the context. */
const MOST_FORMS = 4096;
