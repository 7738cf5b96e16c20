import type { LocatedQuote } from '../judging/verdict.ts';
import type { GroundingUnit } from './grounding.ts';
import { type AlignedQuote, QuoteAligner } from './quote-alignment.ts';
import { comparableQuote, type QuoteText, quoteText, withoutBreaks } from './quote-text.ts';

/** {@link QuoteLocator.locate} for one quote. */
export function locateQuote(quote: string, units: readonly GroundingUnit[]): LocatedQuote {
	return new QuoteLocator(units).locate(quote);
}

/**
 * Looks for quotes in the units of a context: verbatim; then with white space, quotes, dashes, case, Markdown and
 * compatibility forms made alike, over line breaks too; then piece by piece where an ellipsis joins pieces, in their order;
 * over words parted by a hyphen at a line break; then with small slips of copying (see {@link QuoteAligner}). The name of a line in front of
 * its words (`P1:L14: …`, as judges read lines) is passed over and tells which of several places is meant. A quote that starts or ends inside a word or a number is not
 * found there: "90" is not in "90.5". Of several places the first counts.
 */
export class QuoteLocator {
	private readonly units: readonly GroundingUnit[];
	private text: QuoteText | undefined;
	/** The same with the hyphens at the ends of lines, or only the breaks behind them, gone; none where no line ends so. */
	private joinedTexts: readonly (QuoteText | undefined)[] | undefined;
	private aligner: QuoteAligner | undefined;

	constructor(units: readonly GroundingUnit[]) {
		this.units = units;
	}

	locate(quote: string): LocatedQuote {
		const wanted = quote.trim();
		if (!/[\p{L}\p{N}]/u.test(wanted)) {
			return { quote, found: 'no' };
		}
		const cleaned = cleanedQuote(wanted);
		const found =
			this.exact(quote, wanted) ??
			this.normalised(quote) ??
			this.labelled(wanted, cleaned) ??
			this.joined(cleaned) ??
			this.overHyphens(cleaned) ??
			this.fuzzy(cleaned);
		return found === undefined ? { quote, found: 'no' } : { ...found, quote };
	}

	/** A quote with the name of its line in front, as the judge reads the lines: in that line first. */
	private labelled(wanted: string, cleaned: string): LocatedQuote | undefined {
		if (cleaned === wanted) {
			return undefined;
		}
		const id = LABEL.exec(wanted)?.[1];
		const own = id === undefined ? undefined : this.units.find(unit => unit.id === id);
		const there = own === undefined ? undefined : new QuoteLocator([own]).normalised(cleaned);
		return there ?? this.normalised(cleaned);
	}

	/** A word that a line break parts with a hyphen, as in texts made of pages; the hyphen may be its own too. */
	private overHyphens(quote: string): LocatedQuote | undefined {
		const wanted = comparableQuote(quote);
		if (wanted.length < LEAST_PIECE) {
			return undefined;
		}
		this.text ??= quoteText(this.units);
		this.joinedTexts ??= [withoutBreaks(this.text, '- '), withoutBreaks(this.text, ' ')];
		for (const text of this.joinedTexts) {
			const at = text === undefined ? -1 : indexOfWhole(text.text, wanted, 0);
			if (at >= 0) {
				return this.located(quote, 'normalised', this.parts(at, at + wanted.length, text));
			}
		}
		return undefined;
	}

	private exact(quote: string, wanted: string): LocatedQuote | undefined {
		for (const { id, text } of this.units) {
			const start = indexOfWhole(text, wanted, 0);
			if (start >= 0) {
				return { quote, found: 'exact', unit: id, start, end: start + wanted.length };
			}
		}
		return undefined;
	}

	private normalised(quote: string): LocatedQuote | undefined {
		const wanted = comparableQuote(quote.replace(LEADING_ELLIPSIS, '').replace(TRAILING_ELLIPSIS, ''));
		if (!/[\p{L}\p{N}]/u.test(wanted)) {
			return undefined;
		}
		const at = this.placeOf(wanted, 0);
		return at < 0 ? undefined : this.located(quote, 'normalised', this.parts(at, at + wanted.length));
	}

	/** "A … B": all pieces, in order, none of them a mere word, not far apart. */
	private joined(quote: string): LocatedQuote | undefined {
		const pieces = quote.split(ELLIPSIS).map(comparableQuote).filter(Boolean);
		if (
			pieces.length < 2 ||
			pieces.length > 12 ||
			pieces.some(piece => piece.length < LEAST_PIECE || !piece.includes(' '))
		) {
			return undefined;
		}
		let first = this.placeOf(pieces[0]!, 0);
		for (let tries = 0; first >= 0 && tries < MOST_STARTS; tries++, first = this.placeOf(pieces[0]!, first + 1)) {
			const places = [first];
			for (const piece of pieces.slice(1)) {
				const from = places.at(-1)! + pieces[places.length - 1]!.length;
				const next = this.placeOf(piece, from);
				if (next < 0) {
					// A later start of the first piece cannot help either.
					return undefined;
				}
				if (next - from > LONGEST_GAP) {
					break;
				}
				places.push(next);
			}
			if (places.length === pieces.length) {
				const parts = places.flatMap((at, piece) => this.parts(at, at + pieces[piece]!.length));
				return this.located(quote, 'normalised', parts);
			}
		}
		return undefined;
	}

