import { answerCover, massOf, type UnitShare } from './answer-cover.ts';
import { type ContextIndex, rarity } from './context-index.ts';
import { walkUnits } from './links.ts';
import { type ParagraphCover, paragraphCovers } from './paragraph-cover.ts';
import { isPair, type Query } from './query.ts';
import type { JudgedWord } from './statement.ts';
import type { Candidate } from './unit-scores.ts';
import type { TermCounts, UnitTerms } from './unit-terms.ts';
import { longestRun, type PlacesOfTerms, placesOf } from './word-runs.ts';
import type { Word } from './words.ts';

/**
 * What the model of links sees of a claim and a unit, in this order. No value knows how long a text is or how many units
 * there are, because that tells one collection from another and nothing about support. The sign says which way sense
 * demands: 1 where a higher value must never lower the chance of a link, −1 where it must never raise it, 0 for free.
 */
export const LINK_FEATURES = {
	/** BM25 for claim and question, beside the best unit's. */
	score: 1,
	/** Its place by the score, as ln(1 + place). */
	rank: -1,
	/** What the unit adds to the better ones, beside the best unit's score. */
	gain: 1,
	/** Shares of the mass of query and claim that it has. */
	cover: 1,
	claimCover: 1,
	/** Marginal coverage over the whole answer: see `UnitShare`. */
	adds: 1,
	beyondBest: 1,
	beyondTwo: 1,
	only: 1,
	share: 1,
	/** Rarity of the rarest word that both have, beside the rarest possible. */
	rarest: 1,
	/** Neighbouring words in common, as a share of the query's; the longest run in common, as a share of the claim. */
	pairs: 1,
	run: 1,
	/** Scores of the lines around it, in the same paragraph. */
	previous: 0,
	next: 0,
	near: 0,
	/** The paragraph: its cover, beside the best one's, its place, what its lines add, the share of the claim; its first line. */
	paragraphCover: 1,
	paragraphRatio: 1,
	paragraphRank: -1,
	paragraphGain: 1,
	paragraphClaimCover: 1,
	firstLine: 0,
	/** Share of the title that question and answer, or the question, have; −1 without one. */
	title: 1,
	titleAsked: 0,
	/** Ways to the best lines of other paragraphs: rare words in common, its title said there, their titles said here. */
	sharedNames: 1,
	titleSaid: 1,
	saysTitle: 1,
	bestParagraph: 0,
	/** Second hops: see `Chain`. */
	chain: 1,
	chainLink: 1,
	chainRank: -1,
	chainGain: 1,
} as const;

export type LinkFeature = keyof typeof LINK_FEATURES;

/** The features that say the same kind of thing: what the ablation table leaves out together. */
export const LINK_FEATURE_GROUPS: Readonly<Record<string, readonly LinkFeature[]>> = {
	ranking: ['score', 'rank'],
	cover: ['cover', 'claimCover', 'rarest'],
	marginal: ['adds', 'beyondBest', 'beyondTwo', 'only', 'share'],
	order: ['pairs', 'run'],
	neighbours: ['previous', 'next', 'near'],
	paragraph: [
		'paragraphCover',
		'paragraphRatio',
		'paragraphRank',
		'paragraphGain',
		'paragraphClaimCover',
		'firstLine',
		'bestParagraph',
	],
	title: ['title', 'titleAsked'],
	bridges: ['sharedNames', 'titleSaid', 'saysTitle'],
	chains: ['chain', 'chainLink', 'chainRank', 'chainGain'],
};

/** A claim with what was found for it. */
export interface FoundClaim {
	readonly words: readonly JudgedWord[];
	readonly query: Query;
	/** Best first. */
	readonly candidates: readonly Candidate[];
}

/** A unit that a claim may be linked to. */
export interface LinkRow {
	readonly unit: number;
	/** In the order of {@link LINK_FEATURES}. */
	readonly values: readonly number[];
}

export interface AnswerWords {
	readonly question: readonly Word[];
	readonly claims: readonly FoundClaim[];
	readonly terms: UnitTerms;
}

/** The candidates of every claim as the model sees them. Units that repeat an earlier one word for word have no row. */
export function linkRows(index: ContextIndex, { question, claims, terms }: AnswerWords): LinkRow[][] {
	const asked = massOf(
		index,
		question.map(({ form }) => (form.kind === 'stop' ? -1 : (index.terms.get(form.term) ?? -1))),
	);
	const said = massOf(
		index,
		claims.flatMap(({ words }) => words.map(({ term, standing }) => (standing === 'said' ? term : -1))),
	);
	const wanted = new Map([...asked, ...said]);
	const units = new Set(claims.flatMap(({ candidates }) => candidates.map(({ unit }) => unit)));
	const view: AnswerView = {
		index,
		terms,
		asked,
		askedMass: massWithMissing(index, question, asked),
		wanted,
		shareOf: answerCover({ index, terms }, wanted, units),
		rarest: Math.log(1 + (index.units.length + 0.5) / 0.5),
	};
	return claims.map(claim => (claim.candidates.length === 0 ? [] : claimRows(view, claim)));
}

