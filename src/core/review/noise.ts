import { type VarianceSplit, varianceSplit } from '../statistics/variance-split.ts';
import { type Drawn, drawnOnce, sameAnswer } from './own-verdicts.ts';
import type { CaseResult } from './result.ts';

/** The scores of one answer, one for each of its verdicts. */
export interface RepeatedScores {
	/** Model and prompt. */
	readonly group: string;
	readonly question: string;
	readonly scores: readonly VerdictScore[];
}

interface VerdictScore extends Drawn {
	readonly score: number;
}

/** The noise of the mean score of one model with one prompt. */
export interface GroupNoise {
	readonly group: string;
	readonly split: VarianceSplit;
}

/**
 * The scores of a result by its recorded rubric, before caps: raw grades, because a cap hides differences. A verdict that was not read, or
 * a further one that came from a cache, is no observation. `undefined` where nothing is left, or where a further answer itself came from a cache.
 */
export function repeatedScoresOf(result: CaseResult): RepeatedScores | undefined {
	const { start, answer, verdicts, end } = result;
	if (start === undefined || end === undefined || (answer?.cached === true && start.sample > 0)) {
		return undefined;
	}
	const values = new Map(end.rubric.levels.map(({ name, value }) => [name, value]));
	const { criteria } = end.rubric;
	const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
	const samples = new Map<number, { readonly ratings: Readonly<Record<string, string>>; readonly cached: boolean }>();
	for (const { sample, ratings, cached } of verdicts) {
		if (!cached || sample === 0) {
			const known = samples.get(sample);
			samples.set(sample, { ratings: { ...known?.ratings, ...ratings }, cached: cached && known?.cached !== false });
		}
	}
	const same = sameAnswer(result);
	const scores = [...samples].flatMap(([sample, { ratings, cached }]): VerdictScore[] => {
		const rated = criteria.map(({ id, weight }) => weight * (values.get(ratings[id] ?? '') ?? Number.NaN));
		const score = rated.reduce((sum, each) => sum + each, 0) / weights;
		return Number.isFinite(score) ? [{ score, answer: same, sample, cached }] : [];
	});
	return scores.length === 0
		? undefined
		: { group: `${start.model} · ${start.prompt}`, question: `${start.file}#${start.question}`, scores };
}

/**
 * Splits the noise for each model and prompt. A verdict that answers which say the same share counts once, or a noisy judge would look
 * like hard questions. Empty where no question was answered twice and no answer judged twice.
 */
export function noiseOf(repeated: readonly RepeatedScores[]): readonly GroupNoise[] {
	const own = drawnOnce(repeated.flatMap(one => one.scores));
	const groups = new Map<string, Map<string, (readonly number[])[]>>();
	for (const { group, question, scores: all } of repeated) {
		const scores = all.filter(one => own.has(one)).map(({ score }) => score);
		if (scores.length === 0) {
			continue;
		}
		const questions = groups.get(group) ?? new Map<string, (readonly number[])[]>();
		questions.set(question, [...(questions.get(question) ?? []), scores]);
		groups.set(group, questions);
	}
	return [...groups].flatMap(([group, questions]) => {
		const split = varianceSplit([...questions.values()]);
		return split === undefined || (split.answers === undefined && split.verdicts === undefined)
			? []
			: [{ group, split }];
	});
}
