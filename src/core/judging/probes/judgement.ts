import type { Rubric } from '../../documents/rubric.ts';
import { ownMember, passes, scoreRatings } from '../score.ts';
import { bestFirst } from '../verdict-schema.ts';

/** What a judge made of one answer, in numbers that can be compared. */
export type Judgement = ScoredJudgement | { readonly state: 'unscored'; readonly reason: string };

export interface ScoredJudgement {
	readonly state: 'scored';
	/** Criterion id → rank of its level, 0 the best. */
	readonly ranks: Readonly<Record<string, number>>;
	/** Criterion id → value of its level, 0–100. */
	readonly values: Readonly<Record<string, number>>;
	readonly score: number;
	readonly cappedScore: number;
	/** By the judge's ratings and the pass mark alone, whatever other checks say of the answer. */
	readonly pass: boolean;
}

/** The judgement that ratings are. The pass mark is that of `rubric`. */
export function judgementOf(rubric: Rubric, ratings: Readonly<Record<string, string>>): Judgement {
	const arithmetic = scoreRatings(rubric, ratings);
	if (arithmetic === undefined) {
		return { state: 'unscored', reason: 'unparsed' };
	}
	const levels = bestFirst(rubric);
	const numbers = (number: (level: string) => number) =>
		Object.fromEntries(rubric.criteria.map(({ id }) => [id, number(ownMember(ratings, id) ?? '')]));
	return {
		state: 'scored',
		ranks: numbers(name => levels.findIndex(level => level.name === name)),
		values: numbers(name => levels.find(level => level.name === name)?.value ?? 0),
		score: arithmetic.score,
		cappedScore: arithmetic.cappedScore,
		pass: passes(rubric, arithmetic, rubric.pass).pass,
	};
}
