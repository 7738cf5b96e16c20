import type { TextRange } from '../text/range.ts';

/**
 * The sentences of a stretch of running text, trimmed, in order. Boundaries are Unicode's (UAX 29, through
 * `Intl.Segmenter`), taken back after abbreviations and initials, and before what cannot start a sentence (a citation
 * mark, a closing quote). Line breaks inside the stretch end no sentence.
 */
export function sentencesOf(text: string, range: TextRange, segmenter = sentenceSegmenter()): TextRange[] {
	const flat = text.slice(range.start, range.end).replace(/[\r\n\u2028\u2029\u0085]/g, ' ');
	const sentences: TextRange[] = [];
	let start = 0;
	for (const { index, segment } of segmenter.segment(prose(flat))) {
		const end = index + segment.length;
		if (end < flat.length && !endsSentence(flat.slice(start, end), flat.slice(end, end + 16))) {
			continue;
		}
		const sentence = trimmedRange(flat, { start, end });
		if (sentence !== undefined) {
			sentences.push({ start: range.start + sentence.start, end: range.start + sentence.end });
		}
		start = end;
	}
	return sentences;
}

/**
 * One segmenter serves any number of texts; making it costs more than using it. Its rules are those of one language, so that the same answer has the
 * same claims on every machine.
 */
export function sentenceSegmenter(): Intl.Segmenter {
	return new Intl.Segmenter('en', { granularity: 'sentence' });
}

/** The range without white space at its ends; `undefined` where nothing else is in it. */
export function trimmedRange(text: string, { start, end }: TextRange): TextRange | undefined {
	let first = start;
	let last = end;
	while (first < last && isSpace(text.charCodeAt(first))) {
		first++;
	}
	while (last > first && isSpace(text.charCodeAt(last - 1))) {
		last--;
	}
	return first < last ? { start: first, end: last } : undefined;
}

/** The text with citation marks and tags blank and images without their mark, of the same length: "long.[1][2] It" are two sentences. */
function prose(text: string): string {
	return /[[【<]/.test(text) ? text.replace(MARKS, found => (found === '!' ? '-' : ' '.repeat(found.length))) : text;
}

const MARKS =
	/\[\^?\d{1,3}(?:\s*[,;–-]\s*\^?\d{1,3}){0,20}\](?!\()|\[(?:P\d+:)?L\d+(?:-L?\d+)?\]|【[^【】]{0,80}】|<\/?[a-z][^<>]{0,200}>|!(?=\[)/gi;

function endsSentence(sentence: string, next: string): boolean {
	if (/^\s*(?:\[[\d^]|【|[)”’»\]]|\([\d])/.test(next)) {
		return false;
	}
	const tail = sentence.slice(-14).trimEnd();
	if (TITLE.test(tail) || (/^\d/.test(next) && BEFORE_NUMBER.test(tail))) {
		return false;
	}
	const maybe = ABBREVIATION.test(tail) || /(?:^|[\s(."“])\p{Lu}\.$/u.test(tail);
	return !maybe || STARTER.test(next);
}

function isSpace(code: number): boolean {
	return (
		code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff
	);
}

/** What always stands before something. */
const TITLE =
	/(?:^|[\s("“])(?:Dr|Mr|Mrs|Ms|Prof|St|Mt|Ft|vs|cf|ca|approx|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Rev|Hon|e\.g|i\.e|z\.B|d\.h|bzw)\.$/i;
/** What is an abbreviation before a number, and may be a word of its own elsewhere. */
const BEFORE_NUMBER =
	/(?:^|[\s("“])(?:No|Nos|Nr|Fig|Figs|Eq|Sec|Vol|Ch|Art|p|pp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$/i;
/** What may end a sentence as well: a word that starts one then tells. */
const ABBREVIATION = /(?:^|[\s("“])(?:Jr|Sr|Inc|Ltd|Corp|Co|Fig|Figs|Eq|Sec|Vol|pp)\.$/i;
const STARTER =
	/^(?:The|It|Its|He|She|They|This|That|These|Those|There|His|Her|Their|We|You|In|On|At|By|But|However|And|As|If|When|While|After|Before|Then|Also|Some|Many|Most|Both|Each|No|Another)(?![\p{L}.])/u;
