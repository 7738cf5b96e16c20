import type { Timeouts } from '../../core/documents/project.ts';

/** Ends one call: when its caller does, when nothing comes for too long, or when it takes too long in all. */
export class CallDeadline {
	readonly signal: AbortSignal;
	/** One sentence on which limit ended the call; `undefined` while none did. */
	expired: string | undefined;
	private readonly controller = new AbortController();
	private readonly caller: AbortSignal;
	private readonly idleSeconds: number;
	private readonly onAbort = () => this.controller.abort(this.caller.reason);
	private readonly total: NodeJS.Timeout | undefined;
	private waiting: NodeJS.Timeout;

	constructor(timeouts: Timeouts, caller: AbortSignal) {
		this.caller = caller;
		this.signal = this.controller.signal;
		this.idleSeconds = timeouts.idle;
		this.waiting = this.after(timeouts.firstToken, `nothing came for ${timeouts.firstToken} s`);
		this.total =
			timeouts.total === undefined ? undefined : this.after(timeouts.total, `it took longer than ${timeouts.total} s`);
		if (caller.aborted) {
			this.onAbort();
		} else {
			caller.addEventListener('abort', this.onAbort, { once: true });
		}
	}

	/** Something came: from now on the idle limit counts. */
	progress(): void {
		clearTimeout(this.waiting);
		this.waiting = this.after(this.idleSeconds, `nothing more came for ${this.idleSeconds} s`);
	}

	/** Has to be called once the call is over. */
	end(): void {
		clearTimeout(this.waiting);
		clearTimeout(this.total);
		this.caller.removeEventListener('abort', this.onAbort);
	}

	private after(seconds: number, sentence: string): NodeJS.Timeout {
		return setTimeout(
			() => {
				this.expired ??= sentence;
				this.controller.abort();
			},
			Math.min(seconds * 1000, LONGEST_TIMER),
		);
	}
}

/** A longer timer fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
