/** A value that can be made again: after {@link letGo} it is in nobody's memory until somebody wants it. */
export class Remade<T> {
	private readonly make: () => T;
	private kept: { readonly value: T } | undefined;

	/** `make` gives the same value each time; `known` is that value, where it was made already. */
	constructor(make: () => T, known?: T) {
		this.make = make;
		this.kept = known === undefined ? undefined : { value: known };
	}

	get value(): T {
		this.kept ??= { value: this.make() };
		return this.kept.value;
	}

	/** Nobody needs the value for a long time. */
	letGo(): void {
		this.kept = undefined;
	}
}
