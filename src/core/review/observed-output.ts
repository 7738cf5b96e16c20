import type { CallEstimate } from './estimate-run.ts';
import type { CaseResult } from './result.ts';

/** How long the replies of each model were so far, in tokens; `undefined` where it gave none that was counted. */
export function observedOutput(
	results: Iterable<CaseResult>,
): (purpose: CallEstimate['purpose'], model: string) => number | undefined {
	const sums = new Map<string, { tokens: number; replies: number }>();
	const add = (name: string, tokens: number | undefined) => {
		if (tokens !== undefined && tokens > 0) {
			const known = sums.get(name) ?? { tokens: 0, replies: 0 };
			sums.set(name, { tokens: known.tokens + tokens, replies: known.replies + 1 });
		}
	};
	for (const { start, answer, verdicts } of results) {
		if (start !== undefined && !start.recorded) {
			add(`answers ${start.model}`, answer?.failure === undefined ? answer?.usage?.output : undefined);
		}
		for (const { judge, failure, usage } of verdicts) {
			add(`verdicts ${judge}`, failure === undefined ? usage?.output : undefined);
		}
	}
	return (purpose, model) => {
		const known = sums.get(`${purpose} ${model}`);
		return known && known.tokens / known.replies;
	};
}
