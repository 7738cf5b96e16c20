import type { PairSample, Preferred } from '../review/events.ts';
import { relativeEntropy } from '../statistics/entropy.ts';

/** A verdict as it was read, after swapping back. */
export type ReadSample = Pick<PairSample, 'order' | 'points'> & { readonly winner: Preferred };

/** What the verdicts of both orders amount to. */
export interface CombinedSamples {
	readonly winner: Preferred;
	/** −1..1: mean of the orders' means, a verdict for a being 1, for b −1. */
	readonly margin: number;
	/** The orders name different winners; `undefined` where there are no two orders. */
	readonly conflict: boolean | undefined;
	/** 0..1 */
	readonly entropy: number;
}

/**
 * Combines verdicts on one pair (methods S1, after Wang et al. 2023): each order counts alike, and the side with more points wins; where
 * some verdict gives no points, the side with more verdicts. Equal is a tie. The conflict is that of the two orders' own winners; the
 * entropy is that of the verdicts win, tie and loss over both. `undefined` for no verdict at all.
 */
export function combineSamples(samples: readonly ReadSample[]): CombinedSamples | undefined {
	if (samples.length === 0) {
		return undefined;
	}
	const pointed = samples.every(sample => sample.points !== undefined);
	const orders = [...new Set(samples.map(sample => sample.order))].map(order => {
		const own = samples.filter(sample => sample.order === order);
		return {
			order,
			margin: meanOf(own.map(sample => SIGN[sample.winner])),
			points: pointed ? meanOf(own.map(({ points }) => points!.a - points!.b)) : undefined,
		};
	});
	const margin = meanOf(orders.map(order => order.margin));
	const decisive = pointed ? meanOf(orders.map(order => order.points!)) : margin;
	const two = ['ab', 'ba'].map(name => orders.find(order => order.order === name));
	const conflict = two.every(order => order !== undefined)
		? winnerOf(two[0]!.points ?? two[0]!.margin) !== winnerOf(two[1]!.points ?? two[1]!.margin)
		: undefined;
	const count = (winner: Preferred) => samples.filter(sample => sample.winner === winner).length;
	return {
		// One verdict by itself has said who wins; its points may be of another grain.
		winner: samples.length === 1 ? samples[0]!.winner : winnerOf(decisive),
		margin,
		conflict,
		entropy: relativeEntropy([count('a'), count('tie'), count('b')]),
	};
}

const SIGN: Readonly<Record<Preferred, number>> = { a: 1, tie: 0, b: -1 };

/** Sums of decimal fractions that should be equal differ by a hair. */
const HAIR = 1e-9;

function winnerOf(difference: number): Preferred {
	return difference > HAIR ? 'a' : difference < -HAIR ? 'b' : 'tie';
}

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
