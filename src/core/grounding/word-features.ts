import type { ContextIndex } from './context-index.ts';
import type { NegationMatch } from './negation.ts';
import type { JudgedWord } from './statement.ts';
import type { Candidate } from './unit-scores.ts';

/**
 * What the model of words sees of one word of a claim, in this order: how the word stands to the context and how its
 * neighbours do, never how long the claim is or where in it the word stands. The sign says which way sense demands: 1
 * where a higher value must never lower the chance that the word is unsupported, −1 where it must never raise it.
 */
export const WORD_FEATURES = {
	/** Neither context nor question have it in any form. */
	novel: 1,
	number: 0,
	name: 0,
	/** Question or history have it. */
	echoes: -1,
	/** Length of the longest run of words around it that the context has in this order, at most {@link LONGEST_RUN}. */
	run: -1,
	/** The context has it behind the word before it, or in front of the next one. */
	previousPair: -1,
	nextPair: -1,
	/** The line that has most of the claim has it. */
	inBest: -1,
	/** Novel content words in a row around it; its neighbours among the content words. */
	novelRun: 1,
	previousNovel: 1,
	nextNovel: 1,
	/** Share of novel words in its phrase, and among the four content words on either side. */
	phraseNovel: 1,
	nearNovel: 1,
	/** 1 a quantifier, order or comparison, 2 a negation. */
	operator: 0,
	/** The claim is negated and the context is not, or the other way round. */
	negation: 1,
	/** Letters of the word: short ones are common ones. */
	letters: 0,
} as const;

export type WordFeature = keyof typeof WORD_FEATURES;

/** A word that can be unsupported, with its values in the order of {@link WORD_FEATURES}. */
export interface WordRow {
	readonly word: JudgedWord;
	readonly values: readonly number[];
}

interface ReadClaim {
	readonly words: readonly JudgedWord[];
	readonly candidates: readonly Candidate[];
	readonly negation: NegationMatch;
	/** The text that the words stand in. */
	readonly answer: string;
}

/** The rows of a claim's content words, negations and quantifiers. Looks at most at {@link MOST_PLACES} places of a word. */
export function wordRows(index: ContextIndex, { words, candidates, negation, answer }: ReadClaim): WordRow[] {
	const runs = runsOf(index, words);
	const best = bestLine(index, words, candidates);
	const content = words.filter(isContent);
	const novelRuns = novelRunsOf(content);
	const phrases = phrasesOf(words, answer);
	const novelShares = new Map([...new Set(phrases)].map(phrase => [phrase, novelShare(phrase)]));
	const rows: WordRow[] = [];
	let place = 0;
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		const counted = isContent(word);
		const here = place;
		place += counted ? 1 : 0;
		const operator = word.form.negation ? 2 : OPERATOR.test(word.form.folded) ? 1 : 0;
		if (isConverted(word) || (!counted && operator === 0)) {
			continue;
		}
		const values: Record<WordFeature, number> = {
			novel: Number(word.standing === 'novel'),
			number: Number(word.kind === 'number'),
			name: Number(word.kind === 'name'),
			echoes: Number(word.echoes),
			run: runs[at]!,
			previousPair: Number(runs[at]! > 1 && runs[at - 1] !== undefined && follows(index, words[at - 1]!, word)),
			nextPair: Number(runs[at]! > 1 && words[at + 1] !== undefined && follows(index, word, words[at + 1]!)),
			inBest: Number(word.term >= 0 && best.has(word.term)),
			novelRun: counted ? novelRuns[here]! : 0,
			previousNovel: Number(counted && content[here - 1]?.standing === 'novel'),
			nextNovel: Number(counted && content[here + 1]?.standing === 'novel'),
			phraseNovel: novelShares.get(phrases[at]!)!,
			nearNovel: novelShare(content.slice(Math.max(0, here - NEAR), here + NEAR + 1)),
			operator,
			negation: Number(negation !== 'alike'),
			letters: word.form.folded.length,
		};
		rows.push({ word, values: Object.values(values) });
	}
	return rows;
}

/** Content words on either side that count as near. */
const NEAR = 4;
const LONGEST_RUN = 12;
const MOST_PLACES = 64;
const MOST_UNITS = 16;
/** A word that the question has says less about which line is meant. */
const ECHO = 0.4;

const OPERATOR =
	/^(?:all|every|always|never|only|must|should|may|might|could|can|some|many|most|few|more|less|fewer|before|after|first|last|increased?|decreased?|higher|lower|larger|smaller|above|below|minimum|maximum|least|both|neither|none|no|not)$/;
