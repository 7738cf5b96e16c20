import { costOf } from './cost.ts';
import { estimatedUsage } from './estimated-usage.ts';
import { type Gate, Gates } from './gate.ts';
import { plainOutcome } from './plain-outcome.ts';
import type { Clock, ModelFailure, ModelOutcome, ModelPort, ModelRequest } from './ports.ts';

/** A longer wait than this is not worth the run's time: the call fails instead. */
const LONGEST_WAIT = 5 * 60_000;
const FIRST_WAIT = 500;
const LONGEST_BACKOFF = 30_000;

export interface CallerOptions {
	readonly model: ModelPort;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly concurrency: number;
	readonly attempts: number;
	/** USD */
	readonly maxCost: number | undefined;
}

export interface StreamListener {
	/** The call is about to be made, or is known to be pointless; at the first try only. Not called after a cancellation. */
	started(): void;
	piece(text: string): void;
	/** The pieces so far are taken back: the call is tried again. */
	restart(): void;
}

/**
 * Makes calls: bounded at once, tried again where that can help, stopped where every call would fail alike, within the cost
 * limit, and over at once when the run is cancelled, with what had arrived.
 */
export class Caller {
	readonly gates: Gates;
	private readonly options: CallerOptions;
	private spent = 0;

	constructor(options: CallerOptions) {
		this.options = options;
		this.gates = new Gates(options.concurrency);
	}

	/** True once the cost limit stopped a call. */
	overBudget = false;

	async ask(request: ModelRequest, listener: StreamListener): Promise<ModelOutcome> {
		const gate = this.gates.of(request.model);
		const { clock, signal } = this.options;
		for (let attempt = 1; ; attempt++) {
			const call = () => {
				if (attempt === 1 && !signal.aborted) {
					listener.started();
				}
				return this.once(gate, request, listener);
			};
			const outcome = await gate.pass(call, clock, signal);
			const wait = this.waitAfter(outcome.failure, attempt);
			if (wait === undefined) {
				return attempt === 1 ? outcome : withTries(outcome, attempt);
			}
			if (signal.aborted) {
				return { ...outcome, failure: CANCELLED };
			}
			if (outcome.failure?.reason === 'rate-limited') {
				gate.pauseUntil(clock.now() + wait);
			}
			await clock.sleep(wait, signal);
			if (outcome.text !== '') {
				listener.restart();
			}
		}
	}

	/** Milliseconds until the next try; `undefined` where none can help. */
	private waitAfter(failure: ModelFailure | undefined, attempt: number): number | undefined {
		if (failure?.retry === undefined || attempt >= this.options.attempts) {
			return undefined;
		}
		const wait = failure.retry.afterMs ?? Math.min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_BACKOFF);
		return wait > LONGEST_WAIT ? undefined : wait;
	}

	private async once(gate: Gate, request: ModelRequest, listener: StreamListener): Promise<ModelOutcome> {
		const { signal, maxCost } = this.options;
		if (signal.aborted) {
			return failed(CANCELLED);
		}
		if (gate.stopped !== undefined) {
			return failed(gate.stopped);
		}
		if (maxCost !== undefined && this.spent >= maxCost) {
			this.overBudget = true;
			return failed({
				reason: 'over-budget',
				message: `The cost limit of ${maxCost} USD is reached.`,
				concernsAll: false,
			});
		}
		const said = await this.untilCancelled(request, listener);
		const outcome = { ...said, usage: said.usage ?? estimatedUsage(request.messages, said) };
		this.spent += costOf(outcome.usage, request.model.price) ?? 0;
		if (outcome.failure?.concernsAll === true) {
			gate.stopped = outcome.failure;
		}
		return outcome;
	}

	/** A port may take its time to notice a cancellation; the run does not. */
	private async untilCancelled(request: ModelRequest, listener: StreamListener): Promise<ModelOutcome> {
		const { model, clock, signal } = this.options;
		const started = clock.now();
		let text = '';
		let over = false;
		const onText = (piece: string) => {
			if (!over) {
				text += piece;
				listener.piece(piece);
			}
		};
		let onAbort = () => {};
		const cancelled = new Promise<ModelOutcome>(resolve => {
			onAbort = () => resolve({ ...failed(CANCELLED), text, latencyMs: clock.now() - started });
			signal.addEventListener('abort', onAbort, { once: true });
		});
		try {
			return await Promise.race([model.ask(request, onText, signal), cancelled]);
		} finally {
			over = true;
			signal.removeEventListener('abort', onAbort);
		}
	}
}

export const CANCELLED: ModelFailure = { reason: 'cancelled', message: 'Cancelled.', concernsAll: false };

function withTries(outcome: ModelOutcome, tries: number): ModelOutcome {
	const { failure } = outcome;
	return failure?.retry === undefined
		? outcome
		: { ...outcome, failure: { ...failure, message: `${failure.message} Tried ${tries} times.` } };
}

function failed(failure: ModelFailure): ModelOutcome {
	return plainOutcome({ failure });
}
