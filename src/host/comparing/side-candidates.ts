import type { ChosenSide } from '../../core/comparing/question-comparison.ts';
import { needsAnswer } from '../../core/comparing/question-comparison.ts';
import { isOnSide } from '../../core/comparing/sides.ts';
import { OFFLINE_MODEL } from '../../core/documents/project.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import type { Case } from '../../core/review/case.ts';
import { planCases } from '../../core/review/plan.ts';
import type { CaseResult } from '../../core/review/result.ts';

export type CandidateKind = 'model' | 'recorded' | 'prompt' | 'run';

/** Something that can be a side, and how much of it there is already. */
export interface SideCandidate {
	readonly kind: CandidateKind;
	readonly chosen: ChosenSide;
	/** Questions with an answer that can be compared, of all that are asked about; `undefined` where nobody has looked. */
	readonly answered: number | undefined;
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

/** What a question file can be compared by, likeliest first: its models, recorded answers, prompts, runs. */
export function sideCandidates(sources: CandidateSources): readonly SideCandidate[] {
	const { set, questions, runs, prompts } = sources;
	const named = (set.file.models ?? []).map(({ value }) => value);
	const labels = [...new Set(set.questions.flatMap(({ question }) => [...question.answers.keys()]))];
	const known = [...named, ...(set.project?.models.keys() ?? []), OFFLINE_MODEL.name];
	const models = [...new Set(known.filter(name => !labels.includes(name)))];
	const plan = planCases(set, { judging: 'none', models: [...models, ...labels] });
	const cases = plan.cases.filter(({ question }) => questions.has(question.id));
	const stems = set.prompts.map(({ template }) => template.stem);
	const side = (kind: CandidateKind, name: string, parts: { readonly model?: string; readonly prompt?: string }) =>
		candidate(
			kind,
			{ side: { name, model: parts.model, prompt: parts.prompt }, results: undefined },
			{ cases, ...sources },
		);
	const further = prompts.filter(path => !stems.includes(stemOf(path)));
	return [
		...models.map(name => side('model', name, { model: name })),
		...labels.map(name => side('recorded', name, { model: name })),
		...(stems.length + further.length < 2 ? [] : stems.map(name => side('prompt', name, { prompt: name }))),
		...further.map(path => ({
			kind: 'prompt' as const,
			chosen: { side: { name: stemOf(path), model: undefined, prompt: stemOf(path) }, results: undefined },
			answered: undefined,
			promptPath: path,
			time: undefined,
		})),
		...runs
			.map(({ id, time, results }) => ({
				kind: 'run' as const,
				chosen: { side: { name: id, model: undefined, prompt: undefined }, results },
				answered: questionsOf([...results.values()].filter(isUsable), questions),
				promptPath: undefined,
				time,
			}))
			.filter(({ answered }) => answered > 0),
	];
}

function candidate(
	kind: CandidateKind,
	chosen: ChosenSide,
	{ cases, results }: { readonly cases: readonly Case[]; readonly results: ReadonlyMap<string, CaseResult> },
): SideCandidate {
	const own = cases.filter(item => isOnSide(chosen.side, { model: item.source.name, prompt: item.prompt.stem }));
	const answered = own.filter(item =>
		item.source.kind === 'recorded' ? item.source.answer.trim() !== '' : !needsAnswer(item, results.get(item.key)),
	);
	return {
		kind,
		chosen,
		answered: new Set(answered.map(({ question }) => question.id)).size,
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
