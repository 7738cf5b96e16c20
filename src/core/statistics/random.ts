/** A stream of numbers in [0, 1) that the same seed gives again. */
export type Random = () => number;

/**
 * A small fast generator: mulberry32 (Tommy Ettinger, 2017, public domain; 32 bits of state, period 2³²). Good enough for
 * resampling, useless for secrets.
 */
export function seeded(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A whole number from 0 to `below` − 1. */
export function randomIndex(random: Random, below: number): number {
	return Math.floor(random() * below);
}
