import { type VarianceSplit, varianceSplit } from '../statistics/variance-split.ts';
import type { CaseResult } from './result.ts';

/** The scores of one answer, one for each verdict that was asked for anew. */
export interface RepeatedScores {
	/** Model and prompt. */
	readonly group: string;
	readonly question: string;
	readonly scores: readonly number[];
}

/** The noise of the mean score of one model with one prompt. */
export interface GroupNoise {
	readonly group: string;
	readonly split: VarianceSplit;
}

/**
 * The scores of a result by its recorded rubric, before caps: raw grades, because a cap hides differences. A verdict that was not read, or
 * that came from a cache, is no further observation: not of the same answer, and not of a further one that says the same, whose verdict is
 * that of the first. `undefined` where nothing is left, or where the answer itself came from a cache.
 */
export function repeatedScoresOf({ start, answer, verdicts, end }: CaseResult): RepeatedScores | undefined {
	if (start === undefined || end === undefined || (answer?.cached === true && start.sample > 0)) {
		return undefined;
	}
	const values = new Map(end.rubric.levels.map(({ name, value }) => [name, value]));
	const { criteria } = end.rubric;
	const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
	const samples = new Map<number, Record<string, string>>();
	for (const { sample, ratings, cached } of verdicts) {
		if (!cached || (sample === 0 && start.sample === 0)) {
			samples.set(sample, { ...samples.get(sample), ...ratings });
		}
	}
	const scores = [...samples.values()].flatMap(ratings => {
		const rated = criteria.map(({ id, weight }) => weight * (values.get(ratings[id] ?? '') ?? Number.NaN));
		const score = rated.reduce((sum, each) => sum + each, 0) / weights;
		return Number.isFinite(score) ? [score] : [];
	});
	return scores.length === 0
		? undefined
		: { group: `${start.model} · ${start.prompt}`, question: `${start.file}#${start.question}`, scores };
}

/** Splits the noise for each model and prompt. Empty where no question was answered twice and no answer judged twice. */
export function noiseOf(repeated: readonly RepeatedScores[]): readonly GroupNoise[] {
	const groups = new Map<string, Map<string, (readonly number[])[]>>();
	for (const { group, question, scores } of repeated) {
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
