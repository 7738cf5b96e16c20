import type { Word } from '../words.ts';

/** Parts of a text that each say something of a subject of their own, as runs of its words. */
export function wordClauses<W extends Word>(words: readonly W[], text: string): W[][] {
	return parted(
		words,
		(before, word) => CLAUSE_END.test(text.slice(before.end, word.start)) || CONJUNCTION.test(word.form.folded),
	);
}

/** The words of a unit sentence by sentence. A full stop inside an abbreviation ends one too: what is read then is less, not wrong. */
export function wordSentences<W extends Word>(words: readonly W[], text: string): W[][] {
	return parted(words, (before, word) => {
		const between = text.slice(before.end, word.start);
		return (
			SENTENCE_END.test(between) || (GLUED_END.test(between) && word.form.capital && before.end - before.start > 1)
		);
	});
}

/** The clauses of a sentence where something in it is set against something else, or the whole of it. */
export function wordStatements<W extends Word>(sentence: readonly W[], text: string): readonly (readonly W[])[] {
	return sentence.some(({ form }) => SET_AGAINST.test(form.folded)) ? wordClauses(sentence, text) : [sentence];
}

function parted<W extends Word>(words: readonly W[], starts: (before: W, word: W) => boolean): W[][] {
	const parts: W[][] = [[]];
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		if (at > 0 && starts(words[at - 1]!, word)) {
			parts.push([]);
		}
		parts.at(-1)!.push(word);
	}
	return parts;
}

const CLAUSE_END = /[,;:()–—]/;
const SENTENCE_END = /[.!?;]['"”’)\]]*\s|[。！？؟।]|\n\s*\n|\|/;
/** "…is the same or not.The next" */
const GLUED_END = /^[.!?]$/;
const CONJUNCTION = /^(?:and|while|whereas|but|und|wahrend|aber|et|mais|y|pero|e|ma|en|maar)$/;
/** Where these stand in a sentence its clauses are read one by one. */
const SET_AGAINST =
	/^(?:and|or|but|while|whereas|although|though|however|because|who|which|that|und|oder|aber|sondern|wahrend|obwohl|weil|et|ou|mais|y|o|pero|sino|aunque|e|ma|en|maar)$/;
