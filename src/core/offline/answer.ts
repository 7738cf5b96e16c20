import { type ContextIndex, indexContext, rarity } from '../grounding/context-index.ts';
import type { GroundingUnit } from '../grounding/grounding.ts';
import { pickUnits } from '../grounding/links.ts';
import { META_STEMS } from '../grounding/no-claim.ts';
import { isTelling, type Query, queryOf } from '../grounding/query.ts';
import { type Candidate, UnitScorer } from '../grounding/unit-scores.ts';
import { type Word, wordsOf } from '../grounding/words.ts';
import { type ContextSentence, contextSentences } from './context-sentences.ts';
import { QUANTITY_STEMS, quantityAsked } from './quantities.ts';
import { questionParts } from './question-parts.ts';

/** What {@link offlineAnswer} says where nothing in the context fits the question. */
export const OFFLINE_ABSTENTION = 'The context does not say.';

export interface OfflineQuestion {
	readonly question: string;
	/** Earlier turns, oldest first. */
	readonly history?: readonly { readonly role: string; readonly content: string }[];
	readonly units: readonly GroundingUnit[];
}

/**
 * Answers from the context alone and word for word: the one to three sentences that fit the question best, in the order
 * of the context. Table rows read as "Column: value". A question of several parts gets a sentence for each part that the
 * context answers. Earlier turns help to find what a follow-up is about, and what they have said is not said again where
 * another sentence fits. Where none has enough of what is asked, it says {@link OFFLINE_ABSTENTION}. The same input
 * gives the same answer.
 */
export function offlineAnswer({ question, history = [], units }: OfflineQuestion): { readonly text: string } {
	const sentences = contextSentences(units);
	const index = indexContext(sentences);
	const recent = history.slice(-2);
	const earlier = wordsOf(recent.map(({ content }) => content).join('\n'));
	const told = contentTerms(wordsOf(history.map(({ role, content }) => (role === 'user' ? '' : content)).join('\n')));
	const finder: Finder = { index, sentences, earlier, told };
	const parts = questionParts(question);
	const picked =
		parts.length === 1 ? fittingSentences(finder, { part: question, others: [] }) : coveringParts(finder, parts);
	return { text: picked.length === 0 ? OFFLINE_ABSTENTION : written(sentences, picked) };
}

interface Finder {
	readonly index: ContextIndex;
	readonly sentences: readonly ContextSentence[];
	readonly earlier: readonly Word[];
	/** What the answers of earlier turns have said. */
	readonly told: ReadonlySet<string>;
}

interface Part {
	readonly part: string;
	/** Words of the other parts: they tell what "it" is. */
	readonly others: readonly Word[];
}

/** The sentences for a question that asks for one thing, best first; none where nothing fits. */
function fittingSentences(finder: Finder, part: Part): readonly number[] {
	const { index, sentences } = finder;
	const { asked, query, candidates } = rankedFor(finder, part);
	const best = candidates[0];
	if (
		best === undefined ||
		!fits(index, { question: part.part, asked, earlier: finder.earlier, sentence: best.unit })
	) {
		return [];
	}
	if (saysAll(index, asked, best.unit)) {
		return [best.unit];
	}
	const picked = pickUnits(index, query, candidates)
		.filter(({ share, unit }) => share >= ALONGSIDE && !isTold(sentences[unit]!, finder.told))
		.slice(0, MOST_SENTENCES)
		.map(({ unit }) => unit);
	return picked.length === 0 ? [best.unit] : picked;
}

/** For every part in turn the sentence that fits it best, unless one that was chosen before fits it nearly as well. */
function coveringParts(finder: Finder, parts: readonly string[]): readonly number[] {
	const picked = new Set<number>();
	const words = parts.map(part => askedWords(part));
	for (const [at, part] of parts.entries()) {
		const others = words.filter((_, other) => other !== at).flat();
		const { asked, candidates } = rankedFor(finder, { part, others });
		const fitting = candidates
			.slice(0, LOOKED_AT)
			.filter(({ unit }) => fits(finder.index, { question: part, asked, earlier: finder.earlier, sentence: unit }));
		const top = fitting[0]?.score ?? 0;
		const known = fitting.some(({ unit, score }) => picked.has(unit) && score >= AS_WELL * top);
		if (fitting[0] !== undefined && !known) {
			picked.add(fitting[0].unit);
		}
	}
	return [...picked];
}

