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
	for (const { index, segment } of segmenter.segment(flat)) {
		const end = index + segment.length;
		if (end < flat.length && !endsSentence(flat.slice(start, end), flat.slice(end, end + 12))) {
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

/** One segmenter serves any number of texts; making it costs more than using it. */
export function sentenceSegmenter(): Intl.Segmenter {
	return new Intl.Segmenter(undefined, { granularity: 'sentence' });
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

function endsSentence(sentence: string, next: string): boolean {
	if (/^\s*(?:\[[\d^]|【|[)”’»\]]|\([\d])/.test(next)) {
		return false;
	}
	const tail = sentence.slice(-14).trimEnd();
	return !ABBREVIATION.test(tail) && !/(?:^|[\s(."“])\p{Lu}\.$/u.test(tail);
}

function isSpace(code: number): boolean {
	return (
		code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff
	);
}

const ABBREVIATION =
	/(?:^|[\s("“])(?:Dr|Mr|Mrs|Ms|Prof|St|Mt|Ft|vs|cf|ca|approx|No|Nos|Fig|Figs|Eq|Sec|Vol|pp|Jr|Sr|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Rev|Hon|Inc|Ltd|Corp|e\.g|i\.e|z\.B|d\.h|Nr|bzw)\.$/i;
