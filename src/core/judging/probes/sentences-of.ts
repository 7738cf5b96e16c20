/** A sentence with its place in the text, without the space around it. */
export interface Sentence {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/** The sentences of a text, cut behind closing punctuation and at line breaks; a full stop inside a number closes nothing. */
export function sentencesOf(text: string): readonly Sentence[] {
	const found: Sentence[] = [];
	for (const match of text.matchAll(/[^.!?。！？\n]+(?:[.!?](?=[\p{L}\p{N}])[^.!?。！？\n]*)*[.!?。！？]*["”’)]*/gu)) {
		const lead = /^\s*/.exec(match[0])![0].length;
		const words = match[0].trim();
		if (/[\p{L}\p{N}]/u.test(words)) {
			found.push({ text: words, start: match.index + lead, end: match.index + lead + words.length });
		}
	}
	return found;
}

/** Words of more than three letters, in lower case: those that carry a subject. */
export function contentWords(text: string): ReadonlySet<string> {
	return new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => word.length > 3));
}
