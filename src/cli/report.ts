import type { ClaimSaving } from '../core/grounding/grounding.ts';
import {
	type AbstentionFate,
	abstentionFate,
	abstentionsOf,
	type ModelAbstentions,
} from '../core/review/abstentions.ts';
import { sumCosts } from '../core/review/cost.ts';
import type { CaseResult } from '../core/review/result.ts';
import type { CaseState, UnscoredReason } from '../core/review/state.ts';

/** A case of a finished run as the report counts it. */
export interface ReportedCase {
	readonly key: string;
	readonly model: string;
	readonly state: CaseState;
	readonly reason: UnscoredReason | undefined;
	readonly score: number | undefined;
	readonly cappedScore: number | undefined;
	/** Criterion id → value of its level, 0–100. */
	readonly values: Readonly<Record<string, number>>;
	/** USD; `undefined` = unknown. */
	readonly answerCost: number | undefined;
	readonly judgeCost: number | undefined;
	readonly answerMs: number;
	readonly judgeMs: number;
	/** What the judge was asked about single claims; absent where it was not. */
	readonly claims?: ClaimSaving;
	/** Absent where there is no answer. */
	readonly abstention?: { readonly question: string; readonly fate: AbstentionFate };
}

/** What the numbers of a run add up to. `loaded` = the sum of the four states. */
export interface Summary {
	readonly loaded: number;
	readonly passed: number;
	readonly failed: number;
	readonly unscored: number;
	readonly notJudged: number;
	/** Unscored reason → how many. */
	readonly reasons: Readonly<Record<string, number>>;
	/** USD; `undefined` = unknown for at least one call. */
	readonly cost: number | undefined;
	/** Mean value of each criterion over the cases that have it. */
	readonly perCriterion: Readonly<Record<string, { readonly mean: number; readonly cases: number }>>;
	readonly perModel: Readonly<Record<string, ModelSummary>>;
	/** Over all cases whose judge was asked about single claims; absent where none was. */
	readonly claims?: Omit<ClaimSaving, 'choice'>;
	/** For each model: answers that say that they cannot tell where they could, and the other way round; absent where it never came up. */
	readonly abstentions?: readonly ModelAbstentions[];
}

export interface ModelSummary {
	readonly loaded: number;
	readonly passed: number;
	readonly failed: number;
	readonly unscored: number;
	readonly notJudged: number;
	/** Cases that have a score. */
	readonly scored: number;
	/** Over the scored cases; `undefined` where there is none. */
	readonly meanScore: number | undefined;
	readonly meanCappedScore: number | undefined;
	readonly cost: number | undefined;
}

/** What the report needs of a result that is done. */
export function reportedCase(result: CaseResult): ReportedCase {
	const end = result.end;
	const levels = new Map(end?.rubric.levels.map(level => [level.name, level.value]));
	const values =
		end?.arithmetic === undefined
			? NO_VALUES
			: Object.fromEntries(
					Object.entries(end.ratings).map(([criterion, level]) => [criterion, levels.get(level) ?? 0]),
				);
	const claims = result.grounding?.judgedClaims;
	const fate = abstentionFate(result);
	return {
		key: result.key,
		model: result.start?.model ?? '',
		state: end?.state ?? 'unscored',
		reason: end === undefined ? 'cancelled' : end.reason,
		score: end?.score,
		cappedScore: end?.cappedScore,
		values,
		answerCost: result.answer?.cached === true ? 0 : result.answer?.cost,
		judgeCost: sumCosts(result.verdicts.map(verdict => verdict.cost)),
		answerMs: answeringTime(result),
		judgeMs: result.verdicts.reduce((sum, verdict) => sum + (verdict.cached ? 0 : verdict.latencyMs), 0),
		...(claims === undefined ? {} : { claims }),
		...(fate === undefined ? {} : { abstention: { question: result.start?.question ?? '', fate } }),
	};
}

/** Milliseconds. Somebody who cancelled waited for no answer: in a batch that may be hours. */
function answeringTime({ answer, end }: CaseResult): number {
	const isNone = answer === undefined || answer.cached || (end?.reason === 'cancelled' && answer.text === '');
	return isNone ? 0 : answer.latencyMs;
}

