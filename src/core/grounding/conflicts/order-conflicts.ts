import type { ValueConflict } from '../grounding.ts';
import type { JudgedWord } from '../statement.ts';
import type { Word } from '../words.ts';
import type { ReadUnit } from './unit-words.ts';

/**
 * Two words of a claim that have changed places: "Bob sold it to Alice" · "Alice sold it to Bob", "cats are smaller than dogs". A linked unit
 * must have the same words between the two, but for articles; the passive is read as its active. Nothing is said
 * of relations that hold both ways ("met", "and"), or where any unit has the claim's own order.
 */
export function orderConflicts(
	words: readonly JudgedWord[],
	answer: string,
	units: readonly ReadUnit[],
): ValueConflict[] {
	const places = placesOf(words);
	const passive = words.some(isBy);
	const mayBeTurned = units.some(({ sentences }) =>
		sentences.some(
			({ words: sentence }) =>
				isTurned(places, sentence) || (passive !== sentence.some(isBy) && sharesTwo(places, sentence)),
		),
	);
	const claimed = mayBeTurned ? relationsOf(words, answer) : [];
	if (claimed.length === 0) {
		return [];
	}
	const pairs = new Set(claimed.flatMap(({ agent: a, patient: b }) => [pairOf(a, b), pairOf(b, a)]));
	const stated = new Map<string, { readonly id: string; readonly relation: Relation }>();
	for (const { id, text, sentences } of units) {
		for (const { words: sentence } of sentences) {
			for (const relation of sharesTwo(places, sentence) ? relationsOf(sentence, text, pairs) : []) {
				const key = keyOf(relation.core, relation.agent, relation.patient);
				stated.set(key, stated.get(key) ?? { id, relation });
			}
		}
	}
	const conflicts = new Map<number, ValueConflict>();
	for (const { core, agent, patient } of claimed) {
		const turned = stated.get(keyOf(core, patient, agent));
		if (turned !== undefined && !stated.has(keyOf(core, agent, patient))) {
			const { id, relation } = turned;
			for (const [mine, its] of [
				[agent, relation.agent],
				[patient, relation.patient],
			] as const) {
				conflicts.set(mine.start, {
					...{ start: mine.start, end: mine.end, unit: id },
					...{ unitStart: its.start, unitEnd: its.end },
				});
			}
		}
	}
	return [...conflicts.values()].sort((a, b) => a.start - b.start);
}

/** Where each content word of a claim stands first. */
function placesOf(words: readonly Word[]): ReadonlyMap<string, number> {
	const places = new Map<string, number>();
	for (const [at, { form }] of words.entries()) {
		if (form.kind !== 'stop' && !places.has(form.term)) {
			places.set(form.term, at);
		}
	}
	return places;
}

/** True where a sentence has two words of the claim in another order. */
function isTurned(places: ReadonlyMap<string, number>, sentence: readonly Word[]): boolean {
	const seen = new Set<string>();
	let furthest = -1;
	for (const { form } of sentence) {
		const place = places.get(form.term);
		if (place === undefined || seen.has(form.term)) {
			continue;
		}
		if (place < furthest) {
			return true;
		}
		seen.add(form.term);
		furthest = place;
	}
	return false;
}

function sharesTwo(places: ReadonlyMap<string, number>, sentence: readonly Word[]): boolean {
	return sentence.filter(({ form }) => places.has(form.term)).length > 1;
}

function isBy({ form }: Word): boolean {
	return form.folded === 'by';
}

/** Longer sentences are lists, and what lies further apart is no relation of the two. */
const LONGEST_SENTENCE = 60;
const MOST_BETWEEN = 8;

/** Something that is spoken of: a name of one or several words, or another content word. */
interface Mention {
	readonly term: string;
	/** Its written form without the s of a plural: "player" and "played" are no mentions of the same. */
	readonly written: string;
	readonly name: boolean;
	readonly start: number;
	readonly end: number;
}

/** `core` says what the agent does to the patient. */
interface Relation {
	readonly agent: Mention;
	readonly patient: Mention;
	readonly core: string;
}

function keyOf(core: string, agent: Mention, patient: Mention): string {
	return `${agent.written}\t${core}\t${patient.written}`;
}

function pairOf(first: Mention, second: Mention): string {
	return `${first.written}\t${second.written}`;
}

/** What a sentence says of two mentions; only of those in `pairs`, where these are given. */
function relationsOf(words: readonly Word[], text: string, pairs?: ReadonlySet<string>): Relation[] {
	if (words.length > LONGEST_SENTENCE) {
		return [];
	}
	const parts = mentionsAndWords(words, text);
	return parts.flatMap((first, at) => {
		const relations: Relation[] = [];
		for (let other = at + 2; other < parts.length && other <= at + 1 + MOST_BETWEEN; other++) {
			const second = parts[other]!;
			const counts =
				first.kind === 'content' &&
				second.kind === 'content' &&
				(pairs === undefined || pairs.has(pairOf(first, second)));
			const relation = counts ? relationOf(parts, at, other) : undefined;
			if (relation !== undefined) {
				relations.push(relation);
			}
		}
		return relations;
	});
}

