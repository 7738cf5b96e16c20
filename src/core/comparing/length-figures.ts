import { logisticFit, probabilityAtZero, slopeInterval } from '../statistics/logistic.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import { wilson } from '../statistics/proportion.ts';
import type { LengthFigures } from './comparison-report.ts';
import { lengthOf, type QuestionUnit } from './units.ts';

/** Lengths are alike where neither is more than half as long again as the other (methods S6.5). */
const ALIKE = Math.log(1.5) + 1e-9;

/** Fewer questions than this fit any curve. */
const FEWEST = 10;

/**
 * What length had to do with winning, question by question: who won at equal length, by the questions of like length and by regression
 * (methods S6.5; the idea of Dubois et al. 2024). `undefined` where nothing was compared.
 */
export function lengthFigures(units: readonly QuestionUnit[]): LengthFigures | undefined {
	if (units.length === 0) {
		return undefined;
	}
	const pairs = units.flatMap(unit => unit.pairs);
	const lengths = pairs.map(({ a, b, winner }) => ({ a: lengthOf(a.text), b: lengthOf(b.text), winner }));
	const decided = lengths.filter(({ a, b, winner }) => winner !== 'tie' && a !== b);
	const longer = decided.filter(({ a, b, winner }) => (winner === 'a') === a > b).length;
	const similar = units.filter(({ lengthRatio }) => Math.abs(lengthRatio) <= ALIKE);
	const similarRate = meanInterval(similar.map(({ won }) => won));
	const fit = units.length < FEWEST ? undefined : logisticFit(units.map(({ lengthRatio: x, won: y }) => ({ x, y })));
	return {
		meanA: meanOf(lengths.map(({ a }) => a)),
		meanB: meanOf(lengths.map(({ b }) => b)),
		ratio: Math.exp(meanOf(units.map(({ lengthRatio }) => lengthRatio))),
		longerWon: wilson({ hits: longer, of: decided.length }),
		similar: similarRate && { questions: similar.length, winRate: similarRate },
		controlled: fit && probabilityAtZero(fit),
		slope: fit && slopeInterval(fit),
		without:
			fit !== undefined
				? undefined
				: units.length < FEWEST
					? `fewer than ${FEWEST} questions`
					: 'the lengths decide every verdict, or do not differ, or all verdicts are alike',
	};
}

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
