/**
 * How many calls may be open at once: additive increase, multiplicative decrease, as TCP does it (RFC 5681). Begins with the
 * most that was asked for; halves when an endpoint says that it is too much; each round of answers gives one back.
 */
export class Pace {
	private readonly most: number;
	private allowed: number;
	/** Counts the halvings: what was sent before one says nothing of the pace after it. */
	private round = 0;

	constructor(most: number) {
		this.most = Math.max(1, most);
		this.allowed = this.most;
	}

	/** At least 1. */
	get limit(): number {
		return Math.floor(this.allowed);
	}

	/** What a call has to remember when it starts. */
	get mark(): number {
		return this.round;
	}

	/** A call of that mark was too much. Fifty that were sent together halve once, not fifty times; true for the first of them. */
	slower(mark: number): boolean {
		const isFirst = mark === this.round;
		if (isFirst) {
			this.round++;
			this.allowed = Math.max(1, this.limit / 2);
		}
		return isFirst;
	}

	/** A call of that mark was answered. */
	faster(mark: number): void {
		if (mark === this.round) {
			this.allowed = Math.min(this.most, this.allowed + 1 / this.limit);
		}
	}
}
