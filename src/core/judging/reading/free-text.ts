import { HeaderReader } from './headers.ts';
import {
	EVIDENCE_LABEL,
	FINAL_LABEL,
	PART_LABEL,
	RATING_LABEL,
	RATING_LABEL_INSIDE,
	RATING_PHRASE,
	REASON_LABEL,
	WHOLE_LABEL,
} from './labels.ts';
import { MARK, plainLines, shownWords, withoutLead } from './plain-lines.ts';
import { type Rating, ratingAtStart, ratingOf } from './rating-words.ts';
import type { Heard, Said } from './said.ts';
import { DOUBT, saidInSentence } from './sentences.ts';
import { readTables } from './tables.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Reads ratings from what is no JSON. A criterion opens a section where it begins a line as a heading or before a
 * separator; the rating follows on that line, on the next, behind a label (`Rating:`), or alone on a line. Tables and lists within a line
 * are read as such. Level words and names of criteria in running text are only words.
 */
export function hearFreeText(text: string, vocabulary: Vocabulary): Heard {
	if (text.trim() === '') {
		return { said: [], reasons: new Map(), evidence: new Map() };
	}
	const lines = plainLines(text);
	const tables = readTables(lines, vocabulary);
	const reader = new SectionReader(lines, vocabulary);
	lines.forEach((line, at) => {
		if (tables.lines.has(at)) {
			reader.close();
		} else {
			reader.read(line);
		}
	});
	reader.close();
	reader.endParagraph();
	return {
		said: [...tables.said, ...reader.said],
		reasons: new Map([...reader.reasons, ...tables.reasons]),
		evidence: reader.evidence,
	};
}

/** What is open between one header and the next. */
interface Section {
	readonly criteria: readonly string[];
	/** `value`: the next line may begin with the rating. */
	awaits: 'value' | 'nothing';
	previous: string;
	inEvidence: boolean;
	/** Words in the place of the rating that name no level. */
	doubtful: string | undefined;
	found: boolean;
	readonly words: string[];
}

class SectionReader {
	readonly said: Said[] = [];
	readonly reasons = new Map<string, string>();
	readonly evidence = new Map<string, string[]>();
	private readonly vocabulary: Vocabulary;
	private readonly headers: HeaderReader;
	private readonly finalsAreOwn: boolean;
	private readonly isSole: boolean;
	private readonly paragraph: string[] = [];
	private section: Section | undefined;

	constructor(lines: readonly string[], vocabulary: Vocabulary) {
		this.vocabulary = vocabulary;
		this.headers = new HeaderReader(vocabulary);
		const sole = vocabulary.rubric.criteria.length === 1 ? vocabulary.rubric.criteria[0] : undefined;
		this.isSole = sole !== undefined;
		this.finalsAreOwn = sole !== undefined || lines.filter(line => FINAL_LABEL.test(withoutLead(line))).length > 1;
		if (sole !== undefined) {
			this.open([sole.id], 'value'); // With one criterion, whatever is rated is that one.
		}
	}

