import type { IrrelevantFinding } from './finding.ts';
import type { PassageProfile, UnitProfile } from './passage-profile.ts';

export interface RelevanceQuery {
	/** Content words of the question. */
	readonly question: ReadonlyMap<string, number>;
	/** Content words of its references and recorded answers: a line that has some of them is relevant too. */
	readonly answers: ReadonlyMap<string, number>;
}

/**
 * Set on the open half of the attribution data (`npm run bench -- hygiene`): what is reported there is a line that an answer stands on in
 * 1 case of 100 or fewer.
 */
export const RELEVANCE_SETTINGS = {
	/** A line at or below this relevance shares next to nothing with the question. */
	cutOff: 0.02,
	/** What a line has of another one's relevance (methods S17: one hop). */
	hop: 0.7,
	/** Through so many of the most relevant lines. */
	hops: 8,
	/** The question has to meet the words of the context at all: else nothing can be told. */
	leastTop: 0.2,
	/** Lines beside a relevant one belong to it. */
	beside: 2,
	/** A stretch of fewer tokens is not worth a word. */
	leastTokens: 60,
} as const;

/**
 * Finds lines that have nothing to do with a question (methods S17, without a model: TF-IDF cosine with the question, with one hop so
 * that a bridging line counts, far below the share that S17 only asks a model about). Blank lines and headings belong to what follows. Reports
 * stretches of a passage, or all of it; passages below `from` are looked at and not reported.
 */
export function findIrrelevant(
	passages: readonly PassageProfile[],
	from: number,
	query: RelevanceQuery,
	settings: Readonly<Record<keyof typeof RELEVANCE_SETTINGS, number>> = RELEVANCE_SETTINGS,
): readonly IrrelevantFinding[] {
	const units = passages.flatMap(passage => passage.units);
	if (units.length < 2 || units.length > MOST_UNITS || query.question.size === 0) {
		return [];
	}
	const relevance = relevanceOf(units, query, settings);
	if (Math.max(...relevance) < settings.leastTop) {
		return [];
	}
	const findings: IrrelevantFinding[] = [];
	let at = 0;
	for (const [index, passage] of passages.entries()) {
		if (index >= from) {
			const own = relevance.slice(at, at + passage.units.length);
			findings.push(...stretches(passage, index, { relevance: own, settings }));
		}
		at += passage.units.length;
	}
	return findings;
}

const MOST_UNITS = 3000;

type Settings = Readonly<Record<keyof typeof RELEVANCE_SETTINGS, number>>;

function relevanceOf(
	units: readonly UnitProfile[],
	{ question, answers }: RelevanceQuery,
	settings: Settings,
): number[] {
	const idf = rarities(units);
	const vectors = units.map(unit => weighted(unit.terms(), idf));
	const asked = weighted(question, idf);
	const direct = vectors.map(vector => cosine(vector, asked));
	const wanted = weighted(answers, idf);
	const relevance = vectors.map((vector, i) => Math.max(direct[i]!, cosine(vector, wanted)));
	const bridges = [...direct.keys()]
		.filter(i => direct[i]! > 0)
		.sort((a, b) => direct[b]! - direct[a]!)
		.slice(0, settings.hops);
	return relevance.map((own, i) =>
		bridges.reduce(
			(best, j) => (j === i ? best : Math.max(best, settings.hop * cosine(vectors[i]!, vectors[j]!) * direct[j]!)),
			own,
		),
	);
}

function stretches(
	passage: PassageProfile,
	index: number,
	{ relevance, settings }: { readonly relevance: readonly number[]; readonly settings: Settings },
): readonly IrrelevantFinding[] {
	const { units } = passage;
	const relevant = units.map((unit, i) => unit.terms().size > 0 && relevance[i]! > settings.cutOff);
	const kept = relevant.map((_, i) =>
		relevant.slice(Math.max(0, i - settings.beside), i + settings.beside + 1).some(Boolean),
	);
	const findings: IrrelevantFinding[] = [];
	for (let start = 0; start < units.length; ) {
		let end = start;
		while (end < units.length && !kept[end]) {
			end++;
		}
		const chosen = units.slice(start, end);
		const tokens = chosen.reduce((sum, unit) => sum + unit.tokens, 0);
		if (tokens >= settings.leastTokens && chosen.some(unit => unit.terms().size > 0)) {
			const whole = start === 0 && end === units.length;
			findings.push({ kind: 'irrelevant', whole, passage: index, units: chosen.map((_, i) => start + i), tokens });
		}
		start = Math.max(end, start) + 1;
	}
	return findings;
}

interface Vector {
	readonly terms: ReadonlyMap<string, number>;
	readonly length: number;
}

function rarities(units: readonly UnitProfile[]): (term: string) => number {
	const frequency = new Map<string, number>();
	for (const unit of units) {
		for (const term of unit.terms().keys()) {
			frequency.set(term, (frequency.get(term) ?? 0) + 1);
		}
	}
	return term => Math.log((1 + units.length) / (1 + (frequency.get(term) ?? 0))) + 1;
}

function weighted(counts: ReadonlyMap<string, number>, rarity: (term: string) => number): Vector {
	const terms = new Map<string, number>();
	let square = 0;
	for (const [term, count] of counts) {
		const weight = count * rarity(term);
		terms.set(term, weight);
		square += weight * weight;
	}
	return { terms, length: Math.sqrt(square) };
}

function cosine(a: Vector, b: Vector): number {
	if (a.length === 0 || b.length === 0) {
		return 0;
	}
	const [few, many] = a.terms.size <= b.terms.size ? [a, b] : [b, a];
	let dot = 0;
	for (const [term, weight] of few.terms) {
		dot += weight * (many.terms.get(term) ?? 0);
	}
	return dot / (a.length * b.length);
}
