import { type Retest, testRetest } from '../judging/retest.ts';
import type { VerdictEnd } from './events.ts';
import { type Drawn, drawnOnce, type JudgedAnswer, sameAnswer } from './own-verdicts.ts';

/** What it needs of a result. */
export interface Retested extends JudgedAnswer {
	readonly verdicts: readonly Pick<VerdictEnd, 'judge' | 'sample' | 'ratings' | 'cached'>[];
	readonly end: { readonly spread: number | undefined } | undefined;
}

/**
 * Test–retest agreement of the judge over the results that have several verdicts. Verdicts of several judges on their own criteria
 * make one, and what could not be read is left out, as is a verdict that answers which say the same share, all but once. `undefined` where
 * nothing was judged twice.
 */
export function retestOf(results: readonly Retested[]): Retest | undefined {
	const read = results.map(result => {
		const answer = sameAnswer(result);
		return result.verdicts
			.filter(({ ratings }) => Object.keys(ratings).length > 0)
			.map((verdict): Drawn & typeof verdict => ({ ...verdict, answer: `${verdict.judge} ${answer}` }));
	});
	const own = drawnOnce(read.flat());
	return testRetest(
		results.map(({ end }, i) => {
			const samples = new Map<number, Record<string, string>>();
			for (const verdict of read[i]!.filter(one => own.has(one))) {
				samples.set(verdict.sample, { ...samples.get(verdict.sample), ...verdict.ratings });
			}
			return { verdicts: [...samples.values()], spread: end?.spread };
		}),
	);
}
