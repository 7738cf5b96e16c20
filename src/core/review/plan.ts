import type { LoadedPrompt, LoadedQuestion, ReviewSet } from '../documents/review-set.ts';
import type { Rubric } from '../documents/rubric.ts';
import { passMarkOf } from '../judging/score.ts';
import type { AnswerSource, Case, JudgeSetup } from './case.ts';
import { type ChosenModel, chooseJudge, chooseModels } from './choose-models.ts';
import { caseKey } from './key.ts';
import { checkPlan } from './plan-checks.ts';
import type { PlanOptions } from './plan-options.ts';
import type { PlanProblem, Report } from './plan-problem.ts';
import { selectCases } from './select.ts';
import { answerOrder, turnsOf } from './turns.ts';
import { unknownQuestion } from './unknown-question.ts';

export type { PlanOptions } from './plan-options.ts';

export interface Plan {
	/** In the order of the questions, earlier turns before those that follow. */
	readonly cases: readonly Case[];
	/** What keeps a case from being planned, or is doubtful. Errors of the documents are in `ReviewSet.problems`. */
	readonly problems: readonly PlanProblem[];
}

/**
 * Makes the cases of a question file: questions × prompts × models, and one for each recorded answer. Always succeeds: what
 * cannot be planned is left out and named in `problems`.
 */
export function planCases(set: ReviewSet, options: PlanOptions = {}): Plan {
	const problems = new Map<string, PlanProblem>();
	const report: Report = (severity, message) => {
		problems.set(message, { severity, message });
	};
	const rubric = options.rubric ?? set.rubric;
	if (rubric === undefined) {
		report('error', `The rubric that ${set.path} names cannot be read.`);
		return { cases: [], problems: [...problems.values()] };
	}
	const judge = options.judging === 'none' ? undefined : chooseJudge({ set, rubric, options, report });
	const questions = answerOrder(set.questions, report);
	const byId = new Map(questions.map(loaded => [loaded.question.id, loaded]));
	const found = { asked: askedSources(), varsOf: sharedVars(set), byId };
	const shared: Shared = { set, options, rubric, judge, planned: new Map(), ...found };
	for (const prompt of set.prompts) {
		const models = chooseModels({ set, prompt, options, report });
		for (const loaded of questions) {
			for (const source of sourcesOf(shared, { prompt, loaded, models })) {
				for (let sample = 0; sample < (options.samples ?? 1); sample++) {
					const item = makeCase(shared, { prompt, loaded, source, sample });
					shared.planned.set(item.key, item);
				}
			}
		}
	}
	const planned = set.prompts.length === 1 ? [...shared.planned.values()] : inOrder(shared.planned.values(), questions);
	const wanted = options.questions && new Set(options.questions);
	for (const id of wanted ?? []) {
		if (!byId.has(id)) {
			report('error', unknownQuestion(set, id));
		}
	}
	const cases =
		wanted === undefined
			? planned
			: selectCases(
					planned,
					item => wanted.has(item.question.id),
					() => false,
				);
	checkPlan(cases, { set, maxCost: options.maxCost ?? set.project?.limits.maxCost, report });
	return { cases, problems: [...problems.values()] };
}

/** The cases of several prompts, which were planned one after the other. */
function inOrder(cases: Iterable<Case>, questions: readonly LoadedQuestion[]): readonly Case[] {
	const place = new Map(questions.map((loaded, i) => [loaded.question.id, i]));
	return [...cases].sort((a, b) => place.get(a.question.id)! - place.get(b.question.id)!);
}

interface Shared {
	readonly set: ReviewSet;
	readonly options: PlanOptions;
	readonly rubric: Rubric;
	readonly judge: JudgeSetup | undefined;
	readonly byId: ReadonlyMap<string, LoadedQuestion>;
	readonly planned: Map<string, Case>;
	readonly asked: (model: ChosenModel) => PlannedSource;
	readonly varsOf: (loaded: LoadedQuestion) => Readonly<Record<string, unknown>>;
}

