import type { Preferred } from '../review/events.ts';
import type { PairResult } from './comparison-fold.ts';

/** A pair that was compared. */
export type ComparedPair = PairResult & { readonly winner: Preferred; readonly margin: number };

/** One question with all its compared pairs, averaged: what is counted (methods S9: repeats are never counted as more questions). */
export interface QuestionUnit {
	readonly question: string;
	/** Mean of 1 = a won, ½ = tie, 0 = b won. */
	readonly won: number;
	/** Mean margin, −1..1. */
	readonly margin: number;
	/** Mean of ln(length of a / length of b). */
	readonly lengthRatio: number;
	readonly pairs: readonly ComparedPair[];
}

export const POINTS: Readonly<Record<Preferred, number>> = { a: 1, tie: 0.5, b: 0 };

export function isCompared(pair: PairResult): pair is ComparedPair {
	return pair.state === 'compared' && pair.winner !== undefined && pair.margin !== undefined;
}

/** Groups pairs by file and question, in the order of their first pair. */
export function unitsOf(pairs: readonly ComparedPair[]): readonly QuestionUnit[] {
	const groups = new Map<string, ComparedPair[]>();
	for (const pair of pairs) {
		const name = JSON.stringify([pair.file, pair.question]);
		const group = groups.get(name);
		if (group === undefined) {
			groups.set(name, [pair]);
		} else {
			group.push(pair);
		}
	}
	return [...groups.values()].map(group => ({
		question: group[0]!.question,
		won: meanOver(group, pair => POINTS[pair.winner]),
		margin: meanOver(group, pair => pair.margin),
		lengthRatio: meanOver(group, pair => Math.log(lengthOf(pair.a.text) / lengthOf(pair.b.text))),
		pairs: group,
	}));
}

/** Characters without the white space around them; never 0, for the sake of ratios. */
export function lengthOf(text: string): number {
	let length = 0;
	for (const _ of text.trim()) {
		length++;
	}
	return Math.max(1, length);
}

function meanOver<T>(items: readonly T[], value: (item: T) => number): number {
	return items.reduce((sum, item) => sum + value(item), 0) / items.length;
}
