import { Caller } from '../review/caller.ts';
import type { Clock, ModelPort } from '../review/ports.ts';
import { DEFAULT_ATTEMPTS, DEFAULT_CONCURRENCY } from '../review/review-options.ts';
import { Asker, type Reply, type ReplyCache } from './asking.ts';
import { changedValues, saidOf } from './counterfactual.ts';
import { type Ablation, type Design, designOf } from './design.ts';
import type { Counterfactual, Influence, InfluenceOutcome, InfluenceTarget } from './influence.ts';
import { passagesWith, passagesWithout } from './left-out.ts';
import { type InfluencePlan, variationOf } from './plan-influence.ts';
import { readScores, type ScoringPort, scoringModel } from './scoring.ts';
import { type Tried, targetsOf } from './targets.ts';

/** What measuring touches beyond its own values. */
export interface InfluencePorts {
	readonly model: ModelPort;
	/** `undefined`: answers are asked for again. */
	readonly scoring: ScoringPort | undefined;
	readonly clock: Clock;
	readonly cache: ReplyCache;
}

export interface MeasureOptions {
	readonly signal: AbortSignal;
	/** Calls at once. */
	readonly concurrency?: number;
	/** USD: no call starts once this much is spent. */
	readonly maxCost?: number;
	readonly onProgress?: (progress: InfluenceProgress) => void;
}

export interface InfluenceProgress {
	readonly done: number;
	readonly total: number;
	readonly failed: number;
}

/**
 * Measures which lines an answer depends on, and whether it follows when their values change. Calls that fail are counted;
 * where fewer than half succeed, or none with the whole context, the result is unscored with the reasons. Rejects only for a bug;
 * after a cancellation it resolves soon, unscored.
 */
export async function measureInfluence(
	plan: InfluencePlan,
	ports: InfluencePorts,
	options: MeasureOptions,
): Promise<Influence> {
	return new Measurement(plan, ports, options).run();
}

class Measurement {
	private readonly plan: InfluencePlan;
	private readonly ports: InfluencePorts;
	private readonly options: MeasureOptions;
	private readonly asker: Asker;
	private readonly notes = new Set<string>();
	private done = 0;
	private total = 0;

	constructor(plan: InfluencePlan, ports: InfluencePorts, options: MeasureOptions) {
		this.plan = plan;
		this.ports = ports;
		this.options = options;
		this.asker = new Asker(plan, ports.cache, want => this.callerFor(want));
	}

	async run(): Promise<Influence> {
		const outcome = await this.chooseOutcome();
		const first = this.design(outcome, this.plan.ablations);
		const tried = await this.tryAll(first.ablations, outcome);
		let design = first;
		let targets = this.read(tried, design, outcome);
		if (outcome === 'equivalence' && targets.undecided) {
			// The same random halves again, and as many more.
			design = this.design(outcome, 2 * this.plan.ablations);
			tried.push(...(await this.tryAll(design.ablations.slice(first.ablations.length), outcome)));
			targets = this.read(tried, design, outcome);
		}
		const failure = this.failureOf(tried);
		const counterfactuals = failure === undefined ? await this.probe(targets.targets) : [];
		const { planned, failed, cached, failures, input, output, cost } = this.asker.tally;
		return {
			answer: this.plan.answer.hash,
			method: design.method,
			outcome,
			state: failure === undefined ? 'measured' : 'unscored',
			messages: failure === undefined ? [...this.notes] : [failure, ...this.notes],
			sources: this.plan.sources.length,
			calls: { planned, failed, cached, failures: { ...failures } },
			cost,
			usage: { input, output },
			targets: failure === undefined ? targets.targets : [],
			counterfactuals,
		};
	}

	/** Each kind of call is limited by what the other one has left of the costs. */
	private callerFor(want: 'answer' | 'score'): Caller {
		const { model, scoring, clock } = this.ports;
		const { signal, concurrency, maxCost } = this.options;
		const scored = want === 'score' && scoring !== undefined;
		return new Caller({
			model: scored ? scoringModel(scoring, this.plan.answer.text) : model,
			clock,
			signal,
			concurrency: concurrency ?? DEFAULT_CONCURRENCY,
			attempts: DEFAULT_ATTEMPTS,
			maxCost: maxCost === undefined ? undefined : Math.max(0, maxCost - (this.asker.tally.cost ?? 0)),
		});
	}

