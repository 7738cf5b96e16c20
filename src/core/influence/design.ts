import { type Random, seeded } from '../statistics/random.ts';
import { sha256 } from '../text/hash.ts';

/** Which sources of the context are left out of one call, by number from 0; and which of several equal calls it is. */
export interface Ablation {
	readonly dropped: readonly number[];
	/** From 0: the same context may be tried several times, to see how much the outcome varies by itself. */
	readonly repeat: number;
	readonly role: 'whole' | 'none' | 'one-out' | 'pair-out' | 'random';
}

export type InfluenceMethod = 'leave-one-out' | 'ablations';

export interface DesignOptions {
	/** Sources that can be left out. */
	readonly sources: number;
	/** Calls that may be made for the comparison, besides those with the whole context and with none of it. */
	readonly ablations: number;
	readonly variation: Variation;
	/** What the random choice is derived from: the same text gives the same design. */
	readonly seed: string;
}

export interface Design {
	readonly method: InfluenceMethod;
	readonly ablations: readonly Ablation[];
}

/**
 * Which calls to make. Few sources and an outcome that hardly varies: each source is left out alone and each pair of them together,
 * so that two lines of which either suffices are found too. Else random halves of the context (keep probability ½, Cohen-Wang et
 * al. 2024, "ContextCite"), each followed by the other half (a fold-over design), so that every source is kept in exactly half of them.
 */
export function designOf({ sources, ablations, variation, seed }: DesignOptions): Design {
	const around = [
		...repeated([], 'whole', WHOLE_REPEATS[variation]),
		...repeated(EVERYTHING, 'none', NONE_REPEATS[variation]),
	];
	if (variation !== 'free' && sources + (sources * (sources - 1)) / 2 <= ablations) {
		return { method: 'leave-one-out', ablations: [...around, ...leaveOut(sources)] };
	}
	return { method: 'ablations', ablations: [...around, ...halves(sources, ablations, seeded(numberOf(seed)))] };
}

/** How much the outcome of the same context varies: not at all, a little (a log-probability), or freely (an answer). */
export type Variation = 'none' | 'little' | 'free';

/**
 * Calls with the whole context: whether the answer is given again at all is what every weight rests on, and how much a
 * log-probability varies by itself only these tell.
 */
const WHOLE_REPEATS: Readonly<Record<Variation, number>> = { none: 1, little: 5, free: 3 };

/** One answer without any line, given by chance, must not pass for one that needs none. */
const NONE_REPEATS: Readonly<Record<Variation, number>> = { none: 1, little: 1, free: 3 };

function repeated(dropped: readonly number[], role: Ablation['role'], times: number): readonly Ablation[] {
	return Array.from({ length: times }, (_, repeat): Ablation => ({ dropped, repeat, role }));
}

function leaveOut(sources: number): readonly Ablation[] {
	const singles = Array.from(
		{ length: sources },
		(_, source): Ablation => ({ dropped: [source], repeat: 0, role: 'one-out' }),
	);
	const pairs = singles.flatMap((_, a) =>
		Array.from(
			{ length: sources - a - 1 },
			(__, i): Ablation => ({ dropped: [a, a + 1 + i], repeat: 0, role: 'pair-out' }),
		),
	);
	return [...singles, ...pairs];
}

/** Stands for all sources, however many they are. */
export const EVERYTHING: readonly number[] = [-1];

function halves(sources: number, count: number, random: Random): readonly Ablation[] {
	const list: Ablation[] = [];
	while (list.length < count) {
		const [one, other]: [number[], number[]] = [[], []];
		for (let source = 0; source < sources; source++) {
			(random() < 0.5 ? one : other).push(source);
		}
		for (const dropped of [one, other].slice(0, count - list.length)) {
			list.push({ dropped, repeat: list.length, role: 'random' });
		}
	}
	return list;
}

function numberOf(seed: string): number {
	return Number.parseInt(sha256(seed).slice(0, 8), 16);
}
