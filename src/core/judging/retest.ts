import { ownMember } from './score.ts';

/** How far several verdicts of one judge on the same answers agree with each other. */
export interface Retest {
	/** Pairs of verdicts on one criterion of one answer that were compared. */
	readonly pairs: number;
	/** Share of them with exactly the same level, 0..1. */
	readonly agreement: number;
	/** Criterion id → the same for that criterion alone. */
	readonly perCriterion: Readonly<Record<string, { readonly pairs: number; readonly agreement: number }>>;
	/** Mean over the answers of highest minus lowest capped score, in points; `undefined` where no score is known. */
	readonly meanSpread: number | undefined;
}

export interface RepeatedVerdicts {
	/** The ratings of each verdict that was read, criterion id → level. */
	readonly verdicts: readonly Readonly<Record<string, string>>[];
	/** Highest minus lowest capped score. */
	readonly spread: number | undefined;
}

/**
 * Test–retest agreement: exact-level agreement between verdicts on the same answer (methods S10), over all pairs. `undefined` where
 * no answer has two verdicts.
 */
export function testRetest(answers: readonly RepeatedVerdicts[]): Retest | undefined {
	const repeated = answers.filter(({ verdicts }) => verdicts.length > 1);
	const counts = new Map<string, { pairs: number; same: number }>();
	for (const { verdicts } of repeated) {
		for (const id of new Set(verdicts.flatMap(ratings => Object.keys(ratings)))) {
			const levels = verdicts.flatMap(ratings => ownMember(ratings, id) ?? []);
			const known = counts.get(id) ?? { pairs: 0, same: 0 };
			counts.set(id, known);
			known.pairs += (levels.length * (levels.length - 1)) / 2;
			known.same += samePairs(levels);
		}
	}
	const compared = [...counts].filter(([, { pairs }]) => pairs > 0);
	const pairs = sum(compared.map(([, each]) => each.pairs));
	if (pairs === 0) {
		return undefined;
	}
	const spreads = repeated.flatMap(({ spread }) => spread ?? []);
	return {
		pairs,
		agreement: sum(compared.map(([, each]) => each.same)) / pairs,
		perCriterion: Object.fromEntries(
			compared.map(([id, each]) => [id, { pairs: each.pairs, agreement: each.same / each.pairs }]),
		),
		meanSpread: spreads.length === 0 ? undefined : sum(spreads) / spreads.length,
	};
}

function samePairs(levels: readonly string[]): number {
	const counts = new Map<string, number>();
	for (const level of levels) {
		counts.set(level, (counts.get(level) ?? 0) + 1);
	}
	return sum([...counts.values()].map(count => (count * (count - 1)) / 2));
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
