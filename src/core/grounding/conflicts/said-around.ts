import type { JudgedWord } from '../statement.ts';

/** Positions of the first and the last word, in a list of words. */
export interface Stretch {
	readonly first: number;
	readonly last: number;
}

/** The content words on both sides of a stretch, which say what it is said of; without those of the stretch itself. */
export function contentAround(words: readonly JudgedWord[], { first, last }: Stretch): readonly JudgedWord[] {
	const own = new Set(words.slice(first, last + 1).map(({ form }) => form.term));
	const before: JudgedWord[] = [];
	const after: JudgedWord[] = [];
	const isContent = ({ standing, form }: JudgedWord) =>
		standing !== 'stop' && standing !== 'meta' && !own.has(form.term);
	for (let at = first - 1; at >= 0 && before.length < AROUND; at--) {
		before.push(...[words[at]!].filter(isContent));
	}
	for (let at = last + 1; at < words.length && after.length < AROUND; at++) {
		after.push(...[words[at]!].filter(isContent));
	}
	return [...before.reverse(), ...after];
}

/** True where nearly all of these words are among the terms. Names and numbers must all be there: they are what a statement is about. */
export function saysMost(terms: ReadonlySet<string>, words: readonly JudgedWord[]): boolean {
	const lacking = words.filter(({ form }) => !terms.has(form.term));
	return lacking.every(({ kind }) => kind === 'word') && lacking.length <= (1 - MOST_OF_IT) * words.length;
}

/** Content words on each side. */
const AROUND = 4;
const MOST_OF_IT = 0.8;
