import type { ResolvedVerdict } from '../../core/review/result.ts';

/**
 * True for a verdict of the offline judge, which compares words and reads nothing: what it gives as evidence are lines with
 * words in common, not quotes. A model entry of the offline provider may have another name; but nobody was asked for it.
 */
export function isLexical({ judge, messages }: Pick<ResolvedVerdict, 'judge' | 'messages'>): boolean {
	return judge === 'offline' || messages.length === 0;
}
