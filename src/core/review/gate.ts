import type { ModelEntry } from '../documents/project.ts';
import { Endpoint, type Wait } from './endpoint.ts';
import { type CallPlace, type Entered, Lane } from './lane.ts';
import { MinuteBudget, type MinuteLimits } from './minute-budget.ts';
import type { Clock, ModelFailure, RateLimits } from './ports.ts';

export interface GatesOptions {
	/** Calls at once to one endpoint. */
	readonly concurrency: number;
	/** Of all calls together. */
	readonly minute?: Partial<MinuteLimits>;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Whether somebody looks at a case now; `undefined` while nobody looks at any. */
	readonly urgent?: () => ((key: string) => boolean) | undefined;
	/** Told when no call of a model may start for a while. */
	readonly onWait?: ((wait: Wait) => void) | undefined;
}

/**
 * Bounds calls: per endpoint (one address with one key), and per model behind it. Models that share an endpoint take turns.
 * Providers limit by model, so each model has a pace of its own.
 */
export class Gates {
	private readonly options: GatesOptions;
	private readonly shared: MinuteBudget;
	private readonly endpoints = new Map<string, Endpoint>();
	private readonly gates = new Map<string, Gate>();

	constructor(options: GatesOptions) {
		this.options = options;
		const { requestsPerMinute, tokensPerMinute } = options.minute ?? {};
		this.shared = new MinuteBudget({ requestsPerMinute, tokensPerMinute });
		options.signal.addEventListener('abort', () => this.advance(), { once: true });
	}

	of(entry: ModelEntry): Gate {
		let gate = this.gates.get(entry.name);
		if (gate === undefined) {
			const endpoint = this.endpointOf(entry);
			const lane = new Lane(entry, this.limitOf(entry), this.shared);
			endpoint.add(lane);
			gate = new Gate(endpoint, lane, this.options.clock);
			this.gates.set(entry.name, gate);
		}
		return gate;
	}

	/** Calls at once that an entry allows. */
	limitOf(entry: ModelEntry): number {
		const { concurrency } = this.options;
		return Math.max(1, Math.min(entry.concurrency ?? concurrency, concurrency));
	}

	private endpointOf({ provider, baseUrl, apiKey }: ModelEntry): Endpoint {
		const name = JSON.stringify([provider, baseUrl, apiKey]);
		let endpoint = this.endpoints.get(name);
		if (endpoint === undefined) {
			const { clock, signal, urgent = () => undefined, onWait = () => {}, concurrency } = this.options;
			endpoint = new Endpoint({ limit: Math.max(1, concurrency), clock, signal, urgent, onWait });
			this.endpoints.set(name, endpoint);
		}
		return endpoint;
	}

	private advance(): void {
		for (const endpoint of this.endpoints.values()) {
			endpoint.advance();
		}
	}
}

/** Less than this share left of what an endpoint allows is "nearly spent". */
const NEARLY_SPENT = 0.1;

/** Milliseconds, where an endpoint does not say when its limits begin anew, or says that it is not within {@link LONGEST_WAIT}. */
const DEFAULT_RESET = 1000;

/** Milliseconds. A longer wait than this is not worth the run's time: an endpoint that refuses calls meanwhile is not asked any more. */
export const LONGEST_WAIT = 5 * 60_000;

/** What all calls of one model pass through. */
export class Gate {
	private readonly endpoint: Endpoint;
	private readonly lane: Lane;
	private readonly clock: Clock;
	private heededUntil = 0;
	/** The end of the last pause that was told while no call stood in line. */
	private toldUntil = 0;
	/** Tries that failed while none was ever answered. */
	vainTries = 0;
	/** How often calls were refused as too many, those that were sent together once, since one was answered. */
	refusals = 0;
	/** When the first of them was. */
	private refusedSince = 0;

	constructor(endpoint: Endpoint, lane: Lane, clock: Clock) {
		this.endpoint = endpoint;
		this.lane = lane;
		this.clock = clock;
	}

