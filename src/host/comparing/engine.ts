// What comparing needs, in one piece that is loaded with its first use.
import type { CaseResult } from '../../core/review/result.ts';

export { comparePairs } from '../../core/comparing/compare.ts';
export { pairsOfSides } from '../../core/comparing/question-comparison.ts';
export { CachedFiles } from '../../core/documents/cached-files.ts';
export { loadPrompts } from '../../core/documents/load-prompts.ts';
export { stateFolder } from '../../core/review/state-folder.ts';
export { CachedModels, ReplyCache } from '../../node/cache/cached-models.ts';
export { systemClock } from '../../node/clock.ts';
export { fastHash } from '../../node/fast-hash.ts';
export { newRunId } from '../../node/runs/run-id.ts';
export { pruneRuns } from '../../node/runs/run-store.ts';
export { RunWriter } from '../../node/runs/run-writer.ts';
export { prepareComparison } from './prepare.ts';
export { sideCandidates } from './side-candidates.ts';

/** Newest results by case key. */
export function resultsOf(results: readonly CaseResult[]): ReadonlyMap<string, CaseResult> {
	return new Map(results.map(result => [result.key, result]));
}
