import type { Case } from '../../core/review/case.ts';
import { InputHasher } from '../../core/review/inputs.ts';
import { UNDONE_REASONS } from '../../core/review/recovery.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { staleReasons } from '../../core/review/stale.ts';
import type { UnscoredReason } from '../../core/review/state.ts';

/**
 * Keys of the cases whose models are asked although a reply may be known. Whoever runs again what has a result that still
 * fits wants another reply; for all else a known one will do. What fits is found out from the very cases that are run, because
 * a document may have changed a moment ago.
 */
export function askedAnew(cases: readonly Case[], results: ReadonlyMap<string, CaseResult>): ReadonlySet<string> {
	const hasher = new InputHasher();
	const resultOf = (key: string) => results.get(key);
	const isAnew = (item: Case) => {
		const result = resultOf(item.key);
		return result !== undefined && !lacksReply(result) && staleReasons(result, item, { hasher, resultOf }).length === 0;
	};
	return new Set(cases.filter(isAnew).map(({ key }) => key));
}

/** True where a reply did not come: another try takes what did come, and pays only for the rest. */
function lacksReply({ end }: CaseResult): boolean {
	return UNDONE_REASONS.has(end?.reason) || (end?.reason !== undefined && NOT_REACHED.has(end.reason));
}

const NOT_REACHED: ReadonlySet<UnscoredReason> = new Set(['unreachable', 'timeout', 'rate-limited', 'earlier-turn']);
