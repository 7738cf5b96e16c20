import type { LinkKind } from '../../core/grounding/grounding.ts';

/** What a link of a kind says of its line: only influence means that the answer used it. */
export const LINK_WORDS: Readonly<Record<LinkKind, string>> = {
	overlap: 'supported by',
	cited: 'cited by the judge',
	influence: 'used',
};

/** A weight as it is shown: two decimals, none where it is whole. */
export function weightWords(weight: number): string {
	return `weight ${Number(weight.toFixed(2))}`;
}