interface Cell {
	readonly prompt: LoadedPrompt;
	readonly loaded: LoadedQuestion;
	readonly source: PlannedSource;
	readonly sample: number;
}

interface PlannedSource extends Pick<ChosenModel, 'parameters'> {
	readonly answer: AnswerSource;
}

/**
 * The models, then the recorded answers. A recorded answer named like a model takes that model's place; any other belongs
 * to no prompt and comes once.
 */
function sourcesOf(
	{ set, options, asked }: Shared,
	row: { readonly prompt: LoadedPrompt; readonly loaded: LoadedQuestion; readonly models: readonly ChosenModel[] },
): readonly PlannedSource[] {
	const recorded = row.loaded.question.answers;
	const sources = row.models.map((model): PlannedSource => {
		const answer = options.recorded === 'fresh' ? undefined : recorded.get(model.name);
		return answer === undefined ? asked(model) : recordedSource(model.name, answer.value);
	});
	if (row.prompt !== set.prompts[0]) {
		return sources;
	}
	const models = new Set(row.models.map(model => model.name));
	const wanted = options.models && new Set(options.models);
	const labels = [...recorded].filter(([label]) => !models.has(label) && wanted?.has(label) !== false);
	return [...sources, ...labels.map(([name, answer]) => recordedSource(name, answer.value))];
}

function recordedSource(name: string, answer: string): PlannedSource {
	return { answer: { kind: 'recorded', name, answer }, parameters: [] };
}

/** A model as a source, one object for all the cases that ask it. */
function askedSources(): (model: ChosenModel) => PlannedSource {
	const known = new WeakMap<ChosenModel, PlannedSource>();
	return model => {
		const { name, entry, parameters } = model;
		const source = known.get(model) ?? { answer: { kind: 'model', name, entry }, parameters };
		known.set(model, source);
		return source;
	};
}

function makeCase(shared: Shared, { prompt, loaded, source, sample }: Cell): Case {
	const { set, options, rubric } = shared;
	const { answer, parameters } = source;
	const keyOf = (question: string) =>
		caseKey({
			file: set.path,
			question,
			prompt: prompt.template.stem,
			model: answer.name,
			sample: (options.samples ?? 1) > 1 ? sample : undefined,
		});
	const turns = turnsOf(loaded, {
		history: set.file.history,
		questions: shared.byId,
		caseOf: id => shared.planned.get(keyOf(id)),
	});
	const last = turns.at(-1)?.answer;
	return {
		key: keyOf(loaded.question.id),
		file: set.path,
		question: loaded.question,
		prompt: prompt.template,
		promptPath: prompt.path,
		partials: prompt.partials,
		source: answer,
		sample,
		parameters,
		passages: loaded.passages,
		vars: shared.varsOf(loaded),
		follows: last?.kind === 'case' ? last.key : undefined,
		turns,
		history: set.file.history,
		rubric,
		pass: passMarkOf(rubric, set.file.pass, loaded.question.pass),
		judge: shared.judge,
	};
}

/** The variables of a question over those of its file, as one object for each question without its own. */
function sharedVars(set: ReviewSet): (loaded: LoadedQuestion) => Readonly<Record<string, unknown>> {
	const ofFile = plain(set.file.vars);
	const known = new Map<LoadedQuestion, Readonly<Record<string, unknown>>>();
	return loaded => {
		if (loaded.question.vars.size === 0) {
			return ofFile;
		}
		const vars = known.get(loaded) ?? { ...ofFile, ...plain(loaded.question.vars) };
		known.set(loaded, vars);
		return vars;
	};
}

function plain(vars: ReadonlyMap<string, { readonly value: unknown }>): Readonly<Record<string, unknown>> {
	return Object.fromEntries([...vars].map(([name, { value }]) => [name, value]));
}
