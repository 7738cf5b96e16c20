/**
 * Where values wait that nobody needs for a long time: outside of memory, where the surroundings have such a place. A case in a batch
 * waits for hours, and ten thousands of them do so at once.
 */
export interface Aside {
	/** Takes a value that JSON can say. */
	put<T extends object>(value: T): Kept<T>;
}

/** A value that was put aside. */
export interface Kept<T> {
	/** It, or an equal one. Throws what a disk says. */
	readonly value: T;
}

/** For cases that wait for seconds. */
export const inMemory: Aside = { put: value => ({ value }) };
