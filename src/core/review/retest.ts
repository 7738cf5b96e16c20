import { type Retest, testRetest } from '../judging/retest.ts';
import type { VerdictEnd } from './events.ts';

/** What it needs of a result. */
export interface Retested {
	readonly verdicts: readonly Pick<VerdictEnd, 'sample' | 'ratings'>[];
	readonly end: { readonly spread: number | undefined } | undefined;
}

/**
 * Test–retest agreement of the judge over the results that have several verdicts. Verdicts of several judges on their own criteria
 * make one, and what could not be read is left out. `undefined` where nothing was judged twice.
 */
export function retestOf(results: readonly Retested[]): Retest | undefined {
	return testRetest(
		results.map(({ verdicts, end }) => {
			const samples = new Map<number, Record<string, string>>();
			for (const { sample, ratings } of verdicts.filter(verdict => Object.keys(verdict.ratings).length > 0)) {
				samples.set(sample, { ...samples.get(sample), ...ratings });
			}
			return { verdicts: [...samples.values()], spread: end?.spread };
		}),
	);
}
