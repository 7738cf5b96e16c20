import type { Preferred } from '../review/events.ts';
import { cohenKappa } from '../statistics/kappa.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import { wilson } from '../statistics/proportion.ts';
import type { ConsistencyFigures } from './comparison-report.ts';
import { type ComparedPair, POINTS } from './units.ts';

const ORDER: readonly Preferred[] = ['a', 'tie', 'b'];

/** Below this agreement of ratings and ranking no winner is named (methods S7.5). */
const LEAST_AGREEMENT = 0.6;

/**
 * Ratings of each answer alone against the ranking of both (methods S7, after Bansal et al. 2023). The ranking names a winner only where
 * both orders do. `undefined` where no pair has scores of both answers beside a ranking of both.
 */
export function consistencyOf(pairs: readonly ComparedPair[]): ConsistencyFigures | undefined {
	const both = pairs.flatMap(pair => {
		const rating = ratingVerdict(pair);
		return rating === undefined || isByScores(pair) ? [] : [{ rating, ranking: rankingVerdict(pair) }];
	});
	const agreement = wilson({ hits: both.filter(each => each.rating === each.ranking).length, of: both.length });
	const byRatings = meanInterval(both.map(each => POINTS[each.rating]));
	const byRanking = meanInterval(both.map(each => POINTS[each.ranking]));
	if (agreement === undefined || byRatings === undefined || byRanking === undefined) {
		return undefined;
	}
	const table = ORDER.map(rating =>
		ORDER.map(ranking => both.filter(each => each.rating === rating && each.ranking === ranking).length),
	);
	const opposite = (byRatings.value - 0.5) * (byRanking.value - 0.5) < 0;
	return {
		pairs: both.length,
		table,
		agreement,
		kappa: cohenKappa(table),
		byRatings,
		byRanking,
		depends: opposite || agreement.value < LEAST_AGREEMENT,
	};
}

/** Who has the higher score; `undefined` where one has none. */
export function ratingVerdict({ a, b }: Pick<ComparedPair, 'a' | 'b'>): Preferred | undefined {
	if (a.score === undefined || b.score === undefined) {
		return undefined;
	}
	return a.score > b.score ? 'a' : a.score < b.score ? 'b' : 'tie';
}

/** The winner that both orders name; a tie where they disagree. */
export function rankingVerdict({ winner, conflict }: Pick<ComparedPair, 'winner' | 'conflict'>): Preferred {
	return conflict === true ? 'tie' : winner;
}

/** Where the scores made the verdict, there is nothing to compare them with. */
export function isByScores({ samples }: Pick<ComparedPair, 'samples'>): boolean {
	return samples.some(({ order }) => order === 'none');
}
