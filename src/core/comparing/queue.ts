import type { QueueEntry } from './comparison-report.ts';
import { isByScores, rankingVerdict, ratingVerdict } from './consistency.ts';
import type { ComparedPair } from './units.ts';

/** The share of the compared pairs that people are asked to look at (methods S1.6). */
const SHARE = 0.2;

/**
 * What people should look at: where ratings and ranking name different winners, then where the orders disagree, then the most spread
 * verdicts, a fifth of all pairs at most beyond the first kind (methods S1, S7.5). Among equals the least clear margin comes first.
 */
export function queueOf(pairs: readonly ComparedPair[]): readonly QueueEntry[] {
	const entries = pairs.flatMap((pair): readonly (QueueEntry & { readonly clear: number })[] => {
		const rating = isByScores(pair) ? undefined : ratingVerdict(pair);
		const ranking = rankingVerdict(pair);
		const inconsistent = rating !== undefined && rating !== 'tie' && ranking !== 'tie' && rating !== ranking;
		const entropy = pair.entropy ?? 0;
		const why = inconsistent ? 'inconsistent' : pair.conflict === true ? 'conflict' : 'uncertain';
		if (why === 'uncertain' && entropy === 0) {
			return [];
		}
		return [
			{ key: pair.key, question: pair.question, why, entropy, winner: pair.winner, clear: Math.abs(pair.margin) },
		];
	});
	const sorted = entries.sort(
		(x, y) => RANK[x.why] - RANK[y.why] || y.entropy - x.entropy || x.clear - y.clear || (x.key < y.key ? -1 : 1),
	);
	const first = sorted.filter(({ why }) => why === 'inconsistent').length;
	const most = Math.max(first, Math.ceil(pairs.length * SHARE));
	return sorted.slice(0, most).map(({ clear: _, ...entry }) => entry);
}

const RANK: Readonly<Record<QueueEntry['why'], number>> = { inconsistent: 0, conflict: 1, uncertain: 2 };
