import type { Passage } from '../context/passage.ts';
import { offlineAnswer } from '../offline/answer.ts';
import type { Caller, StreamListener } from '../review/caller.ts';
import { outcomeCost } from '../review/cost.ts';
import { sentParameters } from '../review/parameters.ts';
import type { ChatMessage, ModelOutcome } from '../review/ports.ts';
import { valueHash } from '../text/hash.ts';
import type { InfluencePlan } from './plan-influence.ts';

/** What earlier calls said, by a key that holds everything that shaped them. */
export interface ReplyCache {
	get(key: string): string | undefined;
	put(key: string, text: string): void;
}

export type Reply =
	| { readonly kind: 'said'; readonly text: string; readonly notes: readonly string[] }
	| { readonly kind: 'failed'; readonly reason: string; readonly message: string };

/** What was called so far. */
export interface Tally {
	planned: number;
	cached: number;
	failed: number;
	failures: Record<string, number>;
	input: number;
	output: number;
	cost: number | undefined;
}

export interface Question {
	readonly passages: readonly Passage[];
	/** Which of several equal questions, from 0. */
	readonly sample: number;
	/** `answer` asks again, `score` how likely the given answer is. */
	readonly want: 'answer' | 'score';
}

/** Asks the questions of one plan: from the cache, from the offline model, or by a call. */
export class Asker {
	readonly tally: Tally = { planned: 0, cached: 0, failed: 0, failures: {}, input: 0, output: 0, cost: 0 };
	private readonly plan: InfluencePlan;
	private readonly cache: ReplyCache;
	private readonly callerFor: (want: Question['want']) => Caller;
	/** What was said in this measurement: the same question is asked once. */
	private readonly said = new Map<string, Reply>();
	private readonly callers = new Map<Question['want'], Caller>();

	constructor(plan: InfluencePlan, cache: ReplyCache, callerFor: (want: Question['want']) => Caller) {
		this.plan = plan;
		this.cache = cache;
		this.callerFor = callerFor;
	}

	/** Never rejects but for a bug. What fails is counted in the tally, with its reason. */
	async ask(question: Question): Promise<Reply> {
		this.tally.planned++;
		const reply = await this.reply(question);
		if (reply.kind === 'failed') {
			this.tally.failed++;
			this.tally.failures[reply.reason] = (this.tally.failures[reply.reason] ?? 0) + 1;
		}
		return reply;
	}

	/** Does not count a call that only found out what the endpoint can. */
	discount(reply: Reply): void {
		this.tally.planned--;
		if (reply.kind === 'said') {
			return;
		}
		const { reason } = reply;
		this.tally.failed--;
		const left = (this.tally.failures[reason] ?? 1) - 1;
		if (left > 0) {
			this.tally.failures[reason] = left;
		} else {
			delete this.tally.failures[reason];
		}
	}

	private async reply(question: Question): Promise<Reply> {
		const messages = this.plan.messages(question.passages);
		if (messages === undefined) {
			return { kind: 'failed', reason: 'not-supported', message: 'The prompt cannot be rendered without these lines.' };
		}
		if (this.plan.item.source.entry.provider === 'offline') {
			return { kind: 'said', text: this.offline(question.passages), notes: [] };
		}
		const key = this.keyOf(question, messages);
		const asked = this.said.get(key);
		if (asked !== undefined) {
			return asked;
		}
		const known = this.cache.get(key);
		if (known !== undefined) {
			this.tally.cached++;
			const reply: Reply = { kind: 'said', text: known, notes: [] };
			this.said.set(key, reply);
			return reply;
		}
		const outcome = await this.call(question, messages);
		const reply = replyOf(outcome);
		if (reply.kind === 'said') {
			this.cache.put(key, reply.text);
			this.said.set(key, reply);
		}
		return reply;
	}

	private async call({ want, sample }: Question, messages: readonly ChatMessage[]): Promise<ModelOutcome> {
		const { entry } = this.plan.item.source;
		const parameters = sentParameters(this.plan.item.parameters);
		const caller = this.callers.get(want) ?? this.callerFor(want);
		this.callers.set(want, caller);
		const outcome = await caller.ask({ model: entry, messages, parameters, sample: FIRST_SAMPLE + sample }, SILENT);
		const cost = outcomeCost(outcome, entry.price);
		this.tally.input += outcome.usage?.input ?? 0;
		this.tally.output += outcome.usage?.output ?? 0;
		this.tally.cost = cost === undefined || this.tally.cost === undefined ? undefined : this.tally.cost + cost;
		return outcome;
	}

	private offline(passages: readonly Passage[]): string {
		const { item, result, turns } = this.plan;
		const sent = new Set(
			(result.start?.passages ?? []).flatMap(({ units }) => units.filter(unit => unit.sent).map(unit => unit.id)),
		);
		return offlineAnswer({
			question: item.question.question.value,
			history: turns,
			units: passages.flatMap(({ units }) => units.filter(({ id }) => sent.has(id))),
		}).text;
	}

	private keyOf({ want, sample }: Question, messages: readonly ChatMessage[]): string {
		const { item, answer } = this.plan;
		const { provider, model, baseUrl, apiVersion, select } = item.source.entry;
		return valueHash({
			want,
			sample,
			messages,
			endpoint: { provider, model, baseUrl, apiVersion, select },
			parameters: sentParameters(item.parameters),
			answer: want === 'score' ? answer.text : undefined,
		});
	}
}

/** Samples of their own: what was recorded as an answer is no new observation. */
const FIRST_SAMPLE = 1000;

const SILENT: StreamListener = { started: () => {}, piece: () => {}, restart: () => {} };

/** A reply that is not whole tells nothing: neither that the answer is the same, nor that it is not. */
function replyOf({ failure, finish, text, notes }: ModelOutcome): Reply {
	if (failure !== undefined) {
		return { kind: 'failed', reason: failure.reason, message: failure.message };
	}
	if (finish === 'length') {
		return { kind: 'failed', reason: 'cut-off', message: 'The answer was cut off by the token limit.' };
	}
	return text.trim() === ''
		? { kind: 'failed', reason: 'empty', message: 'The answer is empty.' }
		: { kind: 'said', text, notes };
}
