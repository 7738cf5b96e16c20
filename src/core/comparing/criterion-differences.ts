import { bootstrap, mean } from '../statistics/bootstrap.ts';
import { holm } from '../statistics/holm.ts';
import { seeded } from '../statistics/random.ts';
import { signFlipTest } from '../statistics/sign-flip.ts';
import type { CriterionDifference } from './comparison-report.ts';
import { resamplesFor } from './outcome.ts';
import type { QuestionUnit } from './units.ts';

/** Paired differences of the ratings, a minus b, criterion by criterion and for the score (methods S8.3). */
export function criterionDifferences(units: readonly QuestionUnit[], seed = 1): readonly CriterionDifference[] {
	const names = new Set(units.flatMap(unit => unit.pairs.flatMap(({ a }) => Object.keys(a.values))));
	const rows = ['score', ...names].flatMap(criterion => {
		const differences = units.flatMap(unit => {
			const own = unit.pairs.flatMap(({ a, b }) => {
				const [x, y] = criterion === 'score' ? [a.score, b.score] : [a.values[criterion], b.values[criterion]];
				return x === undefined || y === undefined ? [] : [x - y];
			});
			return own.length === 0 ? [] : [mean(own)];
		});
		const difference = bootstrap(differences, mean, {
			random: seeded(seed),
			resamples: resamplesFor(differences.length),
		});
		return difference === undefined ? [] : [{ criterion, differences, difference }];
	});
	const corrected = holm(rows.map(({ differences }) => signFlipTest(differences, seeded(seed))));
	return rows.map(({ criterion, differences, difference }, i) => ({
		criterion,
		questions: differences.length,
		difference,
		p: corrected[i]!,
		better: differences.filter(each => each > 0).length,
		same: differences.filter(each => each === 0).length,
		worse: differences.filter(each => each < 0).length,
	}));
}
