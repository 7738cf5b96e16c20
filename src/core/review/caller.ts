import { withUsage } from './estimated-usage.ts';
import { type Gate, Gates, type GatesOptions, LONGEST_WAIT } from './gate.ts';
import type { CallPlace, Entered } from './lane.ts';
import { plainOutcome } from './plain-outcome.ts';
import type { Clock, ModelFailure, ModelOutcome, ModelPort, ModelRequest } from './ports.ts';
import { type Reserve, Spending } from './spending.ts';

const FIRST_WAIT = 500;
const LONGEST_BACKOFF = 30_000;
/** Failed tries of a model that never answered after which no further call starts while one waits, and after which it is given up. */
const VAIN_TRIES_PAUSE = 3;
const VAIN_TRIES_END = 10;
/** So many refusals in a row, over so many milliseconds, and a model that nobody may ask is given up: its limit is no minute's. */
const REFUSALS_END = 10;
const REFUSED_END = 120_000;
/** A call is tried so often before that counts: a server may just be starting. */
const LEAST_TRIES = 4;

export interface CallerOptions extends GatesOptions {
	readonly model: ModelPort;
	readonly attempts: number;
	/** USD */
	readonly maxCost: number | undefined;
	/** USD that were spent before; default 0. */
	readonly spent?: number | undefined;
	/** What `maxCost` reserves for a call; default `longest`. */
	readonly reserve?: Reserve | undefined;
	/** Told once when a model, or its whole endpoint, is not asked any more. */
	readonly onStop?: (stop: EndpointStop) => void;
}

/** Why a model is not asked any more. */
export interface EndpointStop {
	/** Name of the model that found out. */
	readonly model: string;
	readonly failure: ModelFailure;
}

export interface StreamListener {
	/** The call is about to be made, or is known to be pointless; at the first try only. Not called after a cancellation. */
	started(): void;
	piece(text: string): void;
	/** The pieces so far are taken back: the call is tried again. */
	restart(): void;
}

/**
 * Makes calls: bounded at once and per minute, tried again where that can help, stopped where every call would fail alike,
 * within the cost limit, and over at once when the run is cancelled, with what had arrived.
 */
export class Caller {
	readonly gates: Gates;
	readonly spending: Spending;
	private readonly options: CallerOptions;
	/** What ends when the run is cancelled. */
	private readonly onCancel = new Set<OpenReply>();

	constructor(options: CallerOptions) {
		this.options = options;
		this.gates = new Gates(options);
		this.spending = new Spending(options.maxCost, options.spent, options.reserve);
		options.signal.addEventListener(
			'abort',
			() => {
				for (const reply of this.onCancel) {
					reply.cancel();
				}
			},
			{ once: true },
		);
	}

	async ask(request: ModelRequest, listener: StreamListener, place: CallPlace = {}): Promise<ModelOutcome> {
		const { clock, signal, model } = this.options;
		const known = signal.aborted ? undefined : await model.recall?.(request);
		if (known !== undefined && !signal.aborted) {
			listener.started();
			return withUsage(request.messages, known);
		}
		const gate = this.gates.of(request.model);
		for (let attempt = 1; ; attempt++) {
			const tokens = this.tokensOf(request);
			const entered = await gate.enter({ ...place, tokens, ...(attempt > 1 ? { step: 'finish' } : {}) });
			let outcome: ModelOutcome;
			let wait: number | undefined;
			try {
				if (attempt === 1 && !signal.aborted) {
					listener.started();
				}
				outcome = this.givenUp(await this.once(request, listener, { gate, entered }), gate, attempt);
				wait = this.waitAfter(outcome.failure, gate, attempt);
				// Before the place is free again, so that no other call takes it.
				this.hold(request, gate, { failure: outcome.failure, wait });
			} finally {
				gate.leave(entered);
			}
			if (wait === undefined) {
				return attempt === 1 ? outcome : withTries(outcome, attempt);
			}
			if (signal.aborted) {
				return { ...outcome, failure: CANCELLED };
			}
			await clock.sleep(wait, signal);
			if (outcome.text !== '') {
				listener.restart();
			}
		}
	}

