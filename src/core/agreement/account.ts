/** What people can say of an answer. */
export type Saying = 'reviews' | 'ratings' | 'annotations' | 'preferences';

/** `loaded` = `counted` + `listed`. */
export interface Account {
	readonly loaded: number;
	readonly counted: number;
	readonly listed: readonly Listed[];
}

/** Something that a person said and that counts for nothing here, with the reason. */
export interface Listed {
	readonly what: string;
	readonly question: string | undefined;
	readonly by: string | undefined;
	readonly reason: ListedReason;
}

export type ListedReason =
	| 'uncertain'
	| 'no-answer'
	| 'no-verdict'
	| 'unscored'
	| 'unknown-criterion'
	| 'unknown-level'
	| 'note'
	| 'context-file'
	| 'orphan'
	| 'no-grounding';

/** Something said that counts, or why it does not. */
export type Taken<T> = { readonly pair: T } | { readonly reason: ListedReason };

/** Everything that was said of one kind: what counts, and what is listed with its reason. */
export function accountOf<T>(
	items: readonly (readonly [T, Taken<unknown>])[],
	words: (item: T) => Omit<Listed, 'reason'>,
): Account {
	const listed = items.flatMap(([item, taken]) =>
		'reason' in taken ? [{ ...words(item), reason: taken.reason }] : [],
	);
	return { loaded: items.length, counted: items.length - listed.length, listed };
}
