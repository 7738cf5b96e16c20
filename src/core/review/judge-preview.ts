import { groundAnswer } from '../grounding/ground.ts';
import { chooseClaims } from '../judging/claims/choose-claims.ts';
import { rubricFor } from '../judging/score.ts';
import type { Turn } from '../prompt/variables.ts';
import { historyText } from '../prompt/variables.ts';
import { judgeRequest } from './ask-judge.ts';
import type { Case } from './case.ts';
import { judgedPart } from './checked-criteria.ts';
import { ContextBook } from './context-book.ts';
import { partsOf } from './judge.ts';
import type { ChatMessage } from './ports.ts';
import type { CaseResult } from './result.ts';

/** What one judge of a case would be sent. */
export interface JudgePreview {
	readonly judge: string;
	/** Names of the criteria that it rates. */
	readonly criteria: readonly string[];
	/** Empty for a judge that compares words and is sent nothing. */
	readonly messages: readonly ChatMessage[];
}

export interface PreviewInput {
	/** The recorded answer that would be judged; `undefined` where there is none. */
	readonly result: CaseResult | undefined;
	/** Answers of earlier turns by case key. */
	readonly answerOf: (key: string) => string | undefined;
	/** Stands where an answer is missing. */
	readonly placeholder: string;
}

/**
 * The messages that each judge of a case would be sent now: by the documents as they are, for the answer that is recorded, as judging it
 * again would send them. Nothing is asked of anybody.
 */
export function previewJudges(item: Case, { result, answerOf, placeholder }: PreviewInput): readonly JudgePreview[] {
	const { judge } = item;
	if (judge === undefined) {
		return [];
	}
	const contexts = new ContextBook();
	const recorded = result?.start !== undefined && result.answer !== undefined;
	const context = recorded ? contexts.recorded(result.start!.passages) : contexts.of(item.passages, 'all');
	const text = recorded ? result.answer!.text : item.source.kind === 'recorded' ? item.source.answer : undefined;
	const turns = item.turns.flatMap(({ question, answer }): Turn[] => [
		{ role: 'user', content: question },
		{ role: 'assistant', content: (answer.kind === 'given' ? answer.text : answerOf(answer.key)) ?? placeholder },
	]);
	const isGrounded = text !== undefined && text.trim() !== '' && context.units.length > 0;
	const grounding = isGrounded
		? groundAnswer(context.index(), {
				question: item.question.question.value,
				history: historyText(turns),
				answer: text,
			})
		: undefined;
	const answered = { text: text ?? placeholder, failure: undefined, context, turns, grounding };
	const claims = chooseClaims(grounding, answered.text, judge.claims ?? 'none');
	return partsOf(judge, judgedPart(rubricFor(item.rubric, item.question)), claims).map(part => ({
		judge: part.judge.name,
		criteria: part.rubric.criteria.map(({ name }) => name),
		messages: part.judge.entry.provider === 'offline' ? [] : judgeRequest({ ...part, item, answered }).request.messages,
	}));
}
