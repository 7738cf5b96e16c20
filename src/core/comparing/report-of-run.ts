import type { ComparisonFold } from './comparison-fold.ts';
import type { ComparisonReport } from './comparison-report.ts';
import { makeComparisonReport } from './make-report.ts';

/** The report of a run that is read or goes on; `undefined` where it is no comparison. Pairs that it never came to count as cancelled. */
export function reportOfRun({
	start,
	end,
	pairs,
}: Pick<ComparisonFold, 'start' | 'end' | 'pairs'>): ComparisonReport | undefined {
	const setup = start?.comparison;
	if (start === undefined || setup === undefined) {
		return undefined;
	}
	const known = new Set(start.loaded);
	return makeComparisonReport({
		run: start.run,
		setup,
		lexical: setup.protocol === 'scores',
		loaded: [...known],
		// A damaged file may name pairs that it did not load.
		pairs: [...pairs.values()].filter(({ key }) => known.has(key)),
		missing: end?.outcome === 'stopped' ? 'over-budget' : 'cancelled',
	});
}
