import type { AnnotationFile } from '../../documents/annotation-file.ts';
import type { ReviewSet } from '../../documents/review-set.ts';
import type { Rubric } from '../../documents/rubric.ts';
import { findModel } from '../../documents/wire-name.ts';
import { Caller } from '../../review/caller.ts';
import type { JudgeSetup } from '../../review/case.ts';
import { chooseJudge } from '../../review/choose-models.ts';
import { InputHasher } from '../../review/inputs.ts';
import { checkPlan } from '../../review/plan-checks.ts';
import type { PlanOptions } from '../../review/plan-options.ts';
import type { Report } from '../../review/plan-problem.ts';
import { DEFAULT_ATTEMPTS, DEFAULT_CONCURRENCY, type ReviewPorts } from '../../review/review-options.ts';
import { unknownQuestion } from '../../review/unknown-question.ts';
import { bestFirst } from '../verdict-schema.ts';
import { measurementKey } from './judge-measurement.ts';
import { type MadeProbes, makeProbes } from './model-made.ts';
import { type ProbeOptions, type ProbePlan, planProbes, probeSources } from './plan-probes.ts';

/** What a question file measures a judge with. */
export interface ProbeSetup {
	readonly set: ReviewSet;
	readonly judge: JudgeSetup;
	readonly rubric: Rubric;
	readonly probes: ProbePlan;
	/** What the measurement is kept by; `undefined` where there is nothing to probe with. */
	readonly key: string | undefined;
}

export interface ProbeSetupOptions {
	readonly plan: PlanOptions;
	readonly accepted: ProbeOptions['accepted'];
	readonly perKind?: number | undefined;
	readonly made?: ProbeOptions['made'] | undefined;
	readonly report: Report;
}

/** Plans the measurement of the judge of a question file; `undefined` where there is no judge or rubric, which was reported. */
export function probeSetup(set: ReviewSet, options: ProbeSetupOptions): ProbeSetup | undefined {
	const chosen = probeOptions(set, options);
	if (chosen === undefined) {
		return undefined;
	}
	const { plan, report } = options;
	for (const id of plan.questions ?? []) {
		if (!set.questions.some(({ question }) => question.id === id)) {
			report('error', unknownQuestion(set, id));
		}
	}
	const probes = planProbes(set, chosen);
	checkPlan(probes.cases, { set, maxCost: plan.maxCost ?? set.project?.limits.maxCost, report });
	const [first] = probes.cases;
	const { judge, rubric } = chosen;
	const key =
		first === undefined
			? undefined
			: measurementKey(
					judge.name,
					new InputHasher().hashesOf(first, () => undefined),
				);
	return { set, judge, rubric, probes, key };
}

/** Answers that a person accepted and nobody rejected. */
export function acceptedAnswers(file: AnnotationFile): ProbeOptions['accepted'] {
	const rejected = new Set(file.reviews.flatMap(({ answer, state }) => (state === 'rejected' ? [answer] : [])));
	const accepted = new Set(file.reviews.flatMap(({ answer, state }) => (state === 'accepted' ? [answer] : [])));
	return [...accepted].flatMap(hash => {
		const known = rejected.has(hash) ? undefined : file.answers.get(hash);
		return known === undefined ? [] : [{ question: known.question, text: known.text }];
	});
}

/** The two models that make and confirm probes. */
export interface NamedMakers {
	readonly maker: string;
	readonly checker: string;
}

export interface MakingOptions extends Omit<ProbeSetupOptions, 'made'> {
	readonly makers: NamedMakers;
	readonly signal: AbortSignal;
	readonly onDone?: (done: number, of: number) => void;
}

/** What probes of a question file are made of: another text makes other probes. */
export function probedTexts(set: ReviewSet, options: ProbeSetupOptions): readonly unknown[] {
	const chosen = probeOptions(set, options);
	return chosen === undefined ? [] : probeSources(set, chosen).map(({ cluster, source }) => [cluster, source]);
}

/** Lets models make probes of the good answers of a question file. `undefined` where they cannot, which was reported. */
export async function makeProbesFor(
	set: ReviewSet,
	ports: ReviewPorts,
	options: MakingOptions,
): Promise<MadeProbes | undefined> {
	const chosen = probeOptions(set, options);
	const { report, makers, plan, signal } = options;
	const [maker, checker] = [findModel(set.project, makers.maker), findModel(set.project, makers.checker)];
	for (const [name, entry] of [
		[makers.maker, maker],
		[makers.checker, checker],
	] as const) {
		if (entry === undefined) {
			report('error', `There is no model "${name}" in ${set.projectPath ?? 'groundline.yaml'}.`);
		} else if (entry.provider === 'offline') {
			report('error', `"${name}" cannot make or confirm probes: it counts words.`);
		} else if (maxCostOf(set, plan) !== undefined && entry.price === undefined) {
			report('error', `The cost limit cannot be kept: model "${name}" has no "price".`);
		}
	}
	if (makers.maker === makers.checker) {
		report('error', `"${makers.maker}" cannot confirm its own probes: name another model.`);
		return undefined;
	}
	if (chosen === undefined || maker === undefined || checker === undefined) {
		return undefined;
	}
	if ([maker, checker].some(({ provider }) => provider === 'offline')) {
		return undefined;
	}
	if (maker.family !== undefined && maker.family === checker.family) {
		report('warning', `"${maker.name}" and "${checker.name}" are of the same family (${maker.family}).`);
	}
	const sources = probeSources(set, chosen);
	let done = 0;
	const caller = new Caller({
		...{ model: ports.model, clock: ports.clock, signal, attempts: DEFAULT_ATTEMPTS },
		concurrency: set.project?.defaults.concurrency ?? DEFAULT_CONCURRENCY,
		...(set.project === undefined ? {} : { minute: set.project.limits }),
		maxCost: maxCostOf(set, plan),
	});
	return makeProbes(sources, {
		maker: { name: maker.name, entry: maker, parameters: maker.parameters },
		checker: { name: checker.name, entry: checker, parameters: checker.parameters },
		caller,
		best: bestFirst(chosen.rubric)[0]?.name ?? '',
		onDone: () => options.onDone?.(++done, sources.length),
	});
}

function maxCostOf(set: ReviewSet, { maxCost }: PlanOptions): number | undefined {
	return maxCost ?? set.project?.limits.maxCost;
}

function probeOptions(
	set: ReviewSet,
	{ plan, accepted, perKind, made, report }: ProbeSetupOptions,
): ProbeOptions | undefined {
	const rubric = plan.rubric ?? set.rubric;
	const judge = rubric && chooseJudge({ set, rubric, options: plan, report });
	return rubric === undefined || judge === undefined
		? undefined
		: {
				judge,
				rubric,
				accepted,
				...(plan.questions === undefined ? {} : { questions: plan.questions }),
				...(perKind === undefined ? {} : { perKind }),
				...(made === undefined ? {} : { made }),
			};
}
