import { withoutCitations } from './citations.ts';
import { type ClaimSpan, splitClaims } from './claims.ts';
import type { ContextIndex } from './context-index.ts';
import { isConverted, type PlacedIn } from './conversions.ts';
import type { Readings } from './kept-readings.ts';
import { META_STEMS } from './no-claim.ts';
import { isTelling } from './query.ts';
import { RELATED_WORDS } from './related-words.ts';
import { isSaid } from './said.ts';
import { type Word, wordsOf } from './words.ts';

/** A word of the answer beside the context and the question. */
export interface JudgedWord extends Word {
	/** Its number in the context's index; −1 where it stands only glued, abbreviated or converted, or not at all. */
	readonly term: number;
	/** A novel word's stand-in: the number of a word of the context that often says the same; else −1. */
	readonly related: number;
	/**
	 * `said`: the context has it. `asked`: only question or history have it. `meta`: speaks about the text and is not in
	 * it. `stop`: grammar. `novel`: none of these.
	 */
	readonly standing: 'said' | 'asked' | 'meta' | 'stop' | 'novel';
	/** What a novel word would be. */
	readonly kind: 'number' | 'name' | 'word';
	/** True where question or history have it too: it says little about support. */
	readonly echoes: boolean;
}

/** A claim together with its words. */
export interface Statement extends ClaimSpan {
	readonly words: readonly JudgedWord[];
}

export interface Reading {
	/** The terms of the question and of the history. */
	readonly asked: ReadonlySet<string>;
	readonly readings: Readings;
}

/** Splits an answer into claims and looks every word up. */
export function statementsOf(index: ContextIndex, answer: string, { asked, readings }: Reading): Statement[] {
	const words = wordsOf(withoutCitations(answer), readings.scanner);
	const statements: Statement[] = [];
	let at = 0;
	for (const claim of splitClaims(answer, readings.segmenter)) {
		while (at < words.length && words[at]!.start < claim.start) {
			at++;
		}
		const own: JudgedWord[] = [];
		let previous: Word | undefined;
		for (; at < words.length && words[at]!.end <= claim.end; at++) {
			own.push(judgedWord(index, { words, at, previous, asked, text: answer, units: readings.units }));
			previous = words[at];
		}
		const restates = RESTATES.test(answer.slice(claim.start, claim.end)) && own.every(restatesQuestion);
		statements.push({ ...claim, kind: restates ? 'no-claim' : claim.kind, words: own });
	}
	return statements;
}

/** "The key advantages of LoRA are:" and "Why LoRA saves memory" announce an answer where they only repeat what was asked. */
const RESTATES =
	/(?:[:：]|\b(?:as follows|the following)[:.]?)$|^[\s*_"“]*(?:who|whom|whose|what|which|when|where|why|how|wer|was|wann|wo|warum|wie|qui|quand|où|pourquoi|comment|quién|qué|cuándo|dónde|cómo)\s/iu;

function restatesQuestion({ standing, echoes }: JudgedWord): boolean {
	return echoes || standing === 'stop' || standing === 'meta';
}

interface Seen extends PlacedIn {
	readonly previous: Word | undefined;
	readonly asked: ReadonlySet<string>;
}

function judgedWord(index: ContextIndex, seen: Seen): JudgedWord {
	const { words, at, previous, asked, text } = seen;
	const word = words[at]!;
	const { form, start, end } = word;
	const term = index.terms.get(form.term) ?? -1;
	const echoes = asked.has(form.term);
	const digits = form.kind === 'number' && /\p{Nd}/u.test(text.slice(start, end));
	const kind = digits ? 'number' : form.kind !== 'number' && isTelling(word, previous) ? 'name' : 'word';
	const standing = standingOf();
	const related = standing === 'novel' && kind !== 'number' ? RELATED_WORDS.termIn(index, form.term) : -1;
	return { ...word, term, related, echoes, kind, standing };

	function standingOf(): JudgedWord['standing'] {
		if (form.kind === 'stop') {
			return 'stop';
		}
		if (term >= 0 || isSaid(index, ...undotted(word, text)) || isConverted(index, seen)) {
			return 'said';
		}
		if (echoes) {
			return 'asked';
		}
		return META_STEMS.has(form.term) ? 'meta' : 'novel';
	}
}

/** "U.S." is looked for as "US": its dots are no part of it. */
function undotted(word: Word, text: string): [word: Word, text: string] {
	const surface = text.slice(word.start, word.end);
	if (!/^\p{Lu}(?:\.\p{Lu})+$/u.test(surface)) {
		return [word, text];
	}
	const letters = surface.replaceAll('.', '');
	return [{ ...word, start: 0, end: letters.length }, letters];
}
