import type { ModelEntry } from '../../documents/project.ts';
import type { ContextIndex } from '../../grounding/context-index.ts';
import { estimateTokens } from '../../prompt/estimate.ts';
import { historyText, type Turn } from '../../prompt/variables.ts';
import type { Case } from '../../review/case.ts';
import { ContextBook } from '../../review/context-book.ts';
import { costOf } from '../../review/cost.ts';
import { PER_MESSAGE, PER_REQUEST } from '../../review/estimate-run.ts';
import type { ChatMessage } from '../../review/ports.ts';
import type { CaseResult } from '../../review/result.ts';
import { staleness } from '../../review/stale.ts';
import { revisionMessages } from './revision-request.ts';

/** An answer that can be revised, and what a reviser would be sent. */
export interface RevisionPlan {
	readonly question: string;
	readonly history: string;
	readonly answer: string;
	/** Name of the model that gave it, or the label of a recorded answer. */
	readonly candidate: string;
	readonly messages: readonly ChatMessage[];
	readonly context: () => ContextIndex;
}

export type PlannedRevision =
	| { readonly kind: 'planned'; readonly plan: RevisionPlan }
	| { readonly kind: 'impossible'; readonly message: string };

/** Plans the one call that would revise a recorded answer. `resultOf`: the newest result of an earlier turn by case key. */
export function planRevision(
	item: Case,
	result: CaseResult,
	resultOf: (key: string) => CaseResult | undefined,
): PlannedRevision {
	const { answer, start } = result;
	if (start === undefined || answer === undefined || answer.failure !== undefined || answer.text.trim() === '') {
		return impossible('There is no answer to correct. Run the question first.');
	}
	const [stale] = staleness(result, item, { resultOf }).answer;
	if (stale !== undefined) {
		return impossible(`The answer is stale (${stale}). Run the question again first.`);
	}
	const context = new ContextBook().recorded(start.passages);
	if (context.units.every(({ text }) => text.trim() === '')) {
		return impossible('This question has no context: there is nothing that a correction could be checked against.');
	}
	const turns = item.turns.flatMap(({ question, answer: given }): Turn[] => [
		{ role: 'user', content: question },
		{
			role: 'assistant',
			content: (given.kind === 'given' ? given.text : resultOf(given.key)?.answer?.text) ?? '',
		},
	]);
	const material = { question: start.questionText, history: historyText(turns), answer: answer.text };
	return {
		kind: 'planned',
		plan: {
			...material,
			candidate: item.source.name,
			messages: revisionMessages({ ...material, passages: context.judged, rubric: item.rubric }),
			context: context.index,
		},
	};
}

/** What the call takes, about. */
export interface RevisionEstimate {
	/** Tokens. */
	readonly input: number;
	readonly output: number;
	/** USD; `undefined` = the model has no price. */
	readonly cost: number | undefined;
}

/** A revision is about as long as the answer. */
export function estimateRevision({ messages, answer }: RevisionPlan, { price }: ModelEntry): RevisionEstimate {
	const input = messages.reduce((sum, { content }) => sum + estimateTokens(content) + PER_MESSAGE, PER_REQUEST);
	const output = estimateTokens(answer);
	return { input, output, cost: costOf({ input, output, cachedInput: undefined, estimated: true }, price) };
}

/**
 * Why a model is a doubtful reviser of an answer, one sentence: it wrote it itself, or is of the same family. `undefined` where nothing is known
 * against it.
 */
export function reviserDoubt(reviser: ModelEntry, candidate: ModelEntry | undefined): string | undefined {
	if (candidate === undefined) {
		return undefined;
	}
	const same =
		reviser.name === candidate.name ||
		(reviser.model !== undefined && reviser.model === candidate.model && reviser.baseUrl === candidate.baseUrl);
	if (same) {
		return `${reviser.name} wrote the answer itself: it may repeat its own errors.`;
	}
	return reviser.family !== undefined && reviser.family === candidate.family
		? `${reviser.name} is of the same family (${reviser.family}) as the model that wrote the answer.`
		: undefined;
}

function impossible(message: string): PlannedRevision {
	return { kind: 'impossible', message };
}
