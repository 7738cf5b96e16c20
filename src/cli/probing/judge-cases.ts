import type { Case } from '../../core/review/case.ts';
import { RunFold } from '../../core/review/fold.ts';
import type { MinuteLimits } from '../../core/review/minute-budget.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { review } from '../../core/review/review.ts';
import { TOOL_VERSION } from '../../core/review/tool.ts';
import { systemClock } from '../../node/clock.ts';
import { newRunId } from '../../node/runs/run-id.ts';
import { caseCost } from '../report.ts';
import type { ProbeSetting } from './report.ts';

export interface JudgedCases {
	readonly results: ReadonlyMap<string, CaseResult>;
	/** Why the rest was not judged; `undefined` where all were. */
	readonly stopped: 'cancelled' | 'over-budget' | undefined;
}

export interface JudgeLimits {
	readonly concurrency: number | undefined;
	/** What all calls together may take within a minute. */
	readonly minute: Partial<MinuteLimits> | undefined;
	/** USD */
	readonly maxCost: number | undefined;
}

/** Judges recorded answers. No run file is written: what probes say is of the judge, not of any answer. */
export async function judgeCases(
	cases: readonly Case[],
	{ io, tools }: ProbeSetting,
	{ concurrency, minute, maxCost }: JudgeLimits,
): Promise<JudgedCases> {
	const fold = new RunFold();
	const progress = tools.progress(cases.length);
	progress.begin();
	const options = {
		run: newRunId(),
		tool: `groundline ${TOOL_VERSION}`,
		...(concurrency === undefined ? {} : { concurrency }),
		...(minute === undefined ? {} : { minute }),
		...(maxCost === undefined ? {} : { maxCost }),
	};
	for await (const event of review(cases, { model: tools.models, clock: systemClock }, options, io.signal)) {
		const result = fold.add(event);
		if (result !== undefined && event.type === 'case-end') {
			progress.caseDone(event.state, result.start?.question ?? result.key, caseCost(result));
		}
	}
	progress.clear();
	const outcome = fold.end?.outcome;
	return {
		results: fold.results,
		stopped: outcome === 'cancelled' ? 'cancelled' : outcome === 'stopped' ? 'over-budget' : undefined,
	};
}
