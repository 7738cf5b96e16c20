/**
 * The exact two-sided sign test of wins against losses (ties dropped): p = min(1, 2·P(X ≥ max(wins, losses))), X binomial with
 * one half (Arbuthnott 1710; methods S9). 1 where nothing was won or lost.
 */
export function signTest(wins: number, losses: number): number {
	const n = wins + losses;
	let tail = 0;
	let log = -n * Math.LN2; // Of the chance of n wins; from there down, each from the one above.
	for (let i = n; i >= Math.max(wins, losses); i--) {
		tail += Math.exp(log);
		log += Math.log(i) - Math.log(n - i + 1);
	}
	return Math.min(1, 2 * tail);
}

/**
 * The smallest number of wins out of `n` decided comparisons by which the sign test falls below `level`; `undefined` where not even all
 * of them are enough. A note on power before anything is run.
 */
export function winsNeeded(n: number, level = 0.05): number | undefined {
	let tail = 0;
	let log = -n * Math.LN2;
	let needed: number | undefined;
	for (let wins = n; wins * 2 >= n; wins--) {
		tail += Math.exp(log);
		log += Math.log(wins) - Math.log(n - wins + 1);
		if (2 * tail >= level) {
			return needed;
		}
		needed = wins;
	}
	return needed;
}
