import { detectableRate, pairsNeeded } from '../statistics/sign-power.ts';
import { winsNeeded } from '../statistics/sign-test.ts';
import type { PowerNote } from './comparison-report.ts';

/** True win rates that the note speaks of. */
const RATES = [0.55, 0.6, 0.65, 0.7, 0.75] as const;

/** Beyond this many questions a finer note says nothing new, and the exact sums take long. */
const MOST_QUESTIONS = 5000;

/** What can be seen with so many questions, said before any of them is judged (methods S9). */
export function powerNote(questions: number): PowerNote {
	const bounded = Math.min(questions, MOST_QUESTIONS);
	const needed = winsNeeded(questions);
	const detectable = detectableRate(bounded);
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
