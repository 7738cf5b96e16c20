/** Values pushed from many places, read in one. Reading ends once the channel is closed and empty. */
export class Channel<T> {
	private waiting: T[] = [];
	private closed = false;
	private wake: (() => void) | undefined;
	private drained: (() => void)[] = [];

	/** Values that nobody has read yet. */
	get size(): number {
		return this.waiting.length;
	}

	push(value: T): void {
		this.waiting.push(value);
		this.wake?.();
	}

	close(): void {
		this.closed = true;
		this.wake?.();
	}

	/** Resolves once the reader has taken everything: what writes much waits for it, so that memory stays bounded. */
	empty(): Promise<void> {
		return this.waiting.length === 0 ? Promise.resolve() : new Promise(resolve => this.drained.push(resolve));
	}

	/** Not a generator: each of the many values would cost it three promises. */
	[Symbol.asyncIterator](): AsyncIterator<T, void, undefined> {
		let batch: readonly T[] = [];
		let at = 0;
		const next = async (): Promise<IteratorResult<T, void>> => {
			for (;;) {
				if (at < batch.length) {
					return { value: batch[at++]!, done: false };
				}
				for (const resolve of this.waiting.length === 0 ? this.drained.splice(0) : []) {
					resolve();
				}
				if (this.waiting.length > 0) {
					batch = this.waiting;
					at = 0;
					this.waiting = [];
				} else if (this.closed) {
					return { value: undefined, done: true };
				} else {
					await new Promise<void>(resolve => {
						this.wake = resolve;
					});
					this.wake = undefined;
				}
			}
		};
		return { next };
	}
}
