import { type Retest, testRetest } from '../judging/retest.ts';
import type { VerdictEnd } from './events.ts';

/** What it needs of a result. */
export interface Retested {
	readonly verdicts: readonly Pick<VerdictEnd, 'sample' | 'ratings' | 'cached'>[];
	/** `undefined`: it never began. */
	readonly start: { readonly sample: number } | undefined;
	readonly end: { readonly spread: number | undefined } | undefined;
}

/**
 * Test–retest agreement of the judge over the results that have several verdicts. Verdicts of several judges on their own criteria
 * make one, and what could not be read is left out, as is what a cache knew of a further answer to the same question: it is the verdict of
 * the first one, which said the same. `undefined` where nothing was judged twice.
 */
export function retestOf(results: readonly Retested[]): Retest | undefined {
	return testRetest(
		results.map(({ verdicts, start, end }) => {
			const isFurther = (start?.sample ?? 0) > 0;
			const samples = new Map<number, Record<string, string>>();
			for (const { sample, ratings } of verdicts.filter(verdict => isRead(verdict) && !(isFurther && verdict.cached))) {
				samples.set(sample, { ...samples.get(sample), ...ratings });
			}
			return { verdicts: [...samples.values()], spread: end?.spread };
		}),
	);
}

function isRead({ ratings }: Pick<VerdictEnd, 'ratings'>): boolean {
	return Object.keys(ratings).length > 0;
}
