import type { Passage } from '../context/passage.ts';
import type { ModelEntry } from '../documents/project.ts';
import { estimateTokens } from '../prompt/estimate.ts';
import { promptRenderer } from '../prompt/render.ts';
import { type Turn, variablesOf } from '../prompt/variables.ts';
import type { AnswerSource, Case } from '../review/case.ts';
import { costOf } from '../review/cost.ts';
import type { ChatMessage } from '../review/ports.ts';
import type { CaseResult, ResolvedAnswer } from '../review/result.ts';
import { staleness } from '../review/stale.ts';
import type { TextRange } from '../text/range.ts';
import { type Ablation, designOf, EVERYTHING, type Variation } from './design.ts';
import { passagesWithout } from './left-out.ts';

/** A line that can be left out. */
export interface InfluenceSource {
	/** Unit id. */
	readonly id: string;
	readonly text: string;
}

export interface InfluencePlan {
	readonly item: Case & { readonly source: Extract<AnswerSource, { readonly kind: 'model' }> };
	readonly result: CaseResult;
	readonly answer: ResolvedAnswer;
	/** The lines that reached the model and say something, in order. */
	readonly sources: readonly InfluenceSource[];
	/** The claims of the answer. */
	readonly claims: readonly TextRange[];
	/** What was said before, oldest first. */
	readonly turns: readonly Turn[];
	/** Calls for one comparison; twice as many where the first ones leave a doubt. */
	readonly ablations: number;
	/** Calls that test a changed value. */
	readonly probes: number;
	readonly estimate: InfluenceEstimate;
	/** The messages with these passages; `undefined` where the prompt cannot be rendered with them. */
	readonly messages: (passages: readonly Passage[]) => readonly ChatMessage[] | undefined;
	/** Unit ids of an ablation. */
	readonly droppedBy: (ablation: Ablation) => ReadonlySet<string>;
}

/** What it will take at most. */
export interface InfluenceEstimate {
	readonly calls: number;
	readonly input: number;
	readonly output: number;
	/** USD; `undefined` = the model has no price. */
	readonly cost: number | undefined;
}

export interface PlanInfluenceOptions {
	/** Default {@link DEFAULT_ABLATIONS}. */
	readonly ablations?: number;
	/** Values of used lines that are changed to see whether the answer follows; default {@link DEFAULT_PROBES}. */
	readonly probes?: number;
	/** Whether the endpoint scores given texts, as far as that is known. */
	readonly scoring: 'scores' | 'cannot' | 'unknown';
	/** The newest result of an earlier turn by case key. */
	readonly resultOf?: (key: string) => CaseResult | undefined;
}

/** As many as ContextCite's published default. */
export const DEFAULT_ABLATIONS = 64;
export const DEFAULT_PROBES = 3;

export type PlannedInfluence =
	| { readonly kind: 'planned'; readonly plan: InfluencePlan }
	| { readonly kind: 'impossible'; readonly message: string };

