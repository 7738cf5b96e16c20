/**
 * Where values wait that nobody needs for a long time: outside of memory, where the surroundings have such a place. A case in a batch
 * waits for hours, and ten thousands of them do so at once.
 */
export interface Aside {
	/** Takes a value that JSON can say. The result gives it, or an equal one, as often as it is called; it throws what a disk says. */
	put<T extends object>(value: T): () => T;
}

/** For cases that wait for seconds. */
export const inMemory: Aside = { put: value => () => value };
