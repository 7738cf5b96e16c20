import type { ChosenSide } from '../../core/comparing/question-comparison.ts';
import { needsAnswer } from '../../core/comparing/question-comparison.ts';
import { isOnSide } from '../../core/comparing/sides.ts';
import { OFFLINE_MODEL } from '../../core/documents/project.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import type { Case } from '../../core/review/case.ts';
import { planCases } from '../../core/review/plan.ts';
import type { PlanOptions } from '../../core/review/plan-options.ts';
import type { CaseResult } from '../../core/review/result.ts';

/** `variant`: a model with one of several prompts. */
export type CandidateKind = 'model' | 'recorded' | 'prompt' | 'variant' | 'run';

/** Something that can be a side, and how much of it there is already. */
export interface SideCandidate {
	readonly kind: CandidateKind;
	readonly chosen: ChosenSide;
	/** Answers that can be compared; `undefined` where nobody has looked. */
	readonly answered: number | undefined;
	/** Answers that a comparison needs: one for each question, and of models one for each prompt, of prompts one for each model. */
	readonly of: number;
	/** Path of a template that the question file does not name. */
	readonly promptPath: string | undefined;
	/** When a run was, in milliseconds. */
	readonly time: number | undefined;
}

export interface CandidateSources {
	readonly set: ReviewSet;
	/** Newest results by case key. */
	readonly results: ReadonlyMap<string, CaseResult>;
	/** Ids of the questions that are asked about. */
	readonly questions: ReadonlySet<string>;
	/** Results of earlier runs, newest first. */
	readonly runs: readonly {
		readonly id: string;
		readonly time: number;
		readonly results: ReadonlyMap<string, CaseResult>;
	}[];
	/** Root-relative paths of further templates. */
	readonly prompts: readonly string[];
}

/** What a question file can be compared by, likeliest first: its models, recorded answers, prompts, models with one prompt, runs. */
export function sideCandidates(sources: CandidateSources): readonly SideCandidate[] {
	const { set, questions, runs, prompts } = sources;
	const named = (set.file.models ?? []).map(({ value }) => value);
	const labels = [...new Set(set.questions.flatMap(({ question }) => [...question.answers.keys()]))];
	const known = [...named, ...(set.project?.models.keys() ?? []), OFFLINE_MODEL.name];
	const models = [...new Set(known.filter(name => !labels.includes(name)))];
	const stems = set.prompts.map(({ template }) => template.stem);
	const further = prompts.filter(path => !stems.includes(stemOf(path)));
	const casesOf = (wanted: PlanOptions) =>
		planCases(set, { judging: 'none', ...wanted }).cases.filter(({ question }) => questions.has(question.id));
	const cases = casesOf({ models: [...models, ...labels] });
	const hasPrompts = stems.length + further.length > 1;
	// A prompt is compared by the answers of the models that the file names. Recorded answers belong to its first prompt.
	const ofPrompts = hasPrompts ? casesOf({}).filter(({ source }) => source.kind === 'model') : [];
	const tried = [...new Set(ofPrompts.map(({ source }) => source.name))];
	const side = (kind: CandidateKind, name: string, parts: { readonly model?: string; readonly prompt?: string }) =>
		candidate(
			kind,
			{ side: { name, model: parts.model, prompt: parts.prompt }, results: undefined },
			{ cases: kind === 'prompt' ? ofPrompts : cases, ...sources },
		);
	return [
		...models.map(name => side('model', name, { model: name })),
		...labels.map(name => side('recorded', name, { model: name })),
		...(hasPrompts ? stems.map(name => side('prompt', name, { prompt: name })) : []),
		...further.map(path => ({
			kind: 'prompt' as const,
			chosen: { side: { name: stemOf(path), model: undefined, prompt: stemOf(path) }, results: undefined },
			answered: undefined,
			of: questions.size,
			promptPath: path,
			time: undefined,
		})),
		...(stems.length < 2 || tried.length < 2
			? []
			: tried.flatMap(model => stems.map(prompt => side('variant', `${model}@${prompt}`, { model, prompt })))),
		...runs
			.map(({ id, time, results }) => ({
				kind: 'run' as const,
				chosen: { side: { name: id, model: undefined, prompt: undefined }, results },
				answered: questionsOf([...results.values()].filter(isUsable), questions),
				of: questions.size,
				promptPath: undefined,
				time,
			}))
			.filter(({ answered }) => answered > 0),
	];
}

function candidate(
	kind: CandidateKind,
	chosen: ChosenSide,
	{ cases, results, questions }: Pick<CandidateSources, 'results' | 'questions'> & { readonly cases: readonly Case[] },
): SideCandidate {
	const own = cases.filter(item => isOnSide(chosen.side, { model: item.source.name, prompt: item.prompt.stem }));
	const answered = own.filter(item =>
		item.source.kind === 'recorded' ? item.source.answer.trim() !== '' : !needsAnswer(item, results.get(item.key)),
	);
	// The same recorded answer stands for every prompt.
	const isRecorded = kind === 'recorded';
	return {
		kind,
		chosen,
		answered: isRecorded ? new Set(answered.map(({ question }) => question.id)).size : answered.length,
		of: isRecorded ? questions.size : own.length,
		promptPath: undefined,
		time: undefined,
	};
}

function isUsable({ answer }: CaseResult): boolean {
	return answer !== undefined && answer.failure === undefined;
}

function questionsOf(results: readonly CaseResult[], questions: ReadonlySet<string>): number {
	return new Set(
		results.flatMap(({ start }) => (start !== undefined && questions.has(start.question) ? start.question : [])),
	).size;
}

/** `answer` of `prompts/answer.prompty`. */
function stemOf(path: string): string {
	return path.replace(/^.*\//, '').replace(/\.(?:prompty|prompt\.ya?ml)$/i, '');
}
