import type { Grounding } from '../grounding/grounding.ts';
import type { CaseResult } from '../review/result.ts';

/** What a judge made of one answer, as a run recorded it. */
export interface JudgedAnswer {
	/** Short hash of the answer. */
	readonly hash: string;
	/** Of the case. */
	readonly key: string;
	readonly question: string;
	readonly text: string;
	/** Who answered. */
	readonly model: string;
	readonly judge: string;
	/** Tells judges apart that have a name in common but not their parameters or rubric. */
	readonly setup: string;
	readonly rubric: string;
	/** Level names, best first. */
	readonly levels: readonly string[];
	readonly criteria: readonly string[];
	readonly ratings: Readonly<Record<string, string>>;
	/** `undefined` where the verdict is unscored. */
	readonly cappedScore: number | undefined;
	readonly passMark: number | undefined;
	/** By the judge's ratings, whatever code checked besides. */
	readonly pass: boolean | undefined;
	readonly grounding: Grounding | undefined;
	/** Milliseconds since the epoch. */
	readonly t: number;
}

/** The judged answers of results; what was not answered or not judged is left out. */
export function judgedAnswersOf(results: Iterable<CaseResult>): readonly JudgedAnswer[] {
	return [...results].flatMap(({ key, text, start, answer, verdicts, end, grounding, t }) => {
		const judge = verdicts[0]?.judge;
		if (start === undefined || answer === undefined || end === undefined || judge === undefined) {
			return [];
		}
		const { rubric, ratings, cappedScore, passMark, state, checks } = end;
		const scored = end.arithmetic !== undefined && cappedScore !== undefined;
		const checkFailed = checks.some(({ met }) => !met);
		const reachesMark = passMark === undefined || (cappedScore !== undefined && cappedScore >= passMark);
		return [
			{
				hash: answer.hash,
				key,
				text,
				question: start.question,
				model: start.model,
				judge,
				setup: `${start.inputs.judge} ${start.inputs.rubric}`,
				rubric: rubric.name,
				levels: [...rubric.levels].sort((a, b) => b.value - a.value).map(({ name }) => name),
				criteria: rubric.criteria.map(({ id }) => id),
				ratings,
				cappedScore: scored ? cappedScore : undefined,
				passMark,
				pass: scored ? (checkFailed ? reachesMark : state === 'passed') : undefined,
				grounding,
				t,
			},
		];
	});
}
