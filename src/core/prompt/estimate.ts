/**
 * An estimate of how many tokens a text is, for any script: shown with "≈", used where an endpoint gives no count. It
 * follows what today's byte-pair vocabularies do on average: an English word is one token up to about eight letters,
 * three digits are one, a Cyrillic, Greek or Arabic token has about three letters, a Chinese or Japanese character is nearly
 * one, a run of white space or of one punctuation mark few. Measured against such a
 * vocabulary of 200,000 tokens: 0 to 12 % too many on English Markdown, 19 % on TypeScript, −20 to +30 % on single sentences. Linear in the text.
 */
export function estimateTokens(text: string): number {
	let tokens = 0;
	for (let at = 0; at < text.length; ) {
		const kind = kindOf(text.charCodeAt(at));
		let end = at + 1;
		while (end < text.length && kindOf(text.charCodeAt(end)) === kind) {
			end++;
		}
		tokens += COST[kind](text, at, end);
		at = end;
	}
	return Math.ceil(tokens);
}

type Kind = 'space' | 'letters' | 'digits' | 'signs' | 'alphabet' | 'syllables' | 'signed' | 'ideographs' | 'astral';

function kindOf(code: number): Kind {
	if (code < 0x80) {
		return code <= 0x20 || code === 0x7f
			? 'space'
			: code >= 0x30 && code <= 0x39
				? 'digits'
				: (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
					? 'letters'
					: 'signs';
	}
	if (code < 0x250) {
		return code < 0xc0 ? 'signs' : 'letters';
	}
	if (code >= 0xd800 && code <= 0xdfff) {
		return 'astral';
	}
	if ((code >= 0x2e80 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff)) {
		return 'ideographs';
	}
	if (code >= 0xac00 && code <= 0xd7a3) {
		return 'syllables';
	}
	// Devanagari to Khmer: letters with vowel signs.
	if (code >= 0x0900 && code <= 0x1aff) {
		return 'signed';
	}
	return (code >= 0x2000 && code <= 0x2bff) || code >= 0xfe00 ? 'signs' : 'alphabet';
}

const COST: Readonly<Record<Kind, (text: string, start: number, end: number) => number>> = {
	// One blank goes with the word behind it; longer runs and line breaks are tokens of their own.
	space: (text, start, end) => (end - start === 1 && text[start] === ' ' ? 0 : Math.ceil((end - start) / 12)),
	letters: (_text, start, end) => {
		const length = end - start;
		return length <= 8 ? 1.08 : 1 + (length - 4) / 5;
	},
	digits: (_text, start, end) => Math.ceil((end - start) / 3),
	signs: (text, start, end) => {
		const length = end - start;
		return length === 1 ? 0.95 : isOneSign(text, start, end) ? Math.ceil(length / 8) : length * 0.6;
	},
	alphabet: (_text, start, end) => Math.max(1, (end - start) / 2.9),
	signed: (_text, start, end) => Math.max(1, (end - start) / 2.2),
	syllables: (_text, start, end) => Math.max(1, (end - start) / 1.7),
	ideographs: (_text, start, end) => (end - start) * 0.85,
	// Two UTF-16 units each; an emoji is two tokens or three.
	astral: (_text, start, end) => ((end - start) / 2) * 2.3,
};

function isOneSign(text: string, start: number, end: number): boolean {
	for (let at = start + 1; at < end; at++) {
		if (text[at] !== text[start]) {
			return false;
		}
	}
	return true;
}