interface AnswerView {
	readonly index: ContextIndex;
	readonly terms: UnitTerms;
	readonly asked: ReadonlyMap<number, number>;
	/** With the words that the context lacks. */
	readonly askedMass: number;
	readonly wanted: ReadonlyMap<number, number>;
	readonly shareOf: (unit: number) => UnitShare;
	readonly rarest: number;
}

interface ClaimView extends AnswerView {
	readonly claim: FoundClaim;
	readonly own: ReadonlyMap<number, number>;
	readonly ownMass: number;
	readonly queryMass: number;
	readonly pairMass: number;
	readonly scores: ReadonlyMap<number, number>;
	readonly places: PlacesOfTerms;
	readonly paragraphs: ReadonlyMap<number, ParagraphCover>;
	readonly paragraphGains: ReadonlyMap<number, number>;
	readonly bestCover: number;
	readonly bestChain: number;
}

function claimRows(answer: AnswerView, claim: FoundClaim): LinkRow[] {
	const { index, terms } = answer;
	const { query, candidates, words } = claim;
	const own = massOf(
		index,
		words.map(({ term, standing }) => (standing === 'said' ? term : -1)),
	);
	const units = candidates.map(({ unit }) => unit);
	const paragraphs = paragraphCovers({ index, terms, query: query.terms, asked: answer.wanted, units });
	const steps = walkUnits(index, query, candidates);
	const paragraphGains = new Map<number, number>();
	for (const { candidate, gain } of steps) {
		const paragraph = index.paragraphs[candidate.unit]!;
		paragraphGains.set(paragraph, (paragraphGains.get(paragraph) ?? 0) + gain);
	}
	const covers = [...paragraphs.values()];
	const view: ClaimView = {
		...answer,
		claim,
		own,
		ownMass: massWithMissing(
			index,
			words.filter(({ standing }) => standing !== 'meta'),
			own,
		),
		queryMass: sumOf(query.terms),
		pairMass: sumOf(query.pairs),
		scores: new Map(candidates.map(({ unit, score }) => [unit, score])),
		places: placesOf(words.map(({ term }) => term)),
		paragraphs,
		paragraphGains,
		bestCover: Math.max(...covers.map(({ cover }) => cover)),
		bestChain: Math.max(...covers.map(({ chain }) => chain.score)),
	};
	const ranks = new Map(units.map((unit, rank) => [unit, rank]));
	return steps.map(({ candidate, gain }) => {
		const values = new Array<number>(NAMES.length);
		values[AT.rank] = Math.log1p(ranks.get(candidate.unit)!);
		values[AT.gain] = share(gain, candidates[0]!.score);
		scoreFeatures(view, candidate, values);
		wordFeatures(view, candidate, values);
		paragraphFeatures(view, candidate, values);
		bridgeFeatures(view, candidate, values);
		return { unit: candidate.unit, values };
	});
}

const NAMES = Object.keys(LINK_FEATURES) as LinkFeature[];
/** Where each feature stands in a row. They are written one by one: a claim has dozens of rows, an answer dozens of claims. */
const AT = Object.fromEntries(NAMES.map((name, at) => [name, at])) as Readonly<Record<LinkFeature, number>>;

function scoreFeatures(view: ClaimView, candidate: Candidate, values: number[]): void {
	const { index, scores, claim } = view;
	const top = claim.candidates[0]!.score;
	const around = (distance: number) => {
		const unit = candidate.unit + distance;
		return index.paragraphs[unit] === index.paragraphs[candidate.unit] ? share(scores.get(unit) ?? 0, top) : 0;
	};
	const previous = around(-1);
	const next = around(1);
	values[AT.score] = share(candidate.score, top);
	values[AT.previous] = previous;
	values[AT.next] = next;
	values[AT.near] = Math.max(previous, next, around(-2), around(2));
}

function wordFeatures(view: ClaimView, { unit, parts }: Candidate, values: number[]): void {
	const { index, claim, own } = view;
	let cover = 0;
	let ownCover = 0;
	let rarest = 0;
	for (const term of view.terms.of(unit).terms) {
		const mass = rarity(index, term);
		const wanted = claim.query.terms.get(term);
		ownCover += own.has(term) ? mass : 0;
		if (wanted !== undefined) {
			cover += wanted;
			rarest = Math.max(rarest, mass);
		}
	}
	let pairs = 0;
	for (const [key, score] of parts) {
		pairs += isPair(key) ? score : 0;
	}
	const { adds, beyondBest, beyondTwo, only, share: shared } = view.shareOf(unit);
	values[AT.cover] = share(cover, view.queryMass);
	values[AT.claimCover] = share(ownCover, view.ownMass);
	values[AT.adds] = adds;
	values[AT.beyondBest] = beyondBest;
	values[AT.beyondTwo] = beyondTwo;
	values[AT.only] = only;
	values[AT.share] = shared;
	values[AT.rarest] = share(rarest, view.rarest);
	values[AT.pairs] = share(pairs, view.pairMass);
	values[AT.run] = longestRun(index, unit, view.places) / Math.max(4, claim.words.length);
}

