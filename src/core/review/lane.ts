import type { ModelEntry } from '../documents/project.ts';
import { type Counted, MinuteBudget } from './minute-budget.ts';
import { Pace } from './pace.ts';
import type { ModelFailure } from './ports.ts';

/** A call that waits for its turn. */
export interface Waiting {
	readonly place: CallPlace;
	readonly enter: (entered: Entered) => void;
}

/** What decides on the turn of a call. */
export interface CallPlace {
	/** The case that it is for. */
	readonly key?: string;
	/** `finish`: it completes a case that was begun, which comes before beginning another one. */
	readonly step?: 'begin' | 'finish';
	/** About how many tokens it takes, in and out. */
	readonly tokens?: number;
}

/** A call whose turn it is; `undefined` members: it never was let in, because the lane is closed. */
export interface Entered {
	readonly mark: number;
	readonly counted: readonly { readonly budget: MinuteBudget; readonly call: Counted }[];
	readonly open: boolean;
}

/** The calls of one model: what waits, how many may be open, and what the minute allows. */
export class Lane {
	/** Set once a failure concerned every call of this model: nothing passes any more. */
	stopped: ModelFailure | undefined;
	/** True once the model answered: what fails from then on was right before. */
	hasAnswered = false;
	pausedUntil = 0;
	/** Name of its entry. */
	readonly model: string;
	readonly pace: Pace;
	private readonly budgets: readonly MinuteBudget[];
	private readonly finishing = new CallQueue();
	private readonly beginning = new CallQueue();
	private open = 0;

	/** `shared` is the budget of all models together. */
	constructor(entry: ModelEntry, most: number, shared: MinuteBudget) {
		this.model = entry.name;
		this.pace = new Pace(most);
		this.budgets = [shared, new MinuteBudget(entry)].filter(budget => budget.isLimited);
	}

	get isEmpty(): boolean {
		return this.finishing.size + this.beginning.size === 0;
	}

	wait(call: Waiting): void {
		(call.place.step === 'finish' ? this.finishing : this.beginning).push(call);
	}

	/** Milliseconds until the next call may start as far as time is concerned; 0 = now. */
	waitFor(now: number): number {
		const tokens = (this.finishing.first ?? this.beginning.first)?.place.tokens ?? 0;
		return Math.max(this.pausedUntil - now, ...this.budgets.map(budget => budget.waitFor(now, tokens)));
	}

	get hasRoom(): boolean {
		return this.open < this.pace.limit;
	}

	/** Lets the next call in: what a person looks at, then what completes a case, then in the order of the asking. */
	start(now: number, isUrgent: ((key: string) => boolean) | undefined): void {
		const next = this.next(isUrgent);
		if (next !== undefined) {
			this.open++;
			const tokens = next.place.tokens ?? 0;
			const counted =
				this.budgets.length === 0 ? NOTHING : this.budgets.map(budget => ({ budget, call: budget.take(now, tokens) }));
			next.enter({ mark: this.pace.mark, counted, open: true });
		}
	}

	/** Lets everything through that waits; it is told that the lane is closed. */
	flush(): void {
		for (let next = this.next(undefined); next !== undefined; next = this.next(undefined)) {
			next.enter({ mark: -1, counted: NOTHING, open: false });
		}
	}

	leave(): void {
		this.open--;
	}

	private next(isUrgent: ((key: string) => boolean) | undefined): Waiting | undefined {
		const urgent = isUrgent && (this.finishing.takeUrgent(isUrgent) ?? this.beginning.takeUrgent(isUrgent));
		return urgent ?? this.finishing.take() ?? this.beginning.take();
	}
}

/** Where nothing is limited nothing is counted. */
const NOTHING: Entered['counted'] = [];

/** First come, first served, unless somebody looks at a later one. */
class CallQueue {
	private calls: (Waiting | undefined)[] = [];
	private head = 0;
	private taken = 0;

	get size(): number {
		return this.calls.length - this.head - this.taken;
	}

	get first(): Waiting | undefined {
		while (this.head < this.calls.length && this.calls[this.head] === undefined) {
			this.head++;
			this.taken--;
		}
		return this.calls[this.head];
	}

	push(call: Waiting): void {
		this.calls.push(call);
	}

	take(): Waiting | undefined {
		const { first } = this;
		if (first === undefined) {
			this.calls = [];
			this.head = 0;
			this.taken = 0;
			return undefined;
		}
		this.calls[this.head++] = undefined;
		return first;
	}

	takeUrgent(isUrgent: (key: string) => boolean): Waiting | undefined {
		for (let i = this.head; i < this.calls.length; i++) {
			const call = this.calls[i];
			if (call?.place.key !== undefined && isUrgent(call.place.key)) {
				this.calls[i] = undefined;
				this.taken++;
				return call;
			}
		}
		return undefined;
	}
}
