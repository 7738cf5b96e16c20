import { meanInterval } from '../statistics/mean-interval.ts';
import { wilson } from '../statistics/proportion.ts';
import { seeded } from '../statistics/random.ts';
import { signFlipTest } from '../statistics/sign-flip.ts';
import { signTest } from '../statistics/sign-test.ts';
import type { ComparisonOutcome } from './comparison-report.ts';

/** What is counted: for each question the share that a won (a tie one half), and the margin, −1..1. */
export interface Counted {
	readonly won: number;
	readonly margin: number;
}

export interface OutcomeOptions {
	/** Pairs behind the questions; default: as many. */
	readonly pairs?: number;
	/** Seed of what is drawn; the same seed gives the same figures. */
	readonly seed?: number;
}

/** Wins, rate with interval, and both tests (methods S9). One element for each question. */
export function outcomeOf(questions: readonly Counted[], { pairs, seed = 1 }: OutcomeOptions = {}): ComparisonOutcome {
	const wins = questions.filter(({ won }) => won > HALF).length;
	const losses = questions.filter(({ won }) => won < 1 - HALF).length;
	const values = questions.map(({ won }) => won);
	const decisive = values.every(won => won === 0 || won === 1);
	return {
		questions: questions.length,
		pairs: pairs ?? questions.length,
		wins,
		ties: questions.length - wins - losses,
		losses,
		winRate: meanInterval(values),
		method: decisive ? 'wilson' : 'effective-wilson',
		decided: wilson({ hits: wins, of: wins + losses }),
		signTest: signTest(wins, losses),
		permutationTest: permutationTest(
			questions.map(({ margin }) => margin),
			seed,
		),
	};
}

/** The sign-flip test; of margins that are all of one size it is the sign test, which is exact and quick. */
function permutationTest(margins: readonly number[], seed: number): number {
	const decided = margins.filter(margin => margin !== 0);
	return decided.every(margin => Math.abs(margin) === Math.abs(decided[0]!))
		? signTest(decided.filter(margin => margin > 0).length, decided.filter(margin => margin < 0).length)
		: signFlipTest(margins, seeded(seed));
}

/** An average of repeats that is a half but for rounding is a tie. */
const HALF = 0.5 + 1e-9;

/** 5,000 for any usual number of questions; fewer where each costs much and changes nothing. */
export function resamplesFor(questions: number): number {
	return Math.min(5000, Math.max(1000, Math.floor(20_000_000 / Math.max(1, questions))));
}
