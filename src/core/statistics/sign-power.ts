import { winsNeeded } from './sign-test.ts';

export interface PowerOptions {
	/** Significance level of the sign test; default 0.05. */
	readonly level?: number;
	/** Chance to find the difference; default 0.8. */
	readonly power?: number;
}

/** More pairs than this are not looked for. */
const MOST_PAIRS = 20_000;

/**
 * The power of the exact two-sided sign test with `n` decided pairs where the true win rate is `rate`: the chance that p falls below
 * `level` (Dixon 1953; Cohen 1988, chapter 5).
 */
export function signTestPower(n: number, rate: number, level = 0.05): number {
	const wins = winsNeeded(n, level);
	return wins === undefined ? 0 : upperTail(n, wins, rate) + upperTail(n, wins, 1 - rate);
}

/**
 * The fewest decided pairs with which a true win rate is found with the power asked for, and with any larger number too (the exact power
 * goes up and down a little). `undefined` for a rate of one half and for one so near to it that 20,000 pairs are too few.
 * Noether's (1987) formula (z₀.₉₇₅ + z₀.₈)² / (4·(rate − ½)²) gives nearly the same.
 */
export function pairsNeeded(rate: number, { level = 0.05, power = 0.8 }: PowerOptions = {}): number | undefined {
	const distance = Math.abs(rate - 0.5);
	const guess = (normalPoint(1 - level / 2) + normalPoint(power)) ** 2 / (4 * distance ** 2);
	if (!(guess < MOST_PAIRS)) {
		return undefined;
	}
	let fewest = Math.ceil(guess * 1.1 + 20);
	while (signTestPower(fewest, rate, level) < power) {
		fewest = Math.ceil(fewest * 1.2);
	}
	while (fewest > 1 && signTestPower(fewest - 1, rate, level) >= power) {
		fewest--;
	}
	return fewest;
}

/** The smallest win rate above one half that `n` decided pairs find with the power asked for, to 0.001; `undefined`: none. */
export function detectableRate(n: number, { level = 0.05, power = 0.8 }: PowerOptions = {}): number | undefined {
	if (winsNeeded(n, level) === undefined) {
		return undefined;
	}
	let [low, high] = [500, 1000];
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		[low, high] = signTestPower(n, middle / 1000, level) >= power ? [low, middle] : [middle, high];
	}
	return high / 1000;
}

/** P(X ≥ from) of a binomial variable, its terms one from the other beginning at the largest. */
function upperTail(n: number, from: number, rate: number): number {
	if (rate <= 0 || rate >= 1) {
		return from <= (rate >= 1 ? n : 0) ? 1 : 0;
	}
	let log = 0;
	for (let i = 1; i <= Math.min(from, n - from); i++) {
		log += Math.log(n - Math.min(from, n - from) + i) - Math.log(i);
	}
	let sum = 0;
	log += from * Math.log(rate) + (n - from) * Math.log(1 - rate);
	const odds = Math.log(rate / (1 - rate));
	for (let k = from; k <= n; k++) {
		sum += Math.exp(log);
		log += Math.log(n - k) - Math.log(k + 1) + odds;
	}
	return Math.min(1, sum);
}

/** The point of the standard normal distribution below which a share lies (Abramowitz & Stegun 1964, 26.2.23; error below 0.00045). */
function normalPoint(share: number): number {
	const t = Math.sqrt(-2 * Math.log(Math.min(share, 1 - share)));
	const point =
		t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
	return share < 0.5 ? -point : point;
}