function paragraphFeatures(view: ClaimView, { unit }: Candidate, values: number[]): void {
	const { index, terms, own } = view;
	const number = index.paragraphs[unit]!;
	const paragraph = view.paragraphs.get(number)!;
	const { chain } = paragraph;
	let ownCover = 0;
	for (const [term, mass] of own) {
		ownCover += paragraph.terms.has(term) ? mass : 0;
	}
	let title = 0;
	let named = 0;
	let asked = 0;
	for (const term of terms.titleOf(unit)) {
		const mass = rarity(index, term);
		title += mass;
		named += view.wanted.has(term) ? mass : 0;
		asked += view.asked.has(term) ? mass : 0;
	}
	values[AT.paragraphCover] = paragraph.cover;
	values[AT.paragraphRatio] = share(paragraph.cover, view.bestCover);
	values[AT.paragraphRank] = Math.log1p(paragraph.rank);
	values[AT.paragraphGain] = share(view.paragraphGains.get(number)!, view.claim.candidates[0]!.score);
	values[AT.paragraphClaimCover] = share(ownCover, view.ownMass);
	values[AT.firstLine] = unit === 0 || index.paragraphs[unit - 1] !== number ? 1 : 0;
	values[AT.title] = title > 0 ? named / title : -1;
	values[AT.titleAsked] = title > 0 && view.askedMass > 0 ? asked / title : -1;
	values[AT.chain] = share(chain.score, view.bestChain);
	values[AT.chainLink] = chain.link;
	values[AT.chainRank] = Math.log1p(chain.rank);
	values[AT.chainGain] = chain.gain;
}

/** The ways between a unit and the best lines of other paragraphs, each weighted by how good that line is. */
function bridgeFeatures(view: ClaimView, { unit }: Candidate, values: number[]): void {
	const { index, terms, wanted, claim } = view;
	const own = terms.of(unit);
	const title = terms.titleOf(unit);
	const best = claim.candidates[0]!;
	let sharedNames = 0;
	let titleSaid = 0;
	let saysTitle = 0;
	let looked = 0;
	for (const other of claim.candidates) {
		if (index.paragraphs[other.unit] === index.paragraphs[unit]) {
			continue;
		}
		if (looked++ === MOST_BRIDGES) {
			break;
		}
		const weight = share(other.score, best.score);
		const theirs = terms.of(other.unit);
		const [few, many] = own.terms.length < theirs.terms.length ? [own, theirs] : [theirs, own];
		let shared = 0;
		for (const term of few.terms) {
			if (many.has(term) && !wanted.has(term)) {
				const mass = rarity(index, term);
				shared += mass > RARE * view.rarest ? mass : 0;
			}
		}
		sharedNames = Math.max(sharedNames, weight * share(shared, view.rarest));
		titleSaid = Math.max(titleSaid, weight * shareSaid(title, theirs));
		saysTitle = Math.max(saysTitle, weight * shareSaid(terms.titleOf(other.unit), own));
	}
	const bestParagraph = index.paragraphs[best.unit] === index.paragraphs[unit] ? 1 : 0;
	values[AT.sharedNames] = sharedNames;
	values[AT.titleSaid] = titleSaid;
	values[AT.saysTitle] = saysTitle;
	values[AT.bestParagraph] = bestParagraph;
}

const MOST_BRIDGES = 3;
/** From this share of the highest rarity on a word is rare enough to lead from one line to another. */
const RARE = 0.45;

function shareSaid(title: readonly number[], terms: TermCounts): number {
	return title.length === 0 ? 0 : title.filter(term => terms.has(term)).length / title.length;
}

/** Mass of different content words, those that the context lacks counting as the rarest. */
function massWithMissing(index: ContextIndex, words: readonly Word[], known: ReadonlyMap<number, number>): number {
	const missing = new Set<string>();
	for (const { form } of words) {
		if (form.kind !== 'stop' && !index.terms.has(form.term)) {
			missing.add(form.term);
		}
	}
	return sumOf(known) + missing.size * rarity(index, -1);
}

function sumOf(masses: ReadonlyMap<number, number>): number {
	let sum = 0;
	for (const mass of masses.values()) {
		sum += mass;
	}
	return sum;
}

function share(part: number, whole: number): number {
	return whole > 0 ? part / whole : 0;
}