/** The sentences by how well they fit a part, best first. */
function rankedFor({ index, sentences, earlier, told }: Finder, { part, others }: Part) {
	const asked = askedWords(part);
	const query = queryWith(index, asked, [...others, ...earlier]);
	const candidates = new UnitScorer(index, query.terms)
		.best(query, 60)
		.map(candidate => preferred(candidate, sentences[candidate.unit]!, { question: part, told }))
		.sort((a, b) => b.score - a.score || a.unit - b.unit);
	return { asked, query, candidates };
}

function askedWords(question: string): readonly Word[] {
	return wordsOf(question).filter(({ form }) => !ASKING.has(form.term));
}

/** True where a sentence with its title has every word asked for: what else fits would only repeat or digress. */
function saysAll(index: ContextIndex, asked: readonly Word[], sentence: number): boolean {
	const own = new Set(index.words.subarray(index.firstWord[sentence]!, index.firstWord[sentence + 1]!));
	return [...contentTerms(asked)].every(term => own.has(index.terms.get(term) ?? -1));
}

/** True for a sentence that adds hardly a word to what earlier answers have said. */
function isTold({ text }: ContextSentence, told: ReadonlySet<string>): boolean {
	if (told.size === 0) {
		return false;
	}
	const terms = [...contentTerms(wordsOf(text))];
	return terms.length > 0 && terms.filter(term => told.has(term)).length >= TOLD * terms.length;
}

function contentTerms(words: readonly Word[]): ReadonlySet<string> {
	return new Set(words.filter(({ form }) => form.kind !== 'stop').map(({ form }) => form.term));
}

/** How many sentences are tried for each part of a question. */
const LOOKED_AT = 8;
/** A chosen sentence answers a further part too where it fits that part at least this well beside the best one. */
const AS_WELL = 0.9;
/** The share of a sentence's words from which on it says nothing new, and what such a sentence is worth beside a new one. */
const TOLD = 0.85;
const REPEATED = 0.5;
/** What a sentence is worth that has a value of the kind asked for ("°C" for a temperature), beside one that has none. */
const MEASURED = 1.5;
const MOST_SENTENCES = 3;
/** A further sentence has to fit nearly as well as the best one. */
const ALONGSIDE = 0.7;
/** What an earlier turn's word weighs beside one of the question. */
const EARLIER = 0.3;
/** The share of the words asked for that the best sentence, with its title and neighbours, has to say. */
const ENOUGH = 0.5;
/** A name or number asked for counts more. */
const TELLING = 1.5;
/** Sentences before and after that count as near. */
const NEAR = 1;
const MOST_ITEMS = 6;

/** Stems of words that ask rather than name what is asked for. */
const ASKING: ReadonlySet<string> = new Set([
	'tell',
	'explain',
	'describ',
	'descript',
	'list',
	'giv',
	'nam',
	'mean',
	'definit',
	'defin',
	'summari',
	'kind',
	'typ',
	'many',
	'much',
	'find',
	'know',
	...META_STEMS,
]);

function queryWith(index: ContextIndex, asked: readonly Word[], earlier: readonly Word[]): Query {
	const { terms, pairs } = queryOf(index, asked, []);
	const all = new Map(terms);
	for (const { form } of earlier) {
		const term = index.terms.get(form.term);
		if (term !== undefined && form.kind !== 'stop' && !all.has(term)) {
			all.set(term, EARLIER * rarity(index, term));
		}
	}
	return { terms: all, pairs };
}

/** Lifts sentences of the shape that the question asks for: a number, a name, a definition. Lowers what was said before. */
function preferred(
	candidate: Candidate,
	sentence: ContextSentence,
	{ question, told }: { readonly question: string; readonly told: ReadonlySet<string> },
): Candidate {
	const { text } = sentence;
	const factor = SHAPES.some(({ asks, answers }) => asks.test(question) && answers.test(text)) ? 1.15 : 1;
	const measured = quantityAsked(question)?.test(text) === true ? MEASURED : 1;
	const score =
		candidate.score * factor * measured * (/[?？]$/.test(text) ? 0.5 : 1) * (isTold(sentence, told) ? REPEATED : 1);
	return {
		...candidate,
		score,
		parts: new Map([...candidate.parts].map(([key, part]) => [key, (part * score) / candidate.score])),
	};
}

