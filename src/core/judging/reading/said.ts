/** One thing that a reply says about a criterion: what is rated, with which words, and which level these words name. */
export interface Said {
	readonly criterion: string;
	/** Level name; `undefined` where the words name none. */
	readonly level: string | undefined;
	/** The words that stand for the rating. */
	readonly words: string;
	/** `firm`: in the shape of a rating. `loose`: in a sentence; counts only where nothing firm was said. */
	readonly manner: 'firm' | 'loose';
}

/** All that was read in a part of a reply. */
export interface Heard {
	readonly said: readonly Said[];
	/** criterion id → the judge's words */
	readonly reasons: ReadonlyMap<string, string>;
	/** criterion id → quotes as given */
	readonly evidence: ReadonlyMap<string, readonly string[]>;
}