	/** Why nothing passes any more. */
	get stopped(): ModelFailure | undefined {
		return this.endpoint.stopped ?? this.lane.stopped;
	}

	/** True where other models are behind the same endpoint. */
	get isShared(): boolean {
		return this.endpoint.isShared;
	}

	/** True once a call was answered. */
	get hasAnswered(): boolean {
		return this.lane.hasAnswered;
	}

	/** Resolves when it is the call's turn. {@link leave} has to follow. */
	enter(place: CallPlace): Promise<Entered> {
		return this.endpoint.enter(this.lane, place);
	}

	leave(entered: Entered): void {
		if (entered.open) {
			this.endpoint.leave(this.lane);
		}
	}

	/** The call was answered, with so many tokens in and out; `undefined` = nobody counted. */
	answered({ mark, counted }: Entered, tokens: number | undefined): void {
		this.lane.hasAnswered = true;
		this.refusals = 0;
		this.lane.pace.faster(mark);
		if (tokens !== undefined) {
			for (const { budget, call } of counted) {
				budget.settle(call, tokens);
			}
		}
	}

	/** The call goes out now: it had to wait although its turn had come. */
	sent({ counted }: Entered): void {
		for (const { budget, call } of counted) {
			budget.sent(call, this.clock.now());
		}
	}

	/** A reply came, or it is known that none will. */
	replied({ counted }: Entered): void {
		for (const { budget, call } of counted) {
			budget.replied(call, this.clock.now());
		}
	}

	/** The call asked nothing of the endpoint after all. */
	unused({ counted }: Entered): void {
		for (const { budget, call } of counted) {
			budget.release(call);
		}
	}

	/** The endpoint refuses the call, because it is too much. */
	refused({ mark }: Entered): void {
		if (this.lane.pace.slower(mark)) {
			this.refusedSince = this.refusals === 0 ? this.clock.now() : this.refusedSince;
			this.refusals++;
		}
	}

	/** Milliseconds since which it has refused every call; 0 where it has not. */
	get refusedFor(): number {
		return this.refusals === 0 ? 0 : this.clock.now() - this.refusedSince;
	}

	/**
	 * What the endpoint says of its limits: near the end of one, calls become fewer, once until it is reset; at the end they
	 * wait for that.
	 */
	heed(entered: Entered, limits: RateLimits): void {
		const now = this.clock.now();
		for (const spent of [limits.requests, limits.tokens]) {
			if (spent === undefined) {
				continue;
			}
			const { limit, remaining, resetMs = DEFAULT_RESET } = spent;
			if (limit !== undefined && remaining < limit * NEARLY_SPENT && now >= this.heededUntil) {
				this.heededUntil = now + resetMs;
				this.lane.pace.slower(entered.mark);
			}
			if (remaining <= 0) {
				this.pauseUntil(now + (resetMs > LONGEST_WAIT ? DEFAULT_RESET : resetMs));
			}
		}
	}

	/** No call of this model starts before that time: the endpoint asked for it. */
	pauseUntil(time: number): void {
		this.lane.pausedUntil = Math.max(this.lane.pausedUntil, time);
	}

	/**
	 * A call that was refused will be tried again after so many milliseconds. Calls that stand in line tell of the pause
	 * themselves; where all were refused at once none does.
	 */
	retriesAfter(milliseconds: number): void {
		const now = this.clock.now();
		this.pauseUntil(now + milliseconds);
		if (this.lane.isEmpty && now >= this.toldUntil) {
			this.toldUntil = now + milliseconds;
			this.endpoint.tellWait(this.lane, milliseconds);
		}
	}

	/** Nothing passes any more: of this model, or of the whole endpoint. */
	stop(failure: ModelFailure): void {
		if (failure.scope === 'endpoint') {
			this.endpoint.stopped ??= failure;
		} else {
			this.lane.stopped ??= failure;
		}
		this.endpoint.advance();
	}
}
