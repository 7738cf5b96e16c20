import { sha256 } from '../text/hash.ts';
import type { Case } from './case.ts';

/** One part of several that together are all cases. */
export interface Shard {
	/** From 1 to `of`. */
	readonly index: number;
	readonly of: number;
}

/**
 * True if a case belongs to a part. Its key decides, so that neither the order nor the number of other cases matters; a
 * conversation goes by its first turn, so that no answer is asked for in two parts.
 */
export function isInShard({ key, turns }: Case, { index, of }: Shard): boolean {
	const first = turns.find(({ answer }) => answer.kind === 'case')?.answer;
	const hash = sha256(first?.kind === 'case' ? first.key : key);
	return Number.parseInt(hash.slice(0, 12), 16) % of === index - 1;
}