	/** Milliseconds until the next try; `undefined` where none can help. */
	private waitAfter(failure: ModelFailure | undefined, gate: Gate, attempt: number): number | undefined {
		if (failure?.retry === undefined || attempt >= this.options.attempts || gate.stopped !== undefined) {
			return undefined;
		}
		if (failure.concernsAll && !gate.hasAnswered) {
			return undefined; // It never worked, so waiting is in vain. What did work may come back.
		}
		// What refuses every call needs more time, whichever call tries.
		const tries = failure.reason === 'rate-limited' ? Math.max(attempt, gate.refusals) : attempt;
		const wait = failure.retry.afterMs ?? Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_BACKOFF);
		return wait > LONGEST_WAIT ? undefined : wait;
	}

	/** Lets no further call of the model start for a while, or at all, where the failure says so. */
	private hold({ model }: ModelRequest, gate: Gate, { failure, wait }: Held): void {
		if (failure === undefined || gate.stopped !== undefined) {
			return;
		}
		if (wait !== undefined) {
			const isVain = gate.vainTries >= VAIN_TRIES_PAUSE && !gate.hasAnswered;
			if (failure.reason === 'rate-limited' || failure.retry?.afterMs !== undefined || isVain) {
				gate.retriesAfter(wait);
			}
			return;
		}
		if (failure.concernsAll || asksToWait(failure) > LONGEST_WAIT) {
			const told = { ...failure, message: `${failure.message}${whyStopped(failure, gate)}` };
			gate.stop(told);
			this.options.onStop?.({ model: model.name, failure: told });
		}
	}

	/** A connection that is closed may concern a single request; where many are, over several calls, and no call ever worked, it concerns all. */
	private givenUp(outcome: ModelOutcome, gate: Gate, attempt: number): ModelOutcome {
		const { failure } = outcome;
		const isRefused = gate.stopped === undefined && gate.refusals >= REFUSALS_END && gate.refusedFor >= REFUSED_END;
		if (failure?.reason === 'rate-limited' && isRefused) {
			const { retry: _, ...rest } = failure;
			const message = `${failure.message} It has refused every call for ${Math.round(gate.refusedFor / 1000)} s.`;
			return { ...outcome, failure: { ...rest, message, concernsAll: true } };
		}
		if (
			failure?.reason !== 'unreachable' ||
			failure.retry === undefined ||
			gate.hasAnswered ||
			gate.stopped !== undefined
		) {
			return outcome;
		}
		gate.vainTries++;
		if (gate.vainTries < VAIN_TRIES_END || attempt < Math.min(LEAST_TRIES, this.options.attempts)) {
			return outcome;
		}
		// Without a retry: what waits for its next try has nothing to wait for.
		const { retry: _, ...rest } = failure;
		const message = `${failure.message} ${gate.vainTries} tries failed, and none was ever answered.`;
		return { ...outcome, failure: { ...rest, message, concernsAll: true } };
	}

	private async once(request: ModelRequest, listener: StreamListener, call: OpenCall): Promise<ModelOutcome> {
		const { signal, maxCost } = this.options;
		const { gate, entered } = call;
		const pointless = () => (signal.aborted ? CANCELLED : gate.stopped);
		const stopped = pointless();
		if (stopped !== undefined) {
			return failed(stopped);
		}
		const reserved = await this.spending.reserve(request);
		if (reserved === undefined) {
			return failed({
				reason: 'over-budget',
				message: `The cost limit of ${maxCost} USD is reached.`,
				concernsAll: false,
			});
		}
		let outcome: ModelOutcome | undefined;
		try {
			const failure = pointless();
			if (failure !== undefined) {
				return failed(failure);
			}
			gate.sent(entered);
			// The messages are looked at behind the wait: a batch may have let go of them.
			const came = await this.untilCancelled(request, listener);
			outcome = withUsage(request.messages, came);
			gate.replied(entered);
		} finally {
			this.spending.settle(request, reserved, outcome?.cached === true ? undefined : outcome?.usage);
		}
		this.learn(outcome, gate, entered);
		return outcome;
	}

	/** About how many tokens a call takes; 0 where nothing limits them. */
	private tokensOf(request: ModelRequest): number {
		if (this.options.minute?.tokensPerMinute === undefined && request.model.tokensPerMinute === undefined) {
			return 0;
		}
		const { usage } = this.spending.expect(request);
		return usage.input + usage.output;
	}

	/** What the reply says of how much the endpoint bears. A cached one says nothing. */
	private learn({ failure, usage, limits, cached }: ModelOutcome, gate: Gate, entered: Entered): void {
		if (cached) {
			gate.unused(entered);
			return;
		}
		if (failure?.reason === 'rate-limited') {
			gate.refused(entered);
		} else if (failure === undefined) {
			gate.answered(entered, usage && usage.input + usage.output);
		}
		if (limits !== undefined) {
			gate.heed(entered, limits);
		}
	}

	/** A port may take its time to notice a cancellation; the run does not. */
	private untilCancelled(request: ModelRequest, listener: StreamListener): Promise<ModelOutcome> {
		const { model, clock, signal } = this.options;
		const { onCancel } = this;
		return new Promise((resolve, reject) => {
			const reply = new OpenReply(listener, clock, resolve);
			onCancel.add(reply);
			model
				.ask(request, piece => reply.take(piece), signal)
				.then(
					outcome => {
						onCancel.delete(reply);
						reply.end(outcome);
					},
					(bug: unknown) => {
						onCancel.delete(reply);
						reject(bug);
					},
				);
		});
	}
}