const SHAPES: readonly { readonly asks: RegExp; readonly answers: RegExp }[] = [
	{
		asks: /\bhow (?:many|much|long|old|far|high|fast|often|large|big)\b|\bwie (?:viele?|lange|hoch|oft)\b/i,
		answers: /\p{Nd}/u,
	},
	{ asks: /\b(?:when|what year|which year|wann)\b/i, answers: /\b(?:1\d|20)\d\d\b|\d{1,2}[:.]\d\d/ },
	{ asks: /\b(?:who|where|wer|wo)\b/i, answers: /(?<=\p{L}[\p{L},]*\s)\p{Lu}/u },
	{
		asks: /^\s*(?:what|who) (?:is|are|was|were)\b|^\s*(?:was|wer) (?:ist|sind|war)\b/i,
		answers: /^(?:\S+\s){1,6}(?:is|are|was|were|ist|sind|war)\s(?:an?|the|one|eine?|der|die|das)\s/i,
	},
	{ asks: /\b(?:why|warum)\b/i, answers: /\b(?:because|since|due to|so that|therefore|weil|damit)\b/i },
];

interface Fit {
	readonly question: string;
	readonly asked: readonly Word[];
	readonly earlier: readonly Word[];
	readonly sentence: number;
}

/** True where the best sentence, with its title and its neighbours, says enough of what is asked. */
function fits(index: ContextIndex, { question, asked, earlier, sentence }: Fit): boolean {
	const content = asked.filter(({ form }) => form.kind !== 'stop');
	// "And why is that?" asks about what was said before.
	const wanted = content.length > 0 ? content : earlier.filter(({ form }) => form.kind !== 'stop');
	const near = termsAround(index, sentence);
	const measured = quantityAsked(question)?.test(index.texts[sentence]!) === true;
	const seen = new Set<string>();
	let total = 0;
	let found = 0;
	for (const [at, word] of wanted.entries()) {
		if (seen.has(word.form.term)) {
			continue;
		}
		seen.add(word.form.term);
		const weight = isTelling(word, wanted[at - 1]) ? TELLING : 1;
		const term = index.terms.get(word.form.term);
		total += weight;
		const said = (term !== undefined && near.has(term)) || (measured && QUANTITY_STEMS.has(word.form.term));
		found += said ? weight : 0;
	}
	return total > 0 && found >= ENOUGH * total;
}

function termsAround(index: ContextIndex, sentence: number): Set<number> {
	const from = index.firstWord[Math.max(0, sentence - NEAR)]!;
	const to = index.firstWord[Math.min(index.units.length, sentence + NEAR + 1)]!;
	return new Set(index.words.subarray(from, to));
}

/** The sentences in the order of the context; after one that announces items, the items. */
function written(sentences: readonly ContextSentence[], picked: readonly number[]): string {
	const parts: string[] = [];
	const done = new Set<number>();
	for (const at of [...picked].sort((a, b) => a - b)) {
		const { text, announces } = sentences[at]!;
		if (done.has(at)) {
			continue;
		}
		const items = announces ? itemsAfter(sentences, at) : [];
		for (const item of items) {
			done.add(item);
		}
		const list = items.map(item => sentences[item]!.text.replace(/[.;,]$/, '')).join('; ');
		parts.push(ended(list === '' ? text : `${text} ${list}`));
	}
	return parts.join(' ');
}

function itemsAfter(sentences: readonly ContextSentence[], at: number): number[] {
	const items: number[] = [];
	for (let next = at + 1; sentences[next]?.item === true && items.length < MOST_ITEMS; next++) {
		items.push(next);
	}
	return items;
}

function ended(sentence: string): string {
	return /[.!?。！？…]["'”’»)]*$/.test(sentence) ? sentence : `${sentence.replace(/[,;:\s-]+$/, '')}.`;
}
