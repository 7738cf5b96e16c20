import { holm } from '../statistics/holm.ts';
import type { Stratum } from './comparison-report.ts';
import { outcomeOf } from './outcome.ts';
import type { QuestionUnit } from './units.ts';

/** More values than this are no strata but a name of each question. */
const MOST_VALUES = 30;

/** The outcome apart for each value of each stratum that has at least two, the largest first, with Holm's correction over all of them. */
export function strataOf(units: readonly QuestionUnit[], seed = 1): readonly Stratum[] {
	const names = [...new Set(units.flatMap(unit => unit.pairs.flatMap(pair => Object.keys(pair.strata))))];
	const groups = names.flatMap(name => {
		const values = new Map<string, QuestionUnit[]>();
		for (const unit of units) {
			const known = unit.pairs[0]!.strata;
			const value = Object.hasOwn(known, name) ? known[name]! : '(none)';
			values.set(value, [...(values.get(value) ?? []), unit]);
		}
		return values.size < 2 || values.size > MOST_VALUES ? [] : [{ name, values }];
	});
	const rows = groups.flatMap(({ name, values }) =>
		[...values].map(([value, own]) => ({ name, value, outcome: outcomeOf(own, { pairs: pairsOf(own), seed }) })),
	);
	const corrected = holm(rows.map(({ outcome }) => outcome.signTest));
	const all = rows.map((row, i) => ({ ...row, corrected: corrected[i]! }));
	return groups.map(({ name }) => ({
		name,
		values: all
			.filter(row => row.name === name)
			.map(({ name: _, ...row }) => row)
			.sort((x, y) => y.outcome.questions - x.outcome.questions),
	}));
}

function pairsOf(units: readonly QuestionUnit[]): number {
	return units.reduce((sum, unit) => sum + unit.pairs.length, 0);
}
