import { type ContextIndex, indexContext, rarity } from '../grounding/context-index.ts';
import { groundAnswer } from '../grounding/ground.ts';
import type { Grounding, GroundingUnit } from '../grounding/grounding.ts';
import { META_STEMS } from '../grounding/no-claim.ts';
import { type Word, WordScanner, wordsOf } from '../grounding/words.ts';
import { isAbstention } from '../judging/abstention.ts';
import type { TextRange } from '../text/range.ts';

/** What the offline judge is given. */
export interface OfflineJudgeInput {
	readonly question: string;
	/** Earlier turns as one text, empty for none. */
	readonly history: string;
	readonly units: readonly GroundingUnit[];
	/** Known good answers, any of them counts. */
	readonly reference: readonly string[];
	readonly answer: string;
}

/** Everything that more than one signal looks at, computed once. */
export interface JudgeMaterial extends OfflineJudgeInput {
	readonly index: ContextIndex;
	readonly grounding: Grounding;
	readonly questionWords: readonly Word[];
	readonly answerWords: readonly Word[];
	/** Content terms of the answer. */
	readonly answerTerms: ReadonlySet<string>;
	/** Terms of the question that name its subject, with their weights; of the earlier turns where it names none. */
	readonly asked: ReadonlyMap<string, number>;
	/** Ids of the units that the answer shares words with beyond those of the question. */
	readonly standsOn: ReadonlySet<string>;
	/** The answer says that it cannot answer. */
	readonly abstains: boolean;
	readonly scanner: WordScanner;
}

/** One measured signal: a quality 0..1 (1 = nothing to object), the figures in words, and the units that show it. */
export interface Measurement {
	readonly quality: number;
	readonly reason: string;
	/** Verbatim quotes of the context. */
	readonly evidence: readonly string[];
}

/** Reads question, context and answer. */
export function judgeMaterial(input: OfflineJudgeInput): JudgeMaterial {
	const scanner = new WordScanner();
	const index = indexContext(input.units);
	const grounding = groundAnswer(index, input);
	const questionWords = wordsOf(input.question, scanner);
	const answerWords = wordsOf(input.answer, scanner);
	return {
		...input,
		index,
		grounding,
		questionWords,
		answerWords,
		answerTerms: contentTerms(answerWords),
		asked: askedTerms(index, questionWords, wordsOf(input.history, scanner)),
		standsOn: standsOn({ index, grounding, questionWords, answerWords }),
		abstains: isAbstention(input.answer),
		scanner,
	};
}

/**
 * Grounding also looks for the question's words, so it may name lines that fit the question and not the answer. Here a unit counts
 * only where the answer has two of its words that the question lacks, or all that the answer has of its own.
 */
function standsOn(
	of: Pick<JudgeMaterial, 'index' | 'grounding' | 'questionWords' | 'answerWords'>,
): ReadonlySet<string> {
	const { index, grounding } = of;
	const asked = contentTerms(of.questionWords);
	const own = new Set(
		[...contentTerms(of.answerWords)].filter(term => !asked.has(term)).flatMap(term => index.terms.get(term) ?? []),
	);
	const used = new Set(grounding.used);
	const ids = index.units.flatMap(({ id }, unit) => {
		if (!used.has(id)) {
			return [];
		}
		const words = index.words.subarray(index.firstWord[unit]!, index.firstWord[unit + 1]!);
		const shared = new Set([...words].filter(word => own.has(word))).size;
		return shared >= Math.min(2, own.size) ? [id] : [];
	});
	return new Set(ids);
}

/** The words inside a range, of words in order. */
export function wordsWithin(words: readonly Word[], { start, end }: TextRange): readonly Word[] {
	return words.slice(firstFrom(words, start), firstFrom(words, end));
}

/** Position of the first word that starts at an offset or behind it. */
function firstFrom(words: readonly Word[], offset: number): number {
	let low = 0;
	let high = words.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (words[middle]!.start < offset) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/** The different content terms of words, in order. */
export function contentTerms(words: readonly Word[]): ReadonlySet<string> {
	return new Set(
		words.filter(({ form }) => form.kind !== 'stop' && !META_STEMS.has(form.term)).map(({ form }) => form.term),
	);
}

/** How much a term tells, by its rarity among the units: ln((1+M)/(1+df))+1. A term that the context lacks is the rarest. */
export function weightOf(index: ContextIndex, term: string): number {
	const number = index.terms.get(term);
	return number === undefined ? Math.log(1 + index.units.length) + 1 : rarity(index, number);
}

/** Verbatim text of the units that the answer stands on, the heaviest first. */
export function usedQuotes({ grounding, units }: JudgeMaterial, most = 3): readonly string[] {
	const texts = new Map(units.map(unit => [unit.id, unit.text]));
	return [...grounding.used]
		.sort((a, b) => (grounding.weights[b] ?? 0) - (grounding.weights[a] ?? 0))
		.slice(0, most)
		.flatMap(id => quoteOf(texts.get(id) ?? '', grounding, id));
}

/** The linked part of a unit: short units whole, of long ones the stretch that a claim links to. */
function quoteOf(text: string, grounding: Grounding, id: string): readonly string[] {
	if (text.trim() === '') {
		return [];
	}
	if (text.length < LONGEST_WHOLE) {
		return [text.trim()];
	}
	const link = grounding.claims.flatMap(claim => claim.links).find(each => each.unit === id);
	return link === undefined ? [] : [text.slice(link.start, link.end).trim()].filter(quote => quote !== '');
}

const LONGEST_WHOLE = 240;
/** What an earlier turn's word weighs where the question has words of its own. */
const EARLIER = 0.25;
/** What a word weighs that only asks, or that the context does not have. */
const LITTLE = 0.3;

/** Words that ask and name nothing. */
const ASKING = new Set(
	'tell explain describ list giv nam mean definit defin summari kind typ many much find know happen work differ differenc compar comparison advantag chang matter need should'.split(
		' ',
	),
);

function askedTerms(
	index: ContextIndex,
	question: readonly Word[],
	history: readonly Word[],
): ReadonlyMap<string, number> {
	const asked = new Map<string, number>();
	for (const term of contentTerms(question)) {
		const says = ASKING.has(term) || !index.terms.has(term) ? LITTLE : 1; // What no line has, no line can answer with.
		asked.set(term, weightOf(index, term) * says);
	}
	if ([...asked.keys()].some(term => !ASKING.has(term)) && asked.size > 2) {
		return asked;
	}
	for (const term of contentTerms(history.slice(-HISTORY_WORDS))) {
		if (!asked.has(term) && index.terms.has(term)) {
			asked.set(term, weightOf(index, term) * EARLIER);
		}
	}
	return asked;
}

/** A follow-up is about the last turn, not the first. */
const HISTORY_WORDS = 80;