const PHRASE_END = /[,;:()–—]/;
const PHRASE_START = /^(?:because|while|whereas|although|though|which|and|or|but|that|who)$/;

function isContent({ standing }: JudgedWord): boolean {
	return standing !== 'stop' && standing !== 'meta';
}

/** Said in another form, "3 %" as 0.03: supported, though nobody knows where. */
function isConverted({ standing, term }: JudgedWord): boolean {
	return standing === 'said' && term < 0;
}

function novelShare(words: readonly JudgedWord[]): number {
	const content = words.filter(isContent);
	return content.filter(({ standing }) => standing === 'novel').length / Math.max(1, content.length);
}

/** What the line that has most of the claim's words has of them. */
function bestLine(index: ContextIndex, words: readonly JudgedWord[], candidates: readonly Candidate[]): Set<number> {
	const wanted = new Map(words.filter(isContent).map(({ term, echoes }) => [term, echoes ? ECHO : 1]));
	let best = new Set<number>();
	let most = 0;
	for (const { unit } of candidates.slice(0, MOST_UNITS)) {
		const own = new Set<number>();
		let mass = 0;
		for (let at = index.firstWord[unit]!; at < index.firstWord[unit + 1]!; at++) {
			const term = index.words[at]!;
			const weight = wanted.get(term);
			if (weight !== undefined && !own.has(term)) {
				own.add(term);
				mass += weight;
			}
		}
		if (mass > most) {
			best = own;
			most = mass;
		}
	}
	return best;
}

/** Per word: the words of the longest run through it that the context has; grammar alone makes no run. */
function runsOf(index: ContextIndex, words: readonly JudgedWord[]): Int32Array {
	const runs = new Int32Array(words.length);
	for (let at = 0; at < words.length; at++) {
		const { term } = words[at]!;
		if (term < 0 || index.content[term] === 0) {
			runs[at] = term >= 0 ? Math.max(1, runs[at]!) : 0;
			continue;
		}
		const from = index.firstPlace[term]!;
		const to = Math.min(index.firstPlace[term + 1]!, from + MOST_PLACES);
		for (let place = from; place < to; place++) {
			const before = matching(index, words, { at, place: index.places[place]!, step: -1 });
			const after = matching(index, words, { at, place: index.places[place]!, step: 1 });
			const length = Math.min(LONGEST_RUN, before + after + 1);
			for (let other = at - before; other <= at + after; other++) {
				runs[other] = Math.max(runs[other]!, length);
			}
		}
	}
	return runs;
}

interface Alignment {
	readonly at: number;
	readonly place: number;
	readonly step: 1 | -1;
}

function matching(
	{ words: context }: ContextIndex,
	words: readonly JudgedWord[],
	{ at, place, step }: Alignment,
): number {
	let length = 0;
	while (length < LONGEST_RUN) {
		const next = step * (length + 1);
		const term = words[at + next]?.term ?? -1;
		if (term < 0 || context[place + next] !== term) {
			break;
		}
		length++;
	}
	return length;
}

/** True where the context has the two words one behind the other. Walks the rarer one's places. */
function follows({ firstPlace, places, words }: ContextIndex, first: JudgedWord, second: JudgedWord): boolean {
	if (first.term < 0 || second.term < 0) {
		return false;
	}
	const countOf = (term: number) => firstPlace[term + 1]! - firstPlace[term]!;
	const [rarer, step, other] =
		countOf(first.term) <= countOf(second.term) ? [first.term, 1, second.term] : [second.term, -1, first.term];
	for (let at = firstPlace[rarer]!; at < firstPlace[rarer + 1]!; at++) {
		if (words[places[at]! + step] === other) {
			return true;
		}
	}
	return false;
}

/** Per content word: how many novel ones stand in a row there. */
function novelRunsOf(content: readonly JudgedWord[]): Int32Array {
	const runs = new Int32Array(content.length);
	let start = 0;
	for (let at = 0; at <= content.length; at++) {
		if (content[at]?.standing !== 'novel') {
			runs.fill(at - start, start, at);
			start = at + 1;
		}
	}
	return runs;
}

/** Per word: the words of its phrase. */
function phrasesOf(words: readonly JudgedWord[], answer: string): JudgedWord[][] {
	const phrases: JudgedWord[][] = [];
	let phrase: JudgedWord[] = [];
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		const starts =
			PHRASE_START.test(word.form.folded) || PHRASE_END.test(answer.slice(words[at - 1]?.end ?? 0, word.start));
		phrase = at > 0 && starts ? [] : phrase;
		phrase.push(word);
		phrases.push(phrase);
	}
	return phrases;
}
