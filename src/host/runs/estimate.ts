import type { ModelEntry } from '../../core/documents/project.ts';
import type { Case } from '../../core/review/case.ts';

/**
 * About what a run costs in USD, from the length of its texts: four characters a token, answers of 300 tokens and verdicts of
 * 500 where no `maxTokens` says otherwise. Models without a price count as 0, so this is a lower bound for those.
 */
export function estimateCost(cases: readonly Case[], task: 'run' | 'judge'): number {
	let cost = 0;
	for (const { source, passages, prompt, question, judge, parameters } of cases) {
		const context = passages.reduce((sum, passage) => sum + passage.text.length, 0);
		const asked = (context + prompt.source.length + question.question.value.length) / CHARACTERS_PER_TOKEN;
		const limit = parameters.find(parameter => parameter.name === 'maxTokens')?.value;
		const answer = typeof limit === 'number' ? Math.min(limit, ANSWER_TOKENS) : ANSWER_TOKENS;
		if (task === 'run' && source.kind === 'model') {
			cost += priceOf(source.entry, asked, answer);
		}
		if (judge !== undefined) {
			cost += judge.samples * priceOf(judge.entry, asked + answer + RUBRIC_TOKENS, VERDICT_TOKENS);
		}
	}
	return cost;
}

const CHARACTERS_PER_TOKEN = 4;
const ANSWER_TOKENS = 300;
const VERDICT_TOKENS = 500;
const RUBRIC_TOKENS = 600;

function priceOf({ price }: ModelEntry, input: number, output: number): number {
	return price === undefined ? 0 : (price.input * input + price.output * output) / 1_000_000;
}
