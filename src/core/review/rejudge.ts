import type { ReviewSet } from '../documents/review-set.ts';
import { passMarkOf } from '../judging/score.ts';
import { builtInTemplate } from '../prompt/built-in.ts';
import type { Case } from './case.ts';
import { chooseJudge } from './choose-models.ts';
import type { Plan } from './plan.ts';
import { checkPlan } from './plan-checks.ts';
import type { PlanOptions } from './plan-options.ts';
import type { PlanProblem, Report } from './plan-problem.ts';
import type { CaseResult } from './result.ts';
import { turnsOf } from './turns.ts';

/**
 * Makes a case of every recorded answer, to be judged again by the documents as they are now. Neither its model nor its
 * prompt has to exist any more; its question has to. Pass the results to `review` as `recorded` and `answerOf`.
 */
export function planRejudging(set: ReviewSet, results: readonly CaseResult[], options: PlanOptions = {}): Plan {
	const problems = new Map<string, PlanProblem>();
	const report: Report = (severity, message) => {
		problems.set(message, { severity, message });
	};
	const rubric = options.rubric ?? set.rubric;
	if (rubric === undefined) {
		report('error', `The rubric that ${set.path} names cannot be read.`);
		return { cases: [], problems: [...problems.values()] };
	}
	const judge = chooseJudge({ set, rubric, options, report });
	const questions = new Map(set.questions.map(loaded => [loaded.question.id, loaded]));
	const wanted = options.questions && new Set(options.questions);
	const cases = new Map<string, Case>();
	const byPlace = new Map<string, Case>();
	for (const { key, start, answer } of results) {
		const loaded = start === undefined ? undefined : questions.get(start.question);
		if (start === undefined || answer === undefined || wanted?.has(start.question) === false) {
			continue;
		}
		if (loaded === undefined) {
			report('warning', `${key} is left out: ${set.path} has no question "${start.question}" any more.`);
			continue;
		}
		const place = (question: string) => JSON.stringify([question, start.prompt, start.model, start.sample]);
		const prompt = set.prompts.find(one => one.template.stem === start.prompt);
		const turns = turnsOf(loaded, {
			history: set.file.history,
			questions,
			caseOf: id => byPlace.get(place(id)),
		});
		const last = turns.at(-1)?.answer;
		const item: Case = {
			key,
			file: set.path,
			question: loaded.question,
			prompt: prompt?.template ?? builtInTemplate,
			promptPath: prompt?.path,
			partials: prompt?.partials ?? new Map(),
			source: { kind: 'recorded', name: start.model, answer: answer.text },
			sample: start.sample,
			parameters: start.parameters,
			passages: loaded.passages,
			vars: {},
			follows: last?.kind === 'case' ? last.key : undefined,
			turns,
			history: set.file.history,
			rubric,
			pass: passMarkOf(rubric, set.file.pass, loaded.question.pass),
			judge,
		};
		cases.set(key, item);
		byPlace.set(place(start.question), item);
	}
	const judged = [...cases.values()];
	checkPlan(judged, { set, maxCost: options.maxCost ?? set.project?.limits.maxCost, report });
	return { cases: judged, problems: [...problems.values()] };
}
