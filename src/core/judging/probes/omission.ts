import { type Fake, type FakeSource, fakeBy } from './fake.ts';

/** Leaves out one sentence of several, or one part between commas of a single sentence, where that part says enough to be missed. */
export function* omissions({ reference }: FakeSource): Iterable<Fake> {
	const sentences = spans(reference, /[^.!?。！？\n]+(?:[.!?](?=\d)[^.!?。！？\n]+)*[.!?。！？\n]*\s*/gu);
	if (sentences.length > 1) {
		for (const { start, end } of sentences) {
			if (wordsIn(reference.slice(start, end)) >= FEWEST_WORDS) {
				yield fakeBy('omission', reference, trimmed(reference, start, end), '');
			}
		}
	}
	for (const { start, end } of spans(reference, CLAUSE)) {
		if (
			wordsIn(reference.slice(start, end)) >= FEWEST_WORDS &&
			wordsIn(reference) - wordsIn(reference.slice(start, end)) >= FEWEST_WORDS
		) {
			yield fakeBy('omission', reference, { start, end }, '');
		}
	}
}

const FEWEST_WORDS = 3;
/** A further part of a sentence, from its comma or conjunction to the next one or the end. */
const CLAUSE =
	/(?:[,;] (?:and |while |which |whose |but |because |among )?(?!(?:if|when|unless|wenn|falls) )|(?<=\p{L}) (?:and|while|because) )(?:[^,;.!?\n]|[.,](?=\d)){8,}(?=[,;.!?\n]|$)/gu;

function spans(text: string, pattern: RegExp): readonly { readonly start: number; readonly end: number }[] {
	return [...text.matchAll(pattern)].map(match => ({ start: match.index, end: match.index + match[0].length }));
}

/** At the end of the text the space before goes instead of the one behind. */
function trimmed(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
	if (end < text.length) {
		return { start, end };
	}
	return { start: text.slice(0, start).trimEnd().length, end };
}

function wordsIn(text: string): number {
	return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