	/** Tries to have the given answer scored, where there is a port for it and its endpoint is not known to refuse. */
	private async chooseOutcome(): Promise<InfluenceOutcome> {
		const { entry } = this.plan.item.source;
		const { scoring } = this.ports;
		const speaks = entry.provider === 'openai' || entry.provider === 'azure';
		if (scoring === undefined || !speaks || (await scoring.knows(entry)) === 'cannot') {
			return 'equivalence';
		}
		const reply = await this.asker.ask({ passages: this.plan.item.passages, sample: 0, want: 'score' });
		this.asker.discount(reply);
		return reply.kind === 'said' && readScores(reply.text) !== undefined ? 'log-probability' : 'equivalence';
	}

	private design(outcome: InfluenceOutcome, ablations: number): Design {
		const { item, sources } = this.plan;
		const variation = variationOf(item.source.entry, outcome);
		return designOf({ sources: sources.length, ablations, variation, seed: item.key });
	}

	private async tryAll(ablations: readonly Ablation[], outcome: InfluenceOutcome): Promise<Tried[]> {
		const { item } = this.plan;
		this.total += ablations.length;
		this.tell();
		const want = outcome === 'equivalence' ? 'answer' : 'score';
		const tryOne = async (ablation: Ablation): Promise<Tried> => {
			const passages = passagesWithout(item.passages, this.plan.droppedBy(ablation));
			const reply = await this.asker.ask({ passages, sample: ablation.repeat, want });
			return { ablation, reply: this.noted(reply) };
		};
		if (item.source.entry.provider !== 'offline') {
			return Promise.all(ablations.map(tryOne));
		}
		const tried: Tried[] = [];
		for (const ablation of ablations) {
			// Computing an answer blocks everything else: a cancellation has to get its turn between two of them.
			await this.ports.clock.sleep(0, this.options.signal);
			tried.push(this.options.signal.aborted ? { ablation, reply: CANCELLED } : await tryOne(ablation));
		}
		return tried;
	}

	private noted(reply: Reply): Reply {
		for (const note of reply.kind === 'said' ? reply.notes : []) {
			this.notes.add(note);
		}
		this.done++;
		this.tell();
		return reply;
	}

	private tell(): void {
		this.options.onProgress?.({ done: this.done, total: this.total, failed: this.asker.tally.failed });
	}

	private read(tried: readonly Tried[], { method }: Design, outcome: InfluenceOutcome) {
		const { answer, claims, sources, item } = this.plan;
		return targetsOf(tried, {
			answer: answer.text,
			claims,
			units: sources.map(({ id }) => id),
			method,
			outcome,
			varies: variationOf(item.source.entry, outcome) !== 'none',
		});
	}

	private failureOf(tried: readonly Tried[]): string | undefined {
		const succeeded = tried.filter(({ reply }) => reply.kind === 'said');
		const whole = succeeded.some(({ ablation }) => ablation.role === 'whole');
		if (whole && succeeded.length * 2 >= tried.length && succeeded.length >= Math.min(LEAST_CALLS, tried.length)) {
			return undefined;
		}
		const failed = tried.flatMap(({ reply }) => (reply.kind === 'failed' ? [reply] : []));
		if (this.options.signal.aborted) {
			return `Cancelled after ${succeeded.length} of ${tried.length} calls.`;
		}
		const why = failed[0]?.message ?? '';
		return `Only ${succeeded.length} of ${tried.length} calls succeeded, which is too few to tell. ${why}`.trim();
	}

	private async probe(targets: readonly InfluenceTarget[]): Promise<readonly Counterfactual[]> {
		const { item, answer, sources, probes } = this.plan;
		const values = changedValues(targets, {
			answer: answer.text,
			question: item.question.question.value,
			sources,
			most: probes,
		});
		this.total += values.length;
		return Promise.all(
			values.map(async (value): Promise<Counterfactual> => {
				const passages = passagesWith(item.passages, value.texts);
				const reply = this.noted(await this.asker.ask({ passages, sample: 0, want: 'answer' }));
				const { unit, claim, from, to } = value;
				return reply.kind === 'said'
					? { unit, claim, from, to, said: saidOf(value, reply.text), reply: reply.text.slice(0, LONGEST_QUOTE) }
					: { unit, claim, from, to, said: 'unscored', reply: reply.message };
			}),
		);
	}
}

/** Of what was said to a changed value so much is kept. */
const LONGEST_QUOTE = 2000;

/** Fewer calls than these tell nothing. */
const LEAST_CALLS = 4;

const CANCELLED: Reply = { kind: 'failed', reason: 'cancelled', message: 'Cancelled.' };
