import { estimateTokens } from '../prompt/estimate.ts';
import { PER_MESSAGE, PER_REQUEST, type Range } from '../review/estimate-run.ts';
import { preferenceRequest } from './ask-preference.ts';
import type { Judging } from './compare-pair.ts';
import type { Pair } from './pair.ts';

/** What the verdicts of a comparison will take. */
export interface ComparisonEstimate {
	readonly calls: number;
	/** USD; `undefined` = the judge has no price. Judges that are not asked cost nothing. */
	readonly cost: Range | undefined;
}

/** Tokens of a reply of which nothing is known, at the low end and at the high end. */
const REPLY = { low: 200, high: 1500 } as const;

/** Tokens of an answer that is not there yet. */
const ANSWER = { low: 300, high: 1200 } as const;

/**
 * What judging these pairs will take: both orders of each, as often as the judge is asked. An answer that is still empty is taken to be of
 * the usual length; a pair with a fault is never judged. Nothing is taken off for replies that a cache knows.
 */
export function estimateComparison(pairs: readonly Pair[], judging: Judging): ComparisonEstimate {
	if (judging.kind !== 'model') {
		return { calls: 0, cost: { low: 0, high: 0 } };
	}
	const { judge, rubric } = judging;
	const asked = pairs.filter(({ fault }) => fault === undefined);
	const calls = asked.length * judge.samples * 2;
	const { price } = judge.entry;
	if (price === undefined) {
		return { calls, cost: undefined };
	}
	const longest = judge.parameters.maxTokens ?? REPLY.high;
	let [low, high] = [0, 0];
	for (const pair of asked) {
		const known = preferenceRequest(pair, rubric, 'ab').messages.reduce(
			(sum, { content }) => sum + estimateTokens(content) + PER_MESSAGE,
			PER_REQUEST,
		);
		const missing = [pair.a, pair.b].filter(({ text }) => text === '').length;
		const dollars = (input: number, output: number) => (input * price.input + output * price.output) / 1e6;
		low += dollars(known + missing * ANSWER.low, Math.min(REPLY.low, longest));
		high += dollars(known + missing * ANSWER.high, longest);
	}
	return { calls, cost: { low: low * judge.samples * 2, high: high * judge.samples * 2 } };
}