/** What has come of a call that is being made. */
class OpenReply {
	private readonly listener: StreamListener;
	private readonly clock: Clock;
	private readonly started: number;
	private readonly resolve: (outcome: ModelOutcome) => void;
	private text = '';
	private over = false;

	constructor(listener: StreamListener, clock: Clock, resolve: (outcome: ModelOutcome) => void) {
		this.listener = listener;
		this.clock = clock;
		this.started = clock.now();
		this.resolve = resolve;
	}

	take(piece: string): void {
		if (!this.over) {
			this.text += piece;
			this.listener.piece(piece);
		}
	}

	end(outcome: ModelOutcome): void {
		this.over = true;
		this.resolve(outcome);
	}

	cancel(): void {
		this.end({ ...failed(CANCELLED), text: this.text, latencyMs: this.clock.now() - this.started });
	}
}

interface Held {
	readonly failure: ModelFailure | undefined;
	/** Milliseconds until the next try; `undefined` = there is none. */
	readonly wait: number | undefined;
}

interface OpenCall {
	readonly gate: Gate;
	readonly entered: Entered;
}

export const CANCELLED: ModelFailure = { reason: 'cancelled', message: 'Cancelled.', concernsAll: false };

function asksToWait({ retry }: ModelFailure): number {
	return retry?.afterMs ?? 0;
}

/** What the failure alone does not tell of who is not asked any more, and why. */
function whyStopped(failure: ModelFailure, gate: Gate): string {
	const asked = asksToWait(failure);
	const wait = ` It asks to wait ${Math.ceil(asked / 60_000)} minutes, which is too long for a run.`;
	const others = ' The other models of this endpoint are not asked any more, either.';
	return `${asked > LONGEST_WAIT ? wait : ''}${failure.scope === 'endpoint' && gate.isShared ? others : ''}`;
}

function withTries(outcome: ModelOutcome, tries: number): ModelOutcome {
	const { failure } = outcome;
	return failure?.retry === undefined
		? outcome
		: { ...outcome, failure: { ...failure, message: `${failure.message} Tried ${tries} times.` } };
}

function failed(failure: ModelFailure): ModelOutcome {
	return plainOutcome({ failure });
}
