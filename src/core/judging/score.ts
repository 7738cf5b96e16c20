import type { PassMark, Rubric } from '../documents/rubric.ts';
import type { ScoreArithmetic } from './verdict.ts';

/**
 * The score of one set of ratings: Σ weight·value / Σ weight (0–100 where the values are), and the same after every
 * cap that applies. `undefined` where a criterion has no rating, a rating is not on the scale, or no weight is above 0:
 * a score of a part of the rubric would be a guess.
 */
export function scoreRatings(rubric: Rubric, ratings: Readonly<Record<string, string>>): ScoreArithmetic | undefined {
	const terms = [];
	const caps = [];
	let sum = 0;
	let weights = 0;
	for (const criterion of rubric.criteria) {
		const level = levelNamed(rubric, ownMember(ratings, criterion.id));
		if (level === undefined) {
			return undefined;
		}
		terms.push({ criterion: criterion.id, weight: criterion.weight, level: level.name, value: level.value });
		sum += criterion.weight * level.value;
		weights += criterion.weight;
		const cap = criterion.caps.get(level.name);
		if (cap !== undefined) {
			caps.push({ criterion: criterion.id, level: level.name, cap });
		}
	}
	if (!(weights > 0) || !Number.isFinite(sum)) {
		return undefined;
	}
	const score = withoutNoise(sum / weights);
	return { terms, score, cappedScore: Math.min(score, ...caps.map(each => each.cap)), caps };
}

/** The pass mark that counts: the most specific one that is set, whole. Order: question, question file, rubric. */
export function passMarkOf(
	rubric: Rubric,
	file: PassMark | undefined = undefined,
	question: PassMark | undefined = undefined,
): PassMark {
	return question ?? file ?? rubric.pass;
}

/** Whether ratings reach a pass mark, with one sentence for each thing that falls short. */
export interface PassResult {
	readonly pass: boolean;
	readonly shortfalls: readonly string[];
}

/** Compares the unrounded capped score and the levels with the mark. An unknown criterion or level in the mark is a shortfall, never ignored. */
export function passes(rubric: Rubric, arithmetic: ScoreArithmetic, mark: PassMark): PassResult {
	const shortfalls: string[] = [];
	if (mark.score !== undefined && arithmetic.cappedScore < mark.score) {
		shortfalls.push(`The score ${shown(arithmetic.cappedScore)} is below ${shown(mark.score)}.`);
	}
	for (const [id, lowest] of mark.levels) {
		const wanted = levelNamed(rubric, lowest);
		const term = arithmetic.terms.find(each => each.criterion === id);
		const name = rubric.criteria.find(each => each.id === id)?.name ?? id;
		if (wanted === undefined) {
			shortfalls.push(`The pass mark names the level "${lowest}", which is not on the scale.`);
		} else if (term === undefined) {
			shortfalls.push(`The pass mark names the criterion "${id}", which is not graded.`);
		} else if (term.value < wanted.value) {
			shortfalls.push(`${name} is ${term.level}, at least ${wanted.name} is needed.`);
		}
	}
	return { pass: shortfalls.length === 0, shortfalls };
}

/**
 * The rubric that is applied to one question. Where the right answer is that the context does not say, relevance and
 * completeness are not graded. A rubric of nothing else stays whole, because something has to be graded.
 */
export function rubricFor(rubric: Rubric, question: { readonly answerable: boolean }): Rubric {
	if (question.answerable) {
		return rubric;
	}
	const criteria = rubric.criteria.filter(each => !/^(relevance|completeness)$/i.test(each.id));
	return criteria.length === 0 ? rubric : { ...rubric, criteria };
}

/** A score as people read it: one decimal. */
export function shown(score: number): string {
	return (Math.round(score * 10) / 10).toFixed(1);
}

function levelNamed(rubric: Rubric, name: string | undefined) {
	return name === undefined ? undefined : rubric.levels.find(each => each.name === name);
}

/** An own member only: a criterion may be called `constructor`. */
export function ownMember<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Binary fractions make 0.2 · 80 + 0.8 · 80 a hair less than 80, and a pass mark of 80 would then fail. */
function withoutNoise(value: number): number {
	return Number(value.toPrecision(12));
}
