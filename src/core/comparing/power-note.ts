import { detectableRate, pairsNeeded } from '../statistics/sign-power.ts';
import { winsNeeded } from '../statistics/sign-test.ts';
import type { PowerNote } from './comparison-report.ts';

/** True win rates that the note speaks of. */
const RATES = [0.55, 0.6, 0.65, 0.7, 0.75] as const;

/** Beyond this many questions the exact sums take long and the formula is as good. */
const MOST_QUESTIONS = 5000;

/** Noether's (1987) formula, solved for the rate: ½ + (z₀.₉₇₅ + z₀.₈) / (2·√n). */
function approximately(questions: number): number {
	return 0.5 + (1.959964 + 0.841621) / (2 * Math.sqrt(questions));
}

/** What can be seen with so many questions, said before any of them is judged (methods S9). */
export function powerNote(questions: number): PowerNote {
	const needed = winsNeeded(questions);
	const detectable = questions > MOST_QUESTIONS ? approximately(questions) : detectableRate(questions);
	return {
		questions,
		winsNeeded: needed,
		detectable,
		needed: RATES.flatMap(rate => {
			const pairs = pairsNeeded(rate);
			return pairs === undefined ? [] : [{ rate, pairs }];
		}),
		sentence: sentenceOf(questions, needed, detectable),
	};
}

function sentenceOf(questions: number, needed: number | undefined, detectable: number | undefined): string {
	const asked = questions === 1 ? '1 question' : `${questions} questions`;
	if (needed === undefined) {
		return `${asked}: too few, not even ${questions}:0 would be significant; at least 6 are needed.`;
	}
	const least = `without ties ${needed}:${questions - needed} is the least that reaches p < 0.05`;
	return detectable === undefined
		? `${asked}: ${least}.`
		: `${asked}: ${least}; a true win rate of ${(detectable * 100).toFixed(1)} % or more is found in at least 80 of 100 such comparisons.`;
}
