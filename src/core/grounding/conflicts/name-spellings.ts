import type { Word } from '../words.ts';

/** True where two names may be one: cut short ("Lib Dems"), with another letter ("Mohammed", "Muhammed"), or by its initials ("HP"). */
export function isWrittenOtherwise(a: readonly Word[], b: readonly Word[]): boolean {
	const [mine, its] = [a, b].map(words => words.map(({ form }) => form.folded.replace(/s$/, ''))) as [
		string[],
		string[],
	];
	return (
		isInitials(mine, its) ||
		isInitials(its, mine) ||
		(mine.length === its.length &&
			mine.every((word, at) => {
				const other = its[at]!;
				const [short, long] = word.length <= other.length ? [word, other] : [other, word];
				return (short.length >= 3 && long.startsWith(short)) || (short.length >= 6 && differsInOneLetter(word, other));
			}))
	);
}

function isInitials([word, ...more]: readonly string[], words: readonly string[]): boolean {
	return more.length === 0 && words.length > 1 && word === words.map(each => each[0]).join('');
}

function differsInOneLetter(a: string, b: string): boolean {
	return a.length === b.length && [...a].filter((letter, at) => letter !== b[at]).length === 1;
}