interface Part extends Mention {
	readonly kind: 'content' | 'stop';
	/** A comma or the like stands before it. */
	readonly apart: boolean;
}

/** The words without articles and helping verbs; capitalised words in a row are one name, "Los" in front of it included. */
function mentionsAndWords(words: readonly Word[], text: string): Part[] {
	const parts: Part[] = [];
	let before = 0;
	let joins: Part | undefined;
	for (const { form, start, end } of words) {
		const gap = text.slice(before, start);
		before = end;
		const kind = form.kind === 'stop' ? 'stop' : 'content';
		const name = form.capital && form.kind !== 'number' && !/^(?:the|an?)$/.test(form.folded);
		const written = form.folded.replace(/s$/, '');
		const part = { kind, term: form.term, written, start, end, name, apart: APART.test(gap) } as const;
		const skipped = kind === 'stop' && SKIPPED.test(form.folded);
		if (name && kind === 'content' && joins !== undefined && /^[ \u00a0-]$/.test(gap)) {
			const whole = { term: `${joins.term} ${form.term}`, written: `${joins.written} ${written}`, end };
			const last = parts.at(-1) === joins ? parts.pop() : joins;
			parts.push({ ...last!, ...whole, kind });
		} else if (!skipped) {
			parts.push(part);
		}
		joins = !name
			? undefined
			: kind === 'content'
				? parts.at(-1)
				: ARTICLE_OF_NAMES.test(form.folded)
					? part
					: undefined;
	}
	return parts;
}

function relationOf(parts: readonly Part[], from: number, to: number): Relation | undefined {
	const between = parts.slice(from + 1, to);
	const [first, second] = [parts[from]!, parts[to]!];
	const together = [...between, second].every(({ apart, term }) => !apart || JOINING.test(term));
	if (
		!together ||
		first.written === second.written ||
		!isDirected(between, { first, second, before: parts.slice(0, from) })
	) {
		return undefined;
	}
	const terms = between.map(({ term }) => term);
	const be = terms.findIndex(term => BE.test(term));
	if (be >= 0 && terms.at(-1) === 'by') {
		const core = terms.filter((_, at) => at !== be && at !== terms.length - 1).join(' ');
		return { agent: second, patient: first, core };
	}
	return { agent: first, patient: second, core: terms.join(' ') };
}

/** True where the words between two mentions say something of the one that they do not say of the other. */
function isDirected(
	between: readonly Part[],
	{ first, second, before }: { readonly first: Part; readonly second: Part; readonly before: readonly Part[] },
): boolean {
	const content = between.filter(({ kind }) => kind === 'content');
	const small = between.filter(({ kind }) => kind === 'stop').map(({ term }) => term);
	if (small.some(term => COMPARING.test(term))) {
		return true;
	}
	if (small.includes('to') && before.at(-1)?.term === 'from') {
		return !before.some(({ term }) => BOTH_WAYS.test(term));
	}
	if (
		small.length > 0 &&
		small.every(term => WITH.test(term) || BE.test(term)) &&
		small.some(term => WITH.test(term))
	) {
		// "Alice danced with Bob", "France played against Spain".
		return false;
	}
	if (
		content.length === 0 ||
		content.some(({ term }) => MUTUAL.test(term)) ||
		small.filter(term => term === 'as').length > 1
	) {
		return false;
	}
	if (small.length === 0) {
		// "Google acquired Fitbit" says who did it, "professional soccer player" is one thing.
		return first.name && second.name;
	}
	// "red, green and blue" is a list; "signed by France and ratified by Spain" is none.
	return !small.some(term => JOINING.test(term)) || small.some(term => !JOINING.test(term) && !BE.test(term));
}

/** Not "der", "den", "dem": they tell who does it, wherever it stands. */
const SKIPPED =
	/^(?:a|an|the|has|have|had|did|does|do|die|das|ein|eine|le|la|les|un|une|el|los|las|una|il|lo|gli|het|een)$/;
const ARTICLE_OF_NAMES = /^(?:le|la|les|el|los|las|il|lo)$/;
const APART = /[,;:()–—]/;
const BE = /^(?:is|are|was|were|be|been|being)$/;
const JOINING = /^(?:and|or|nor|und|oder|et|ou|y|o|e|en)$/;
const COMPARING = /^(?:before|after|than|above|below|under|over|beneath|behind|beyond)$/;
const WITH = /^(?:with|against|mit|gegen|avec|contre|con|contra|contro|com|met|tegen)$/;
/** Stems of what leads from one end to the other, and back. */
const BOTH_WAYS =
	/^(?:distanc|road|rout|line|railwai|railroad|path|track|street|stretch|flight|trip|journei|extend|rang|span|way)/;
/** Stems of what holds both ways. */
const MUTUAL =
	/^(?:meet|marri|marry|bord|divorc|separat|neighbo|equal|diff|resembl|cooperat|collaborat|correlat|shar|overlap|agr|similar|identical|adjac|adjoin|compar|relat|connect|link|combin|mix|togeth|partn|friend|sist|broth|sibling|cousin|spous|alli|rival|parallel|interact|alternat|coincid|next|near|besid|opposit|engag|unlik|alik|same)/;
