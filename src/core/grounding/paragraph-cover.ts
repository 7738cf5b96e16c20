import { type ContextIndex, rarity } from './context-index.ts';
import type { UnitTerms } from './unit-terms.ts';

/** What a paragraph's candidates together have of a claim's query. */
export interface ParagraphCover {
	/** Share of the query's mass that they have, 0..1, and its place among the paragraphs, from 0. */
	readonly cover: number;
	readonly rank: number;
	/** Content terms of its candidates. */
	readonly terms: ReadonlySet<number>;
	readonly title: readonly number[];
	readonly chain: Chain;
}

/**
 * The best pair that a paragraph makes with another one: a question with a second hop is answered by two paragraphs, one of
 * which names what the other is about.
 */
export interface Chain {
	/** Share of the query that the two cover, and a quarter of their link on top. A paragraph that needs no other is alone. */
	readonly score: number;
	/** How clearly one names the other's title, 0..1. */
	readonly link: number;
	/** What this one adds to the other. */
	readonly gain: number;
	/** Place among the paragraphs by `score`, from 0. */
	readonly rank: number;
}

interface Looked {
	readonly index: ContextIndex;
	readonly terms: UnitTerms;
	/** Terms of the claim's query with their mass. */
	readonly query: ReadonlyMap<number, number>;
	/** Terms of question and answer: they lead from one paragraph to the next one no more than to any other. */
	readonly asked: ReadonlyMap<number, number>;
	/** Positions of the units that fit the claim. */
	readonly units: readonly number[];
}

/** The paragraphs that a claim's candidates stand in, by their number. */
export function paragraphCovers(looked: Looked): ReadonlyMap<number, ParagraphCover> {
	const open = gather(looked);
	let total = 0;
	for (const mass of looked.query.values()) {
		total += mass;
	}
	for (const each of open.values()) {
		each.cover = total > 0 ? each.mass / total : 0;
		each.chain = { score: each.cover, link: 0, gain: 0 };
	}
	const order = [...open.values()].sort((a, b) => b.mass - a.mass || a.paragraph - b.paragraph);
	const near = order.slice(0, MOST_IN_CHAINS);
	for (const [at, one] of near.entries()) {
		for (const other of near.slice(at + 1)) {
			join(looked, one, other, total);
		}
	}
	const chained = [...order].sort((a, b) => b.chain.score - a.chain.score || a.paragraph - b.paragraph);
	return new Map(
		order.map((each, rank) => [
			each.paragraph,
			{
				cover: each.cover,
				rank,
				terms: each.terms,
				title: each.title,
				chain: { ...each.chain, rank: chained.indexOf(each) },
			},
		]),
	);
}

/** How much of the other paragraph's title this one says outside its own title, by rarity, 0..1. */
function linkTo(
	index: ContextIndex,
	from: Pick<ParagraphCover, 'terms' | 'title'>,
	to: Pick<ParagraphCover, 'title'>,
): number {
	let said = 0;
	let all = 0;
	for (const term of to.title) {
		const mass = rarity(index, term);
		all += mass;
		said += from.terms.has(term) && !from.title.includes(term) ? mass : 0;
	}
	return all > 0 ? said / all : 0;
}

interface Open {
	readonly paragraph: number;
	readonly terms: Set<number>;
	readonly wanted: Set<number>;
	readonly title: readonly number[];
	mass: number;
	cover: number;
	chain: { score: number; link: number; gain: number };
}

function gather({ index, terms, query, units }: Looked): Map<number, Open> {
	const open = new Map<number, Open>();
	for (const unit of units) {
		const paragraph = index.paragraphs[unit]!;
		let each = open.get(paragraph);
		if (each === undefined) {
			const chain = { score: 0, link: 0, gain: 0 };
			each = { paragraph, terms: new Set(), wanted: new Set(), title: terms.titleOf(unit), mass: 0, cover: 0, chain };
			open.set(paragraph, each);
		}
		for (const term of terms.of(unit).terms) {
			each.terms.add(term);
			const mass = query.get(term);
			if (mass !== undefined && !each.wanted.has(term)) {
				each.wanted.add(term);
				each.mass += mass;
			}
		}
	}
	return open;
}

function join(looked: Looked, one: Open, other: Open, total: number): void {
	let mass = one.mass;
	for (const term of other.wanted) {
		mass += one.wanted.has(term) ? 0 : looked.query.get(term)!;
	}
	const link = linkBetween(looked, one, other);
	const score = (total > 0 ? mass / total : 0) + LINK * link;
	for (const [each, partner] of [
		[one, other],
		[other, one],
	] as const) {
		if (score > each.chain.score) {
			each.chain = { score, link, gain: total > 0 ? (mass - partner.mass) / total : 0 };
		}
	}
}

function linkBetween({ index, asked }: Looked, one: Open, other: Open): number {
	if (one.title.length === 0 && other.title.length === 0) {
		return 0;
	}
	const rarest = Math.log(1 + (index.units.length + 0.5) / 0.5);
	let shared = 0;
	for (const term of one.terms) {
		if (other.terms.has(term) && !asked.has(term)) {
			const mass = rarity(index, term);
			shared += mass > RARE * rarest ? mass : 0;
		}
	}
	return Math.max(linkTo(index, one, other), linkTo(index, other, one), 0.5 * Math.min(1, shared / rarest / 2));
}

const MOST_IN_CHAINS = 12;
const LINK = 0.25;
/** From this share of the highest rarity on a word is rare enough to lead from one paragraph to another. */
const RARE = 0.45;