/** Plans which calls would tell what a recorded answer depends on, and what they cost. Makes none. */
export function planInfluence(item: Case, result: CaseResult, options: PlanInfluenceOptions): PlannedInfluence {
	const { source } = item;
	const { answer, start, grounding } = result;
	if (source.kind !== 'model') {
		return impossible('This answer is recorded in the file: there is no model that could be asked again.');
	}
	if (answer === undefined || start === undefined || answer.failure !== undefined || answer.text.trim() === '') {
		return impossible('There is no answer to examine. Run the question first.');
	}
	const [stale] = staleness(result, item, options.resultOf === undefined ? {} : { resultOf: options.resultOf }).answer;
	if (stale !== undefined) {
		return impossible(`The answer is stale (${stale}). Run the question again first.`);
	}
	const sent = new Set(start.passages.flatMap(passage => passage.units.filter(unit => unit.sent).map(unit => unit.id)));
	const sources = item.passages
		.flatMap(passage => passage.units)
		.filter(unit => sent.has(unit.id) && unit.text.trim() !== '')
		.map(({ id, text }) => ({ id, text }));
	if (sources.length === 0) {
		return impossible(
			'No line of context was sent with this question: there is nothing that the answer could have used.',
		);
	}
	const turns = turnsOf(item, options);
	if (turns === undefined) {
		return impossible('An earlier turn has no answer. Run the conversation first.');
	}
	const render = promptRenderer(item.partials.size === 0 ? item.prompt : { ...item.prompt, partials: item.partials });
	const messages = (passages: readonly Passage[]): readonly ChatMessage[] | undefined => {
		const rendered = render(
			variablesOf({
				question: item.question.question.value,
				passages,
				turns,
				vars: item.vars,
				inputs: item.prompt.inputs,
			}),
		);
		return rendered.kind === 'rendered' ? rendered.messages : undefined;
	};
	const all = new Set(sources.map(({ id }) => id));
	const ablations = options.ablations ?? DEFAULT_ABLATIONS;
	const base = {
		item: { ...item, source },
		result,
		answer,
		sources,
		turns,
		claims: (grounding?.claims ?? [])
			.filter(claim => claim.label !== 'no-claim')
			.map(({ start: from, end }) => ({ start: from, end })),
		ablations,
		probes: options.probes ?? DEFAULT_PROBES,
		messages,
		droppedBy: ({ dropped }: Ablation): ReadonlySet<string> =>
			dropped === EVERYTHING ? all : new Set(dropped.map(source => sources[source]!.id)),
	};
	return { kind: 'planned', plan: { ...base, estimate: estimateOf(base, options.scoring) } };
}

/** How much the outcome of one context varies, by what answers. */
export function variationOf({ provider }: ModelEntry, outcome: 'log-probability' | 'equivalence'): Variation {
	return provider === 'offline' ? 'none' : outcome === 'log-probability' ? 'little' : 'free';
}

function impossible(message: string): PlannedInfluence {
	return { kind: 'impossible', message };
}

function turnsOf(item: Case, { resultOf }: PlanInfluenceOptions): readonly Turn[] | undefined {
	const turns: Turn[] = [];
	for (const { question, answer } of item.turns) {
		const text = answer.kind === 'given' ? answer.text : resultOf?.(answer.key)?.answer?.text;
		if (text === undefined) {
			return undefined;
		}
		turns.push({ role: 'user', content: question }, { role: 'assistant', content: text });
	}
	return turns;
}

/** What finding out whether an endpoint scores texts takes. */
const DETECTION_CALLS = 2;

function estimateOf(
	plan: Omit<InfluencePlan, 'estimate'>,
	scoring: PlanInfluenceOptions['scoring'],
): InfluenceEstimate {
	const { item, answer, sources, probes } = plan;
	const { entry } = item.source;
	if (entry.provider === 'offline') {
		return { calls: 0, input: 0, output: 0, cost: 0 };
	}
	const scored = scoring === 'scores';
	const variation = variationOf(entry, scored ? 'log-probability' : 'equivalence');
	const whole = tokensOf(plan.messages(item.passages) ?? answer.messages);
	const none = tokensOf(plan.messages(passagesWithout(item.passages, new Set(sources.map(({ id }) => id)))) ?? []);
	const context = Math.max(0, whole - none);
	const said = estimateTokens(answer.text);
	// A first look that leaves a doubt is followed by as many calls again.
	const most = scored ? plan.ablations : 2 * plan.ablations;
	const { ablations } = designOf({ sources: sources.length, ablations: most, variation, seed: item.key });
	const detection = scoring === 'unknown' ? DETECTION_CALLS : 0;
	let input = detection * (whole + said) + probes * whole;
	for (const ablation of ablations) {
		const kept = ablation.dropped === EVERYTHING ? 0 : 1 - ablation.dropped.length / sources.length;
		input += none + kept * context + (scored ? said : 0);
	}
	const output = detection + (scored ? ablations.length : ablations.length * said) + probes * said;
	const usage = { input: Math.round(input), output: Math.round(output), cachedInput: undefined, estimated: true };
	return {
		calls: ablations.length + detection + probes,
		input: usage.input,
		output: usage.output,
		cost: costOf(usage, entry.price),
	};
}

function tokensOf(messages: readonly ChatMessage[]): number {
	return messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
}