	read(line: string): void {
		if (line.trim() === '') {
			this.endParagraph();
			return;
		}
		const header = this.headers.read(line);
		if (header !== undefined || /^\s*(?:[-+•#>|]|\d+[.)])/.test(line)) {
			this.endParagraph();
		}
		if (header !== undefined) {
			this.close();
			const section = this.open(header.criteria, header.rest === '' ? 'value' : 'nothing');
			const bracketed =
				header.inBrackets === undefined ? undefined : this.levelOf(ratingOf(header.inBrackets, this.vocabulary));
			if (bracketed !== undefined && !/^[\d\s.,%]+$/.test(bracketed.words)) {
				this.say(section, bracketed);
				section.awaits = 'nothing';
			}
			if (header.rest !== '') {
				this.readHeaderValue(section, header.rest);
			}
			return;
		}
		this.readGroup(line);
		this.readInside(line);
		if (this.section !== undefined && this.closes(line)) {
			this.close();
		}
		if (this.section !== undefined) {
			this.readWithin(this.section, line);
		}
		this.paragraph.push(line.trim());
	}

	/** Sentences run over line breaks, so they are read by paragraph. */
	endParagraph(): void {
		this.said.push(...saidInSentence(this.paragraph.join(' '), this.vocabulary));
		this.paragraph.length = 0;
	}

	close(): void {
		const section = this.section;
		this.section = undefined;
		if (section === undefined) {
			return;
		}
		const reason = section.words.join(' ').trim();
		for (const criterion of section.criteria) {
			if (!section.found && section.doubtful !== undefined) {
				this.said.push({ criterion, level: undefined, words: section.doubtful, manner: 'firm' });
			}
			if (reason !== '' && reason.length > (this.reasons.get(criterion)?.length ?? 0)) {
				this.reasons.set(criterion, reason);
			}
		}
	}

	private open(criteria: readonly string[], awaits: Section['awaits']): Section {
		this.section = { criteria, awaits, previous: '', inEvidence: false, doubtful: undefined, found: false, words: [] };
		return this.section;
	}

	private readHeaderValue(section: Section, rest: string): void {
		const value = afterLabels(rest);
		const rating = ratingAtStart(value, this.vocabulary);
		const after = rating.kind === 'none' ? value : value.slice(rating.length);
		if (rating.kind === 'level') {
			this.say(section, rating);
		} else if (rating.kind === 'off-scale') {
			section.doubtful = rating.words;
		} else {
			this.readTail(section, value);
			if (!section.found && isShort(value)) {
				section.doubtful = shownWords(value);
			}
		}
		this.readInside(after);
		this.note(section, rating.kind === 'none' ? value : withoutBracket(after));
		section.previous = rating.kind === 'level' ? '' : value;
	}

	/** A line within a section: a labelled rating, a rating alone, or words of the reason. */
	private readWithin(section: Section, line: string): void {
		const bare = withoutLead(line);
		const final = this.ownPrefix(bare);
		const label = RATING_LABEL.exec(bare.slice(final));
		if (label !== null) {
			const rating = ratingAtStart(bare.slice(final + label[0].length), this.vocabulary);
			this.take(section, rating, bare.slice(final + label[0].length));
			section.awaits = rating.kind === 'none' && bare.length === final + label[0].length ? 'value' : 'nothing';
			section.inEvidence = false;
			return;
		}
		if (section.awaits === 'value' && !PART_LABEL.test(bare)) {
			section.awaits = 'nothing';
			const rating = ratingAtStart(line, this.vocabulary, 'own-line');
			const value = rating.kind === 'none' ? ratingAtStart(bare, this.vocabulary, 'own-line') : rating;
			const source = rating.kind === 'none' ? bare : line;
			if (value.kind !== 'none') {
				this.take(section, value, source);
				this.note(section, source.slice(value.length));
				section.previous = '';
				return;
			}
			if (this.isSole && /[:：]\s*$/.test(bare)) {
				section.awaits = 'value'; // `Here is my evaluation:` leads to the only rating there is.
				return;
			}
			section.doubtful = isShort(bare) && !/[.!?]$/.test(bare) ? shownWords(bare) : undefined;
		} else {
			const alone = ratingOf(line, this.vocabulary);
			const isAll =
				alone.kind === 'level' && shownWords(line.slice(alone.length)).replace(/^\([^()]{0,30}\)$/, '') === '';
			if (alone.kind === 'level' && isAll && (section.previous === '' || isSentence(section.previous))) {
				this.say(section, alone);
				section.previous = '';
				return;
			}
			this.readTail(section, line);
		}
		section.awaits = section.awaits === 'value' && PART_LABEL.test(bare) ? 'nothing' : section.awaits;
		section.previous = bare;
		this.note(section, line);
	}

	/** Length of a `Final` or `Overall` that stands before the rating of this very criterion. */
	private ownPrefix(bare: string): number {
		const label = this.finalsAreOwn ? FINAL_LABEL.exec(bare) : null;
		const whole = this.vocabulary.rubric.criteria.length === 1 ? WHOLE_LABEL.exec(bare) : null;
		return (label ?? whole)?.[0].length ?? 0;
	}

	private take(section: Section, rating: Rating, text: string): void {
		if (rating.kind === 'level') {
			this.say(section, rating);
		} else if (rating.kind === 'off-scale') {
			section.doubtful = rating.words;
		} else if (isShort(text)) {
			section.doubtful = shownWords(text);
		}
	}

	/** A rating behind the reason on the same line: `… Rating: Good`, `… → Good`, `… (Good)`, `… Good.` as a sentence of its own. */
	private readTail(section: Section, text: string): void {
		for (const label of text.matchAll(RATING_LABEL_INSIDE)) {
			const rating = ratingAtStart(text.slice(label.index + label[0].length), this.vocabulary);
			if (rating.kind === 'level') {
				this.say(section, rating);
				return;
			}
		}
		if (this.readPhrase(section, text)) {
			return;
		}
		const tail =
			/(?:→|=>|->|[.!?。！？]["'”’)\u0001]{0,3}\s*[-–—]?|\s[-–—]\s(?=["'(\u0001]*\p{Lu})|[([（【](?=[^()（）]*[)\]）】]\s*$)|[。！？])([^→.!?。！？([（【–—\n]{1,60})[.!。)\]）】\s\u0001]*$/u.exec(
				text,
			);
		const rating = tail === null ? undefined : this.levelOf(ratingOf(tail[1]!, this.vocabulary));
		if (rating !== undefined) {
			this.say(section, rating);
		}
	}

	/** `I would rate this as Good.` */
	private readPhrase(section: Section, text: string): boolean {
		for (const phrase of text.matchAll(RATING_PHRASE)) {
			const sentence = text
				.slice(0, phrase.index)
				.split(/[.!?]\s/)
				.at(-1)!;
			const rating = this.levelOf(ratingAtStart(text.slice(phrase.index + phrase[0].length), this.vocabulary));
			if (rating !== undefined && !DOUBT.test(sentence)) {
				this.say(section, rating);
				return true;
			}
		}
		return false;
	}

	/** `…, Faithfulness: Fair; Clarity = Good`: ratings in the middle of a line. */
	private readInside(line: string): void {
		const text = withoutQuotedRatings(line);
		for (const match of text.matchAll(this.headers.inside)) {
			const rating = ratingAtStart(afterLabels(text.slice(match.index + match[0].length)), this.vocabulary);
			if (rating.kind === 'none') {
				continue;
			}
			const level = rating.kind === 'level' ? rating.level : undefined;
			for (const criterion of this.headers.criteriaIn(match[1]!)) {
				this.said.push({ criterion, level, words: rating.words, manner: 'firm' });
			}
		}
	}

	/** `Good: Relevance, Clarity`: a level and the criteria that have it, and nothing else. */
	private readGroup(line: string): void {
		const match = /^([^:=→]{1,60})[:=→](.{1,400})$/u.exec(withoutLead(line));
		const level = match === null ? undefined : this.levelOf(ratingOf(match[1]!, this.vocabulary));
		if (match === null || level === undefined) {
			return;
		}
		const names = match[2]!
			.split(/,|;|&|、|\band\b|\bund\b|\bet\b/u)
			.map(shownWords)
			.filter(name => name !== '');
		const criteria = names.map(name => this.vocabulary.criteria.get(name.replace(/\.$/, '').toLowerCase()));
		if (names.length > 0 && criteria.every(each => each !== undefined)) {
			for (const criterion of criteria) {
				this.said.push({ criterion: criterion!, level: level.level, words: level.words, manner: 'firm' });
			}
		}
	}

	private say(section: Section, rating: { readonly level: string; readonly words: string }): void {
		section.found = true;
		for (const criterion of section.criteria) {
			this.said.push({ criterion, level: rating.level, words: rating.words, manner: 'firm' });
		}
	}

	private levelOf(rating: Rating): (Rating & { readonly kind: 'level' }) | undefined {
		return rating.kind === 'level' ? rating : undefined;
	}

	/** A heading of something else, or words about the whole, end a section. */
	private closes(line: string): boolean {
		const bare = withoutLead(line);
		const sole = this.vocabulary.rubric.criteria.length === 1;
		if (sole) {
			return false;
		}
		if (
			WHOLE_LABEL.test(bare) ||
			(!this.finalsAreOwn && FINAL_LABEL.test(bare)) ||
			/^final (?:ratings|scores|grades)/i.test(bare)
		) {
			return true;
		}
		if (RATING_LABEL.test(bare) || PART_LABEL.test(bare) || FINAL_LABEL.test(bare)) {
			return false;
		}
		const heading = /^\s*#{1,6}\s/.test(line) || new RegExp(`^\\s*${MARK}[^${MARK}]{1,60}:?${MARK}:?\\s*$`).test(line);
		if (heading) {
			return this.levelOf(ratingOf(bare, this.vocabulary)) === undefined;
		}
		const other = /^[^:.!?\n]{1,40}?[\s\u0001]*[:=](?=[\s\u0001])/u.exec(bare);
		return other !== null && ratingOf(bare.slice(other[0].length), this.vocabulary).kind === 'level';
	}

	private note(section: Section, line: string): void {
		const bare = withoutLead(line);
		const quoted = EVIDENCE_LABEL.exec(bare);
		if (quoted !== null || (section.inEvidence && /^\s*(?:[-*•>"“«„]|\u0001)/u.test(line))) {
			section.inEvidence = true;
			this.keepQuotes(section, quoted === null ? line : bare.slice(quoted[0].length));
			return;
		}
		section.inEvidence = /^evidence|^quotes?|^belege?/i.test(bare);
		const words = shownWords(line.replace(/^[\s\u0001]*[-–—:.,;]+/u, '')).replace(REASON_LABEL, '');
		if (words !== '' && !section.inEvidence) {
			section.words.push(words);
		}
	}

	private keepQuotes(section: Section, text: string): void {
		const plain = text.replaceAll(MARK, '');
		const marked = [...plain.matchAll(/"([^"\n]+)"|“([^”\n]+)”|«([^»\n]+)»|„([^“”\n]+)[“”]/gu)].map(match =>
			(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').trim(),
		);
		const quotes = marked.length > 0 ? marked : [shownWords(plain)];
		for (const criterion of section.criteria) {
			const kept = this.evidence.get(criterion) ?? [];
			this.evidence.set(criterion, [
				...kept,
				...quotes.filter(quote => quote !== '' && !/^(?:none|n\/a|-)$/i.test(quote)),
			]);
		}
	}
}

function afterLabels(text: string): string {
	const label = RATING_LABEL.exec(text);
	return label === null || label[0] === '' ? text : text.slice(label[0].length);
}

/** Three words or fewer, no sentence: something that stands where a rating should be. */
function isShort(text: string): boolean {
	const words = shownWords(text);
	return words !== '' && words.split(/\s+/).length <= 3 && words.length <= 40;
}

function isSentence(text: string): boolean {
	return /[.!?。！？)"”\u0001]\s*$/u.test(text) || text.split(/\s+/).length > 6;
}

function withoutBracket(text: string): string {
	return text.replace(/^[\s\u0001]*[([（][^()[\]（）\n]{0,40}[)\]）]/u, '');
}

/** What a judge quotes, as `the answer says "Relevance: Excellent"`, is not what it says itself. */
function withoutQuotedRatings(line: string): string {
	return line.replace(/(?<=\p{L}[^"“”«»\n]{0,3})(?:"[^"\n]{1,400}"|“[^”\n]{1,400}”|«[^»\n]{1,400}»)/gu, quote =>
		/[:=]\s*\p{L}/u.test(quote) ? ' ' : quote,
	);
}
