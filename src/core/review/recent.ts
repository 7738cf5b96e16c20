/**
 * Remembers what was used last: at least `capacity` of weight, and at most twice that and one entry. Two generations, of which
 * the older one is dropped whole, so that it costs nothing to forget.
 */
export class Recent<T> {
	private readonly capacity: number;
	private young = new Map<string, Entry<T>>();
	private old = new Map<string, Entry<T>>();
	private weight = 0;

	constructor(capacity: number) {
		this.capacity = capacity;
	}

	/** What is known under a key, which counts as a use. */
	get(key: string): T | undefined {
		const young = this.young.get(key);
		if (young !== undefined) {
			return young.value;
		}
		const old = this.old.get(key);
		if (old !== undefined) {
			this.set(key, old.value, old.weight);
		}
		return old?.value;
	}

	set(key: string, value: T, weight: number): void {
		if (this.weight >= this.capacity) {
			this.old = this.young;
			this.young = new Map();
			this.weight = 0;
		}
		this.weight += weight - (this.young.get(key)?.weight ?? 0);
		this.young.set(key, { value, weight });
	}
}

interface Entry<T> {
	readonly value: T;
	readonly weight: number;
}
