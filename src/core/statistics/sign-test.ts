/**
 * The exact two-sided sign test of wins against losses (ties dropped): p = min(1, 2·P(X ≥ max(wins, losses))), X binomial with
 * one half (Arbuthnott 1710; methods S9). 1 where nothing was won or lost.
 */
export function signTest(wins: number, losses: number): number {
	const n = wins + losses;
	let tail = 0;
	for (let i = Math.max(wins, losses); i <= n; i++) {
		tail += Math.exp(logChoose(n, i) - n * Math.LN2);
	}
	return Math.min(1, 2 * tail);
}

/**
 * The smallest number of wins out of `n` decided comparisons by which the sign test falls below `level`; `undefined` where not even all
 * of them are enough. A note on power before anything is run.
 */
export function winsNeeded(n: number, level = 0.05): number | undefined {
	for (let wins = Math.ceil(n / 2); wins <= n; wins++) {
		if (signTest(wins, n - wins) < level) {
			return wins;
		}
	}
	return undefined;
}

function logChoose(n: number, k: number): number {
	let log = 0;
	for (let i = 1; i <= Math.min(k, n - k); i++) {
		log += Math.log(n - Math.min(k, n - k) + i) - Math.log(i);
	}
	return log;
}
