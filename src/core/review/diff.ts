import { sumCosts } from './cost.ts';
import type { InputHashes } from './events.ts';
import type { CaseResult } from './result.ts';
import type { CaseState, UnscoredReason } from './state.ts';

/** What two runs are compared by: a case without its texts. */
export interface DiffedCase {
	readonly key: string;
	readonly state: CaseState;
	readonly reason: UnscoredReason | undefined;
	readonly score: number | undefined;
	readonly cappedScore: number | undefined;
	/** USD; `undefined` = unknown. */
	readonly cost: number | undefined;
	/** Short hash; `undefined` where there is no answer. */
	readonly answer: string | undefined;
	/** True where neither a model nor a judge was asked: equal scores then confirm nothing. */
	readonly cached: boolean;
	readonly inputs: InputHashes | undefined;
}

/** Worst first. `regressed` passed before and does not now; `changed` is any other change of the state. */
export const CHANGES = ['regressed', 'worse', 'changed', 'fixed', 'better', 'same', 'added', 'removed'] as const;

export type Change = (typeof CHANGES)[number];

export interface CaseDiff {
	readonly key: string;
	readonly change: Change;
	readonly before: DiffedCase | undefined;
	readonly after: DiffedCase | undefined;
	/** Capped score after minus before, where both have one. */
	readonly delta: number | undefined;
	/** What shaped the result and is no longer the same. */
	readonly inputs: readonly (keyof InputHashes)[];
	/** Whether the answers are the same, character by character. */
	readonly answer: 'same' | 'changed';
}

/** Every case of both runs stands in `cases` once: before = all but *added*, after = all but *removed*. */
export interface RunDiff {
	readonly before: DiffedRun;
	readonly after: DiffedRun;
	readonly counts: Readonly<Record<Change, number>>;
	/** Worst change first, then by how much the score fell. */
	readonly cases: readonly CaseDiff[];
}

export interface DiffedRun {
	readonly cases: number;
	readonly states: Readonly<Record<CaseState, number>>;
	/** Mean capped score over the cases that both runs scored; `undefined` where there is none. */
	readonly mean: number | undefined;
	/** USD; `undefined` = unknown for at least one case. */
	readonly cost: number | undefined;
}

/** Compares two runs case by case, by key. */
export function diffRuns(before: readonly DiffedCase[], after: readonly DiffedCase[]): RunDiff {
	const old = new Map(before.map(one => [one.key, one]));
	const now = new Map(after.map(one => [one.key, one]));
	const cases = [...new Set([...now.keys(), ...old.keys()])].map(key => diffCase(key, old.get(key), now.get(key)));
	const counts = Object.fromEntries(
		CHANGES.map(change => [change, cases.filter(one => one.change === change).length]),
	) as Record<Change, number>;
	const scored = cases.filter(({ delta }) => delta !== undefined);
	return {
		before: sumRun(
			[...old.values()],
			scored.map(one => one.before!.cappedScore!),
		),
		after: sumRun(
			[...now.values()],
			scored.map(one => one.after!.cappedScore!),
		),
		counts,
		cases: cases.sort(
			(a, b) => CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) || (a.delta ?? 0) - (b.delta ?? 0),
		),
	};
}

/** A result as it is compared. One that never ended is unscored. */
export function diffedCase({ key, start, answer, verdicts, end }: CaseResult): DiffedCase {
	return {
		key,
		state: end?.state ?? 'unscored',
		reason: end === undefined ? 'cancelled' : end.reason,
		score: end?.score,
		cappedScore: end?.cappedScore,
		cost: sumCosts([answer?.cached === true ? 0 : answer?.cost, ...verdicts.map(verdict => verdict.cost)]),
		answer: answer?.hash,
		cached: answer?.cached === true && verdicts.every(verdict => verdict.cached),
		inputs: start?.inputs,
	};
}

/** A case that a run had loaded and never begun. */
export function missedDiffedCase(key: string): DiffedCase {
	return {
		key,
		state: 'unscored',
		reason: 'cancelled',
		score: undefined,
		cappedScore: undefined,
		cost: 0,
		answer: undefined,
		cached: false,
		inputs: undefined,
	};
}

function diffCase(key: string, before: DiffedCase | undefined, after: DiffedCase | undefined): CaseDiff {
	const scores = [before?.cappedScore, after?.cappedScore];
	const delta = scores.some(score => score === undefined) ? undefined : scores[1]! - scores[0]!;
	const names = new Set([...Object.keys(before?.inputs ?? {}), ...Object.keys(after?.inputs ?? {})]);
	const comparable = before?.inputs !== undefined && after?.inputs !== undefined;
	return {
		key,
		change: changeOf(before, after, delta),
		before,
		after,
		delta,
		inputs: comparable
			? ([...names] as (keyof InputHashes)[]).filter(name => before.inputs![name] !== after.inputs![name])
			: [],
		answer: before?.answer === after?.answer ? 'same' : 'changed',
	};
}

function changeOf(before: DiffedCase | undefined, after: DiffedCase | undefined, delta: number | undefined): Change {
	if (before === undefined || after === undefined) {
		return before === undefined ? 'added' : 'removed';
	}
	if (before.state !== after.state) {
		const lost = after.state === 'failed' || after.state === 'unscored';
		const won = before.state === 'failed' || before.state === 'unscored';
		return before.state === 'passed' && lost ? 'regressed' : won && after.state === 'passed' ? 'fixed' : 'changed';
	}
	return delta === undefined || delta === 0 ? 'same' : delta > 0 ? 'better' : 'worse';
}

function sumRun(cases: readonly DiffedCase[], scores: readonly number[]): DiffedRun {
	const count = (state: CaseState) => cases.filter(one => one.state === state).length;
	return {
		cases: cases.length,
		states: {
			passed: count('passed'),
			failed: count('failed'),
			unscored: count('unscored'),
			'not-judged': count('not-judged'),
		},
		mean: scores.length === 0 ? undefined : scores.reduce((sum, score) => sum + score, 0) / scores.length,
		cost: sumCosts(cases.map(one => one.cost)),
	};
}
