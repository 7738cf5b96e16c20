import type { Random } from './random.ts';

/** Up to this many differences all sign vectors are tried. */
const EXACT = 15;
const FLIPS = 10_000;

/**
 * The paired sign-flip randomisation test (Fisher 1935) of H0 "the differences are symmetric about 0": the share of sign vectors
 * whose |Σ ±d| reaches |Σ d|. Exact for at most 15 differences, else 10,000 random flips and (1 + hits) / 10,001.
 * 1 where there is no difference.
 */
export function signFlipTest(differences: readonly number[], random: Random): number {
	const total = Math.abs(differences.reduce((sum, each) => sum + each, 0));
	// Sums of binary fractions that should be equal differ by a hair.
	const reached = total - 1e-9 * Math.max(1, total);
	return differences.length <= EXACT ? exact(differences, reached) : sampled(differences, reached, random);
}

function exact(differences: readonly number[], reached: number): number {
	const vectors = 2 ** differences.length;
	let hits = 0;
	for (let vector = 0; vector < vectors; vector++) {
		let sum = 0;
		for (const [i, each] of differences.entries()) {
			sum += (vector >> i) & 1 ? each : -each;
		}
		hits += Math.abs(sum) >= reached ? 1 : 0;
	}
	return hits / vectors;
}

function sampled(differences: readonly number[], reached: number, random: Random): number {
	let hits = 0;
	for (let flip = 0; flip < FLIPS; flip++) {
		let sum = 0;
		for (const each of differences) {
			sum += random() < 0.5 ? each : -each;
		}
		hits += Math.abs(sum) >= reached ? 1 : 0;
	}
	return (1 + hits) / (FLIPS + 1);
}
