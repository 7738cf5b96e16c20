import type { Influence } from '../../src/core/influence/influence.ts';
import { measureInfluence } from '../../src/core/influence/measure-influence.ts';
import { type InfluencePlan, planInfluence } from '../../src/core/influence/plan-influence.ts';
import type { ScoreOutcome, ScoreRequest, ScoringPort } from '../../src/core/influence/scoring.ts';
import type { Case } from '../../src/core/review/case.ts';
import { foldEvents } from '../../src/core/review/fold.ts';
import { planCases } from '../../src/core/review/plan.ts';
import type { ChatMessage, ModelOutcome, ModelPort, ModelRequest } from '../../src/core/review/ports.ts';
import type { CaseResult } from '../../src/core/review/result.ts';
import { review } from '../../src/core/review/review.ts';
import { type Random, seeded } from '../../src/core/statistics/random.ts';
import { sha256 } from '../../src/core/text/hash.ts';
import { FakeClock } from './fake-clock.ts';
import { loadedSet, TWO_MODELS } from './review-set.ts';
import { ScriptedModel } from './scripted-model.ts';

/** On which lines a scripted answer depends: one; two, both needed; or two, of which either suffices. */
export type Dependence = 'one' | 'joint' | 'redundant';

export interface Script {
	readonly dependence: Dependence;
	/** Lines of the context, numbered from 0, that it depends on: one or two. */
	readonly lines: readonly number[];
	/** Probability that a call does the opposite. */
	readonly flips: number;
	/** Standard deviation that a score has by itself, in nats. */
	readonly jitter: number;
	readonly seed: number;
}

export const KNOWN_ANSWER = 'The pump needs 47 litres.';
const ABSTENTION = 'The context does not say.';

/** A line of the context that nothing else resembles. */
export function contextLine(line: number): string {
	return `Note ${line}: item ${line * 7 + 100} lies in drawer ${String.fromCharCode(97 + (line % 26))}${line}x.`;
}

/** Log-odds of the answer with and without what it depends on. */
export const SCORES = { with: -0.2, without: -6 } as const;

/** A model whose dependence on lines is known: what it answers, and how it scores {@link KNOWN_ANSWER}, follow from them. */
export class DependentModel implements ModelPort, ScoringPort {
	calls = 0;
	private readonly script: Script;

	constructor(script: Script) {
		this.script = script;
	}

	async ask({ messages, sample }: ModelRequest): Promise<ModelOutcome> {
		this.calls++;
		const flipped = this.random(messages, sample)() < this.script.flips;
		const text = this.depends(messages) !== flipped ? KNOWN_ANSWER : ABSTENTION;
		return new ScriptedModel(text).ask({ messages } as unknown as ModelRequest, () => {}, new AbortController().signal);
	}

	async score({ messages, answer }: ScoreRequest): Promise<ScoreOutcome> {
		this.calls++;
		const noise = this.script.jitter === 0 ? 0 : gauss(this.random(messages, this.calls)) * this.script.jitter;
		const odds = (this.depends(messages) ? SCORES.with : SCORES.without) + noise;
		// Two tokens that together have these log-odds.
		const log = -Math.log1p(Math.exp(-odds));
		const middle = Math.floor(answer.length / 2);
		return {
			kind: 'scored',
			tokens: [
				{ start: 0, end: middle, logProbability: log / 2 },
				{ start: middle, end: answer.length, logProbability: log / 2 },
			],
			usage: { input: 100, output: 1, cachedInput: undefined, estimated: false },
			note: undefined,
		};
	}

	async knows(): Promise<'unknown'> {
		return 'unknown';
	}

	private depends(messages: readonly ChatMessage[]): boolean {
		const text = messages.map(({ content }) => content).join('\n');
		const there = this.script.lines.map(line => text.includes(contextLine(line)));
		return this.script.dependence === 'redundant' ? there.some(each => each) : there.every(each => each);
	}

	private random(messages: readonly ChatMessage[], sample: number): Random {
		return seeded(Number.parseInt(sha256(JSON.stringify([messages, sample, this.script.seed])).slice(0, 8), 16));
	}
}

/** The true weight of a line, as the method defines it. `effect` is what the dependence as a whole changes. */
export function trueWeight(
	line: number,
	{ dependence, lines }: Script,
	{ method, effect }: { readonly method: Influence['method']; readonly effect: number },
): number {
	if (!lines.includes(line)) {
		return 0;
	}
	if (method === 'ablations') {
		return dependence === 'one' ? effect : effect / 2;
	}
	return dependence === 'redundant' ? 0 : effect;
}

/** A question over this many lines, answered by {@link KNOWN_ANSWER}. */
export async function knownCase(lines: number, model = 'one'): Promise<{ item: Case; result: CaseResult }> {
	const context = Array.from({ length: lines }, (_, i) => contextLine(i)).join('\n');
	const set = await loadedSet(
		`
		version: 1
		models: [${model}]
		context:
		  - file: notes.txt
		questions:
		  - { id: pump, question: What does the pump need? }
		`.replaceAll('\t', ''),
		{ 'groundline.yaml': TWO_MODELS, 'notes.txt': context },
	);
	const { cases } = planCases(set, { judging: 'none' });
	const fold = foldEvents([]);
	const ports = { model: new ScriptedModel(KNOWN_ANSWER), clock: new FakeClock() };
	for await (const event of review(cases, ports, { run: 'r', tool: 't' })) {
		fold.add(event);
	}
	return { item: cases[0]!, result: fold.results.get(cases[0]!.key)! };
}

export function plannedInfluence(item: Case, result: CaseResult, ablations?: number): InfluencePlan {
	const planned = planInfluence(item, result, {
		scoring: 'unknown',
		probes: 0,
		...(ablations === undefined ? {} : { ablations }),
	});
	if (planned.kind === 'impossible') {
		throw new Error(planned.message);
	}
	return planned.plan;
}

/** Measures what a scripted model depends on, by scores or by asking again. */
export async function measureScript(
	plan: InfluencePlan,
	script: Script,
	by: 'scores' | 'asking',
): Promise<Influence & { readonly made: number }> {
	const model = new DependentModel(script);
	const influence = await measureInfluence(
		// The seed of the design is the case's key: another one for each seed.
		{ ...plan, item: { ...plan.item, key: `${plan.item.key} ${script.seed}` } },
		{
			model,
			scoring: by === 'scores' ? model : undefined,
			clock: new FakeClock(),
			cache: { get: () => undefined, put: () => {} },
		},
		{ signal: new AbortController().signal },
	);
	return { ...influence, made: model.calls };
}

function gauss(random: Random): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
