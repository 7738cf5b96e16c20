import type { Located, TextRange } from '../text/range.ts';

/** What code can check of an answer. Every member that is present must hold. */
export interface Expectation {
	readonly range: TextRange;
	readonly maxWords: Located<number> | undefined;
	readonly minWords: Located<number> | undefined;
	readonly mustContain: readonly Located<string>[];
	readonly mustNotContain: readonly Located<string>[];
	/** RE2 syntax, searched anywhere in the answer. */
	readonly matches: Located<string> | undefined;
	/** JSON Schema 2020-12 without references outside itself. */
	readonly jsonSchema: Located<unknown> | undefined;
}
