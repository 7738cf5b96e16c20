import type { ModelEntry } from '../documents/project.ts';
import { estimateTokens } from '../prompt/estimate.ts';
import { costOf } from './cost.ts';
import type { ModelRequest, Usage } from './ports.ts';

/** Tokens of a reply of which nothing is known: of an answer, and of a verdict with its reasons. */
const TYPICAL_ANSWER = 300;
const TYPICAL_VERDICT = 500;

/** Tokens that a reply of a kind may have of which none came yet, where nothing bounds it: few models write more unasked. */
const LONGEST_UNSEEN = 4096;

/** Where nothing bounds a reply, it may be so many times as long as the mean. */
const LONGER_THAN_MEAN = 4;

/** How much the newest reply moves the mean: the replies of some fifty calls decide. */
const WEIGHT = 0.02;

/** What a call will take, as far as one can tell before it. */
export interface Expected {
	readonly usage: Usage;
	/** USD; 0 where the price is unknown. */
	readonly cost: number;
	/** USD that are reserved for it, mostly more than it costs. */
	readonly reserve: number;
	/** True where no reply can be longer than what is reserved. */
	readonly isBounded: boolean;
}

/** What was reserved for a call. */
export interface Reserved {
	readonly usd: number;
}

/** What is reserved for a call: its longest reply, or one of the usual length, where thousands are under way at once. */
export type Reserve = 'longest' | 'usual';

/** What the replies of one model, answers or verdicts, have been like. */
interface Seen {
	/** Tokens out. */
	readonly mean: number;
	readonly longest: number;
	/** How many times as many tokens came in as were estimated, at most; at least 1. */
	readonly input: number;
}

/**
 * Keeps a run within a cost limit: what a call can cost is reserved when it starts and replaced by what it did cost. Where `maxTokens`
 * bounds the replies, the limit holds; elsewhere the replies so far tell how long they may be, and a call that does not fit so,
 * but would fit as a usual one, is made alone. So what is spent beyond the limit is what a reply in flight is longer than all before it.
 */
export class Spending {
	private readonly maxCost: number | undefined;
	private readonly reserves: Reserve;
	private readonly seen = new Map<string, Seen>();
	private readonly inputs = new WeakMap<ModelRequest, number>();
	private spent: number;
	private reserved = 0;
	private inFlight = 0;
	private waiting: (() => void)[] = [];

	/** USD; `undefined` = no limit. `spent` was spent before, and counts. */
	constructor(maxCost: number | undefined, spent = 0, reserves: Reserve = 'longest') {
		this.maxCost = maxCost;
		this.spent = spent;
		this.reserves = reserves;
	}

	/** USD that the calls so far have cost. */
	get total(): number {
		return this.spent;
	}

	/** True once a call did not fit. */
	isOver = false;

	expect(request: ModelRequest): Expected {
		const { model, parameters } = request;
		const seen = this.seen.get(kindOf(request));
		const typical = seen?.mean ?? (request.schema === undefined ? TYPICAL_ANSWER : TYPICAL_VERDICT);
		const longest = seen === undefined ? LONGEST_UNSEEN : Math.max(seen.longest, seen.mean * LONGER_THAN_MEAN);
		const bound = parameters.maxTokens ?? Number.POSITIVE_INFINITY;
		const usage: Usage = {
			input: this.inputOf(request) * (seen?.input ?? 1),
			output: Math.min(typical, bound),
			cachedInput: undefined,
			estimated: true,
		};
		const cost = costOf(usage, model.price) ?? 0;
		const most = { ...usage, output: parameters.maxTokens ?? longest };
		return {
			usage,
			cost,
			reserve: this.reserves === 'usual' ? cost : (costOf(most, model.price) ?? 0),
			isBounded: this.reserves === 'usual' || parameters.maxTokens !== undefined,
		};
	}

	/**
	 * Reserves what a call can cost. Where it does not fit it waits for the calls in flight, which may leave more than they
	 * reserved. `undefined` where it does not fit when nothing is in flight any more: then the limit is reached.
	 */
	async reserve(request: ModelRequest): Promise<Reserved | undefined> {
		let usd = 0;
		while (this.maxCost !== undefined) {
			const { cost, reserve, isBounded } = this.expect(request); // Anew, because replies have come since.
			usd = reserve;
			const fits = this.spent + this.reserved + reserve <= this.maxCost;
			const fitsAlone = this.inFlight === 0 && !isBounded && this.spent + cost <= this.maxCost;
			if (fits || fitsAlone) {
				break;
			}
			if (this.inFlight === 0 || this.spent >= this.maxCost) {
				this.isOver = true;
				return undefined;
			}
			await new Promise<void>(resolve => this.waiting.push(resolve));
		}
		this.reserved += usd;
		this.inFlight++;
		return { usd };
	}

	/** The call is over: `usage` is what it took, `undefined` where it took nothing. Its reservation is released. */
	settle(request: ModelRequest, { usd }: Reserved, usage: Usage | undefined): void {
		this.inFlight--;
		this.reserved = this.inFlight === 0 ? 0 : this.reserved - usd; // Rounding does not pile up.
		this.spent += costOf(usage, request.model.price) ?? 0;
		const estimated = this.inputs.get(request);
		if (usage !== undefined && estimated !== undefined) {
			this.learn(kindOf(request), usage, usage.input / Math.max(1, estimated));
		}
		for (const resolve of this.waiting.splice(0)) {
			resolve();
		}
	}

	/** Tokens in, as estimated: once for each request. */
	private inputOf(request: ModelRequest): number {
		let tokens = this.inputs.get(request);
		if (tokens === undefined) {
			tokens = request.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
			this.inputs.set(request, tokens);
		}
		return tokens;
	}

	/** `added`: how many times as many tokens came in as were estimated. Where nothing is limited, nothing was, and is not now. */
	private learn(kind: string, usage: Usage, added: number): void {
		const { mean, longest, input } = this.seen.get(kind) ?? { mean: usage.output, longest: 0, input: 1 };
		this.seen.set(kind, {
			mean: mean + (usage.output - mean) * WEIGHT,
			longest: Math.max(longest, usage.output),
			input: Math.max(input, added),
		});
	}
}

function kindOf({ model, schema }: { readonly model: ModelEntry; readonly schema?: unknown }): string {
	return `${schema === undefined ? 'answer' : 'verdict'} ${model.name}`;
}
