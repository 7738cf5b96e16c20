import { type ContextIndex, indexContext, rarity } from '../grounding/context-index.ts';
import type { GroundingUnit } from '../grounding/grounding.ts';
import { pickUnits } from '../grounding/links.ts';
import { META_STEMS } from '../grounding/no-claim.ts';
import { isTelling, type Query, queryOf } from '../grounding/query.ts';
import { type Candidate, UnitScorer } from '../grounding/unit-scores.ts';
import { type Word, wordsOf } from '../grounding/words.ts';
import { type ContextSentence, contextSentences } from './context-sentences.ts';

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
 * of the context. Table rows read as "Column: value". Earlier turns help to find what a follow-up is about. Where no
 * sentence has enough of what is asked, it says {@link OFFLINE_ABSTENTION}. The same input gives the same answer.
 */
export function offlineAnswer({ question, history = [], units }: OfflineQuestion): { readonly text: string } {
	const sentences = contextSentences(units);
	const index = indexContext(sentences);
	const asked = wordsOf(question).filter(({ form }) => !ASKING.has(form.term));
	const earlier = wordsOf(
		history
			.slice(-2)
			.map(({ content }) => content)
			.join('\n'),
	);
	const query = queryWith(index, asked, earlier);
	const candidates = new UnitScorer(index, query.terms)
		.best(query, 60)
		.map(candidate => preferred(candidate, sentences[candidate.unit]!, question))
		.sort((a, b) => b.score - a.score || a.unit - b.unit);
	const best = candidates[0];
	if (best === undefined || !fits(index, { asked, earlier, sentence: best.unit })) {
		return { text: OFFLINE_ABSTENTION };
	}
	const picked = pickUnits(index, query, candidates)
		.filter(({ share }) => share >= ALONGSIDE)
		.slice(0, MOST_SENTENCES)
		.map(({ unit }) => unit);
	return { text: written(sentences, picked.length === 0 ? [best.unit] : picked) };
}

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

/** Lifts sentences of the shape that the question asks for: a number, a name, a definition. */
function preferred(candidate: Candidate, { text }: ContextSentence, question: string): Candidate {
	const factor = SHAPES.some(({ asks, answers }) => asks.test(question) && answers.test(text)) ? 1.15 : 1;
	const score = candidate.score * factor * (/[?？]$/.test(text) ? 0.5 : 1);
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
	readonly asked: readonly Word[];
	readonly earlier: readonly Word[];
	readonly sentence: number;
}

/** True where the best sentence, with its title and its neighbours, says enough of what is asked. */
function fits(index: ContextIndex, { asked, earlier, sentence }: Fit): boolean {
	const content = asked.filter(({ form }) => form.kind !== 'stop');
	// "And why is that?" asks about what was said before.
	const wanted = content.length > 0 ? content : earlier.filter(({ form }) => form.kind !== 'stop');
	const near = termsAround(index, sentence);
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
		found += term !== undefined && near.has(term) ? weight : 0;
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
