import type { ModelEntry } from '../documents/project.ts';
import { estimateTokens } from '../prompt/estimate.ts';
import { costOf } from './cost.ts';
import type { ModelRequest, Usage } from './ports.ts';

/** Tokens of a reply of which nothing is known: of an answer, and of a verdict with its reasons. */
const TYPICAL_ANSWER = 300;
const TYPICAL_VERDICT = 500;

/** How much the newest reply moves the mean: the replies of some fifty calls decide. */
const WEIGHT = 0.02;

/** What a call will take, as far as one can tell before it. */
export interface Expected {
	readonly usage: Usage;
	/** USD; 0 where the price is unknown. */
	readonly cost: number;
}

/**
 * Keeps a run within a cost limit: what a call will cost is reserved when it starts and replaced by what it did cost. So at
 * most the limit is spent and what is in flight costs more than expected. Learns from the replies how long they are.
 */
export class Spending {
	private readonly maxCost: number | undefined;
	private readonly outputs = new Map<string, number>();
	private spent: number;
	private reserved = 0;
	private inFlight = 0;
	private waiting: (() => void)[] = [];

	/** USD; `undefined` = no limit. `spent` was spent before, and counts. */
	constructor(maxCost: number | undefined, spent = 0) {
		this.maxCost = maxCost;
		this.spent = spent;
	}

	/** USD that the calls so far have cost. */
	get total(): number {
		return this.spent;
	}

	/** True once a call did not fit. */
	isOver = false;

	expect(request: ModelRequest): Expected {
		const { model, messages, parameters } = request;
		const input = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
		const typical =
			this.outputs.get(kindOf(request)) ?? (request.schema === undefined ? TYPICAL_ANSWER : TYPICAL_VERDICT);
		const output = Math.min(typical, parameters.maxTokens ?? Number.POSITIVE_INFINITY);
		const usage: Usage = { input, output, cachedInput: undefined, estimated: true };
		return { usage, cost: costOf(usage, model.price) ?? 0 };
	}

	/**
	 * Reserves what a call will cost. Where it does not fit it waits for the calls in flight, which may leave more than they
	 * reserved. False where it does not fit when nothing is in flight any more: then the limit is reached.
	 */
	async reserve({ cost }: Expected): Promise<boolean> {
		while (this.maxCost !== undefined && this.spent + this.reserved + cost > this.maxCost) {
			if (this.inFlight === 0 || this.spent >= this.maxCost) {
				this.isOver = true;
				return false;
			}
			await new Promise<void>(resolve => this.waiting.push(resolve));
		}
		this.reserved += cost;
		this.inFlight++;
		return true;
	}

	/** The call is over: `usage` is what it took, `undefined` where it took nothing. Its reservation is released. */
	settle(request: ModelRequest, { cost }: Expected, usage: Usage | undefined): void {
		this.inFlight--;
		this.reserved = this.inFlight === 0 ? 0 : this.reserved - cost; // Rounding does not pile up.
		this.spent += costOf(usage, request.model.price) ?? 0;
		if (usage !== undefined) {
			const kind = kindOf(request);
			const mean = this.outputs.get(kind) ?? usage.output;
			this.outputs.set(kind, mean + (usage.output - mean) * WEIGHT);
		}
		for (const resolve of this.waiting.splice(0)) {
			resolve();
		}
	}
}

function kindOf({ model, schema }: { readonly model: ModelEntry; readonly schema?: unknown }): string {
	return `${schema === undefined ? 'answer' : 'verdict'} ${model.name}`;
}