/** One for all cases without a score: there may be many. */
const NO_VALUES: ReportedCase['values'] = {};

/** USD that a case cost in this run; `undefined` = unknown. */
export function caseCost({ answer, verdicts }: CaseResult): number | undefined {
	return sumCosts([answer?.cached === true ? 0 : answer?.cost, ...verdicts.map(verdict => verdict.cost)]);
}

/** A case that the run did not come to: cancelled, or left over when a limit stopped the run. */
export function missedCase(key: string, model: string, reason: UnscoredReason): ReportedCase {
	return {
		key,
		model,
		state: 'unscored',
		reason,
		score: undefined,
		cappedScore: undefined,
		values: {},
		answerCost: 0,
		judgeCost: 0,
		answerMs: 0,
		judgeMs: 0,
	};
}

/** Adds up. Throws where `cases` are not exactly the `loaded` ones, because then no number below is to be believed. */
export function summarise(loaded: readonly string[], cases: readonly ReportedCase[]): Summary {
	const count = (of: readonly ReportedCase[], state: CaseState) => of.filter(one => one.state === state).length;
	const states = (of: readonly ReportedCase[]) => ({
		loaded: of.length,
		passed: count(of, 'passed'),
		failed: count(of, 'failed'),
		unscored: count(of, 'unscored'),
		notJudged: count(of, 'not-judged'),
	});
	const total = states(cases);
	const sum = total.passed + total.failed + total.unscored + total.notJudged;
	// Files of several folders, or several runs of one file, can have cases of the same key.
	const keys = cases.map(one => one.key).sort();
	if (sum !== loaded.length || [...loaded].sort().some((key, i) => key !== keys[i])) {
		throw new Error(`${loaded.length} cases were loaded, but ${sum} are accounted for.`);
	}
	const reasons: Record<string, number> = {};
	for (const { reason } of cases) {
		if (reason !== undefined) {
			reasons[reason] = (reasons[reason] ?? 0) + 1;
		}
	}
	const models = [...new Set(cases.map(one => one.model))];
	const asked = cases.flatMap(one => one.claims ?? []);
	const abstentions = abstentionsOf(
		cases.flatMap(({ key, model, abstention }) => (abstention === undefined ? [] : [{ key, model, ...abstention }])),
	);
	return {
		...total,
		...(abstentions.length === 0 ? {} : { abstentions }),
		...(asked.length === 0 ? {} : { claims: claimsOf(asked) }),
		reasons,
		cost: costOf(cases),
		perCriterion: criterionMeans(cases),
		perModel: Object.fromEntries(
			models.map(model => {
				const own = cases.filter(one => one.model === model);
				const scored = own.filter(one => one.cappedScore !== undefined).length;
				const means = {
					meanScore: mean(own.map(one => one.score)),
					meanCappedScore: mean(own.map(one => one.cappedScore)),
				};
				return [model, { ...states(own), scored, ...means, cost: costOf(own) }];
			}),
		),
	};
}

function costOf(cases: readonly ReportedCase[]): number | undefined {
	return sumCosts(cases.flatMap(one => [one.answerCost, one.judgeCost]));
}

function claimsOf(asked: readonly ClaimSaving[]): Omit<ClaimSaving, 'choice'> {
	const sum = (of: (saving: ClaimSaving) => number) => asked.reduce((total, one) => total + of(one), 0);
	return { sent: sum(one => one.sent), of: sum(one => one.of), savedTokens: sum(one => one.savedTokens) };
}

function criterionMeans(cases: readonly ReportedCase[]): Summary['perCriterion'] {
	const sums = new Map<string, { sum: number; cases: number }>();
	for (const { values } of cases) {
		for (const [criterion, value] of Object.entries(values)) {
			const known = sums.get(criterion) ?? { sum: 0, cases: 0 };
			sums.set(criterion, { sum: known.sum + value, cases: known.cases + 1 });
		}
	}
	return Object.fromEntries(
		[...sums].map(([criterion, { sum, cases: of }]) => [criterion, { mean: sum / of, cases: of }]),
	);
}

function mean(values: readonly (number | undefined)[]): number | undefined {
	const known = values.filter(value => value !== undefined);
	return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