	private fuzzy(quote: string): LocatedQuote | undefined {
		this.aligner ??= new QuoteAligner(this.units);
		const aligned = this.aligner.find(quote);
		return aligned === undefined ? undefined : this.located(quote, 'fuzzy', this.partsOf(aligned));
	}

	private placeOf(wanted: string, from: number): number {
		this.text ??= quoteText(this.units);
		return indexOfWhole(this.text.text, wanted, from);
	}

	/** The stretches of units that a stretch of the comparable text comes from. */
	private parts(start: number, end: number, from = this.text!): QuotePart[] {
		const { unitAt, startAt, endAt, text } = from;
		const parts: QuotePart[] = [];
		for (let at = start; at < end; at++) {
			if (text[at] === ' ') {
				continue;
			}
			const unit = this.units[unitAt[at]!]!;
			const last = parts.at(-1);
			if (last !== undefined && last.unit === unit.id && startAt[at]! >= last.start) {
				parts[parts.length - 1] = { ...last, end: endAt[at]! };
			} else {
				parts.push({ unit: unit.id, start: startAt[at]!, end: endAt[at]! });
			}
		}
		return parts;
	}

	private partsOf({ unit, start, lastUnit, end }: AlignedQuote): QuotePart[] {
		const parts: QuotePart[] = [];
		for (let at = unit; at <= lastUnit; at++) {
			const { id, text } = this.units[at]!;
			const part = { unit: id, start: at === unit ? start : 0, end: at === lastUnit ? end : text.length };
			if (part.end > part.start) {
				parts.push(part);
			}
		}
		return parts;
	}

	private located(quote: string, found: 'normalised' | 'fuzzy', parts: readonly QuotePart[]): LocatedQuote {
		const [first] = parts;
		if (first === undefined) {
			return { quote, found: 'no' };
		}
		return parts.length === 1 ? { quote, found, ...first } : { quote, found, ...first, parts };
	}
}

/** Without the names of lines in front and inside, escaped quotation marks and HTML's names of characters. */
function cleanedQuote(quote: string): string {
	return quote
		.replace(LABELS, '$1')
		.replace(/\\(["'])/g, '$1')
		.replace(/&(?:quot|#34);/g, '"')
		.replace(/&(?:apos|#39);/g, "'")
		.replace(/&nbsp;/g, ' ')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&amp;/g, '&');
}

interface QuotePart {
	readonly unit: string;
	readonly start: number;
	readonly end: number;
}

/** The first place of `wanted` that cuts neither a word nor a number; −1 where there is none. */
function indexOfWhole(text: string, wanted: string, from: number): number {
	for (let at = text.indexOf(wanted, from); at >= 0; at = text.indexOf(wanted, at + 1)) {
		if (!cutsWord(text, at) && !cutsWord(text, at + wanted.length)) {
			return at;
		}
	}
	return -1;
}

/** True where a word or a number goes on over the offset. Scripts without spaces have no such places. */
function cutsWord(text: string, at: number): boolean {
	const before = text.slice(Math.max(0, at - 2), at);
	const after = text.slice(at, at + 2);
	const joined = /[\p{L}\p{N}\p{M}]$/u.test(before) && /^[\p{L}\p{N}\p{M}]/u.test(after);
	if (joined) {
		return !(UNSPACED_END.test(before) || UNSPACED_START.test(after));
	}
	return (/\d$/.test(before) && /^[.,]\d/.test(after)) || (/\d[.,]$/.test(before) && /^\d/.test(after));
}

/** `P1:L14: `, `[P1:L14] `, `L14 | `, `Line 14: `. Group 1 names the line. */
const LABEL = /^["'“‘]?\[?((?:P\d+:)?L\d+)\]?(?:\s*[:|)–-]\s*|\s+)/;
const LABELS =
	/(^["'“‘]?|[\n\r]\s*|\s)(?:\[?(?:P\d+:)?L\d+\]?(?:\s*[:|)–-]\s*|\s+)|(?<=^["'“‘]?)[Ll]ine \d+\s*[:|]\s*)/g;
const UNSPACED_END = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]$/u;
const UNSPACED_START = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const ELLIPSIS = /\s*(?:\[\s*(?:…|\.{3,})\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,})\s*/;
const LEADING_ELLIPSIS = /^[\s"“'‘]*(?:\[\s*(?:…|\.{3,})\s*\]|…|\.{3,})\s*/;
const TRAILING_ELLIPSIS = /\s*(?:\[\s*(?:…|\.{3,})\s*\]|…|\.{3,})[\s"”'’]*$/;
const LEAST_PIECE = 8;
const LONGEST_GAP = 2000;
const MOST_STARTS = 100;
