import type { Rubric } from '../documents/rubric.ts';
import { scoreRatings } from '../judging/score.ts';
import type { VerdictReading } from '../judging/verdict.ts';
import { bestFirst } from '../judging/verdict-schema.ts';
import { checkAnswer } from './checks.ts';

/** The rubric without the criteria that code decides: what is left for a judge. */
export function judgedPart(rubric: Rubric): Rubric {
	const criteria = rubric.criteria.filter(criterion => criterion.check === undefined);
	return criteria.length === rubric.criteria.length ? rubric : { ...rubric, criteria };
}

/**
 * What code says of the criteria that have a `check`: the best level where all of it holds, else the worst, with what was found as the
 * reason. `undefined` where the rubric has no such criterion.
 */
export function rateByChecks(rubric: Rubric, answer: string): VerdictReading | undefined {
	const checked = rubric.criteria.filter(criterion => criterion.check !== undefined);
	const levels = bestFirst(rubric);
	const [best, worst] = [levels[0], levels.at(-1)];
	if (checked.length === 0 || best === undefined || worst === undefined) {
		return undefined;
	}
	const ratings: Record<string, string> = {};
	const reasons: Record<string, string> = {};
	for (const { id, check } of checked) {
		const results = checkAnswer({ expect: check, answerable: true }, answer);
		const decisive = results.some(result => !result.met) ? results.filter(result => !result.met) : results;
		ratings[id] = decisive.some(result => !result.met) ? worst.name : best.name;
		reasons[id] = `Checked by code: ${decisive.map(result => result.message).join(' ') || 'nothing is demanded.'}`;
	}
	const arithmetic = scoreRatings({ ...rubric, criteria: checked }, ratings);
	return {
		state: 'scored',
		reason: undefined,
		ratings,
		reasons,
		evidence: {},
		score: arithmetic?.score,
		cappedScore: arithmetic?.cappedScore,
		pass: undefined,
		problems: [],
	};
}
