import { contentHash } from '../text/hash.ts';
import type { Pair, PairFault } from './pair.ts';

/** What keeps two answers from being compared, by their words alone: one is empty, or they are the same. */
export function faultOfAnswers({ a, b }: Pick<Pair, 'a' | 'b'>, names: Names): PairFault | undefined {
	const empty = [...(a.text.trim() === '' ? [names.a] : []), ...(b.text.trim() === '' ? [names.b] : [])];
	if (empty.length > 0) {
		return { reason: 'empty-answer', message: `The answer of ${empty.join(' and of ')} is empty.` };
	}
	if (sameText(a.text, b.text)) {
		return { reason: 'identical-answers', message: 'Both answers are the same text.' };
	}
	return undefined;
}

export interface Names {
	readonly a: string;
	readonly b: string;
}

/** White space at the ends and the kind of line breaks are no difference. */
function sameText(a: string, b: string): boolean {
	const [first, second] = [a.trim(), b.trim()];
	return (
		first === second || (Math.abs(first.length - second.length) < 1000 && contentHash(first) === contentHash(second))
	);
}
