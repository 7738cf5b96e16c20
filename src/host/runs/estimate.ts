import type { Case } from '../../core/review/case.ts';
import { estimateRun, fitsO200k, type RunEstimate } from '../../core/review/estimate-run.ts';
import { observedOutput } from '../../core/review/observed-output.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { loadTokenCounter } from '../../node/tokens/token-counter.ts';

/** What a run will take, going by the results so far for how long replies are. */
export async function estimateCost(
	cases: readonly Case[],
	task: 'run' | 'judge',
	results: readonly CaseResult[],
): Promise<RunEstimate> {
	const known = new Map(results.map(result => [result.key, result.answer?.text]));
	const fits = cases.some(
		({ source, judge }) =>
			(source.kind === 'model' && fitsO200k(source.entry)) || (judge !== undefined && fitsO200k(judge.entry)),
	);
	return estimateRun(cases, {
		countTokens: fits ? await loadTokenCounter() : undefined,
		observed: observedOutput(results),
		answerOf: key => known.get(key),
		...(task === 'judge' ? { keptAnswer: (item: Case) => known.get(item.key) } : {}),
	});
}
