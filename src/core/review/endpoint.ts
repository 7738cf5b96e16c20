import type { CallPlace, Entered, Lane } from './lane.ts';
import type { Clock, ModelFailure } from './ports.ts';

export interface EndpointOptions {
	/** Calls at once. */
	readonly limit: number;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Whether somebody looks at a case now; `undefined` while nobody looks at any. */
	readonly urgent: () => ((key: string) => boolean) | undefined;
	/** Told when no call of a model may start for a while. */
	readonly onWait: (wait: Wait) => void;
}

/** A limit, of the endpoint or of the project, lets no call of a model start. */
export interface Wait {
	/** Name of the model's entry. */
	readonly model: string;
	/** From now on. */
	readonly milliseconds: number;
}

/** One address with one key: the models behind it take turns. */
export class Endpoint {
	/** Set once a failure concerned every call of this endpoint. */
	stopped: ModelFailure | undefined;
	private readonly options: EndpointOptions;
	private readonly lanes: Lane[] = [];
	private readonly wakeAt = new Map<Lane, number>();
	private turn = 0;
	private open = 0;

	constructor(options: EndpointOptions) {
		this.options = options;
	}

	/** Several models are behind it. */
	get isShared(): boolean {
		return this.lanes.length > 1;
	}

	add(lane: Lane): void {
		this.lanes.push(lane);
	}

	/** Resolves when it is the call's turn, or when waiting is pointless because nothing passes any more. */
	enter(lane: Lane, place: CallPlace): Promise<Entered> {
		return new Promise(resolve => {
			lane.wait({ place, enter: resolve });
			this.advance();
		});
	}

	/** The call that had entered is over. */
	leave(lane: Lane): void {
		this.open--;
		lane.leave();
		this.advance();
	}

	/** Lets in what may enter: a call of each model in turn. */
	advance(): void {
		const { clock, limit } = this.options;
		const urgent = this.options.urgent();
		for (let refused = 0; refused < this.lanes.length; ) {
			const lane = this.lanes[this.turn % this.lanes.length]!;
			this.turn++;
			if (this.isClosed(lane)) {
				lane.flush();
				refused++;
			} else if (lane.isEmpty || !lane.hasRoom || this.open >= limit || this.isEarly(lane)) {
				refused++;
			} else {
				refused = 0;
				this.open++;
				lane.start(clock.now(), urgent);
			}
		}
	}

	tellWait({ model }: Lane, milliseconds: number): void {
		this.options.onWait({ model, milliseconds });
	}

	private isClosed(lane: Lane): boolean {
		return this.options.signal.aborted || this.stopped !== undefined || lane.stopped !== undefined;
	}

	/** True where the lane has to wait; it is looked at again then. */
	private isEarly(lane: Lane): boolean {
		const { clock, signal } = this.options;
		const wait = lane.waitFor(clock.now());
		if (wait <= 0) {
			return false;
		}
		const at = clock.now() + wait;
		if (at < (this.wakeAt.get(lane) ?? Number.POSITIVE_INFINITY)) {
			this.wakeAt.set(lane, at);
			this.options.onWait({ model: lane.model, milliseconds: wait });
			void clock.sleep(wait, signal).then(() => {
				if (this.wakeAt.get(lane) === at) {
					this.wakeAt.delete(lane);
				}
				this.advance();
			});
		}
		return true;
	}
}
