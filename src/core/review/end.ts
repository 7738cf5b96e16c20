import type { Rubric } from '../documents/rubric.ts';
import { passes } from '../judging/score.ts';
import type { Case } from './case.ts';
import { checkAnswer } from './checks.ts';
import type { CaseEnd, CheckResult, RecordedFailure } from './events.ts';
import type { Judged } from './judge.ts';
import type { RecordedRubric } from './result.ts';
import type { Answered } from './run-context.ts';
import type { CaseState, UnscoredReason } from './state.ts';

export interface Ending {
	readonly item: Case;
	readonly answered: Answered;
	readonly checks: readonly CheckResult[];
	/** `undefined` where nobody judged. */
	readonly judged: Judged | undefined;
}

/** What became of a case, without its version, time and type. The rubric is JSON of a {@link RecordedRubric}. */
export type Ended = Omit<CaseEnd, 'v' | 't' | 'type' | 'rubric'> & { readonly rubric: string };

/**
 * Decides the state of a case: no answer, or no verdict, is *unscored*; an unmet check fails whatever the judge says; where the
 * right answer is that the context does not say, the answer passes if it says so, whatever the ratings are. Whether it says so
 * the phrase lists decide, and where they do not know its words a judge that reads.
 */
export function endOf({ item, answered, checks: found, judged }: Ending): Ended {
	const checks = judged?.abstains === true ? found.map(heardByJudge) : found;
	const combined = judged?.combined;
	return {
		key: item.key,
		...decide({ item, answered, checks, judged }),
		ratings: combined?.ratings ?? {},
		arithmetic: combined?.arithmetic,
		score: combined?.score,
		cappedScore: combined?.cappedScore,
		spread: combined?.spread,
		passMark: item.pass.score,
		checks,
		rubric: rubricText(judged?.rubric ?? item.rubric),
	};
}

interface Decision {
	readonly state: CaseState;
	readonly reason: UnscoredReason | undefined;
	readonly message: string | undefined;
}

function decide({ item, answered, checks, judged }: Ending): Decision {
	if (answered.failure !== undefined) {
		return unscored(answered.failure);
	}
	const unmet = checks.filter(check => !check.met);
	if (unmet.length > 0) {
		return { state: 'failed', reason: undefined, message: unmet.map(check => check.message).join(' ') };
	}
	if (judged === undefined) {
		return { state: 'not-judged', reason: undefined, message: undefined };
	}
	if (!item.question.answerable) {
		return { state: 'passed', reason: undefined, message: 'The answer says that the context does not tell.' };
	}
	const { combined, failure, rubric } = judged;
	if (combined.arithmetic === undefined) {
		const reason = failure?.reason ?? combined.reason ?? 'unparsed';
		return unscored({ reason, message: failure?.message ?? combined.problems[0] ?? 'The verdict cannot be read.' });
	}
	const { pass, shortfalls } = passes(rubric, combined.arithmetic, item.pass);
	return pass
		? { state: 'passed', reason: undefined, message: undefined }
		: { state: 'failed', reason: undefined, message: shortfalls.join(' ') };
}

function unscored({ reason, message }: RecordedFailure): Decision {
	return { state: 'unscored', reason, message };
}

function heardByJudge(result: CheckResult): CheckResult {
	return result.check === 'answerable' && !result.met
		? { ...result, met: true, message: 'By the judge the answer says that the context does not tell, which is right.' }
		: result;
}

/** What code can check of an answer; nothing of one that failed. */
export function checksOf(item: Case, answered: Answered): readonly CheckResult[] {
	return answered.failure === undefined ? checkAnswer(item.question, answered.text) : [];
}

/** Every case of a run is judged by the same few. */
const rubricTexts = new WeakMap<Rubric, string>();

function rubricText(rubric: Rubric): string {
	const text = rubricTexts.get(rubric) ?? JSON.stringify(recordRubric(rubric));
	rubricTexts.set(rubric, text);
	return text;
}

function recordRubric(rubric: Rubric): RecordedRubric {
	return {
		name: rubric.name,
		levels: rubric.levels.map(({ name, value }) => ({ name, value })).sort((a, b) => b.value - a.value),
		criteria: rubric.criteria.map(({ id, name, weight, description }) => ({
			id,
			name,
			weight,
			...(description === undefined ? {} : { description }),
		})),
	};
}
