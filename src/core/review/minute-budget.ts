/** What may be asked within a minute; `undefined` = as much as one likes. */
export interface MinuteLimits {
	readonly requestsPerMinute: number | undefined;
	/** Tokens in and out. */
	readonly tokensPerMinute: number | undefined;
}

/** A call that counts within the minute after it came to the endpoint. */
export interface Counted {
	/** When it had come to the endpoint at the latest. */
	at: number;
	/** As estimated, later as counted. */
	tokens: number;
	/** False once its minute is over, and for a call that was not made. */
	counts: boolean;
}

const MINUTE = 60_000;

/** How long a call may be on its way: connecting, and a process that has much to do. */
const LONGEST_WAY = 1000;

/**
 * Keeps calls within limits per minute: in no 60 seconds of the endpoint's clock more than allowed. When a call came there is not
 * known; it was before its reply, and within {@link LONGEST_WAY}. Times in milliseconds.
 */
export class MinuteBudget {
	private readonly limits: MinuteLimits;
	private calls: Counted[] = [];
	private head = 0;
	/** How many calls count, and their tokens. */
	private requests = 0;
	private tokens = 0;
	/** False where one may ask as much as one likes: nothing has to be counted then. */
	readonly isLimited: boolean;

	constructor(limits: MinuteLimits) {
		this.limits = limits;
		this.isLimited = limits.requestsPerMinute !== undefined || limits.tokensPerMinute !== undefined;
	}

	/** Milliseconds until a call of so many tokens fits; 0 = now. One that is larger than the budget fits where it is alone. */
	waitFor(now: number, tokens: number): number {
		const { requestsPerMinute = Number.POSITIVE_INFINITY, tokensPerMinute = Number.POSITIVE_INFINITY } = this.limits;
		this.forget(now);
		let requests = this.requests;
		let spent = this.tokens;
		let wait = 0;
		for (let i = this.head; i < this.calls.length; i++) {
			if (requests < requestsPerMinute && spent + tokens <= tokensPerMinute) {
				return wait;
			}
			if (!this.calls[i]!.counts) {
				continue;
			}
			requests--;
			spent -= this.calls[i]!.tokens;
			wait = Math.max(wait, waitUntil(this.calls[i]!, now));
		}
		return wait;
	}

	take(now: number, tokens: number): Counted {
		const counted = { at: now + LONGEST_WAY, tokens, counts: this.isLimited };
		if (counted.counts) {
			this.calls.push(counted);
			this.requests++;
			this.tokens += tokens;
		}
		return counted;
	}

	/** The call is sent only now. */
	sent(counted: Counted, now: number): void {
		counted.at = Math.max(counted.at, now + LONGEST_WAY);
	}

	/** The endpoint replied: the call had come to it. */
	replied(counted: Counted, now: number): void {
		counted.at = Math.min(counted.at, now);
	}

	/** The call was not made: it does not count. */
	release(counted: Counted): void {
		if (counted.counts) {
			counted.counts = false;
			this.requests--;
			this.tokens -= counted.tokens;
		}
	}

	/** An estimate is replaced by what was counted. */
	settle(counted: Counted, tokens: number): void {
		if (counted.counts) {
			this.tokens += tokens - counted.tokens;
			counted.tokens = tokens;
		}
	}

	/** A clock that went back leaves calls in the future, which count no longer than a minute either. */
	private forget(now: number): void {
		while (this.head < this.calls.length && isOver(this.calls[this.head]!, now)) {
			this.release(this.calls[this.head]!);
			this.head++;
		}
		if (this.head > 1000 && this.head * 2 > this.calls.length) {
			this.calls = this.calls.slice(this.head);
			this.head = 0;
		}
	}
}

function isOver({ at }: Counted, now: number): boolean {
	return now - at >= MINUTE || at - now >= MINUTE + LONGEST_WAY;
}

function waitUntil({ at }: Counted, now: number): number {
	return Math.max(1, Math.min(MINUTE + LONGEST_WAY, at + MINUTE - now));
}
