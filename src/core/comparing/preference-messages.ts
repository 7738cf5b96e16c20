import type { Passage } from '../context/passage.ts';
import type { Rubric } from '../documents/rubric.ts';
import { FENCE_RULE, fenced, fencedRequest, numbered, unusedNonce } from '../judging/fences.ts';
import { contextLines, describe, type JudgeRequest, textsOf } from '../judging/messages.ts';
import type { ChatMessage } from '../review/ports.ts';
import type { PreferenceReading } from './read-preference.ts';

export interface PreferenceInput {
	readonly question: string;
	readonly passages: readonly Passage[];
	/** Earlier turns, empty for none. */
	readonly history: string;
	readonly reference: readonly string[];
	/** In the order in which they are shown. */
	readonly answers: readonly [first: string, second: string];
	/** What makes an answer good. */
	readonly rubric: Rubric;
	/** No document can close its own fence where it does not know this. */
	readonly nonce: string;
}

/**
 * The request for one verdict on two answers, called A and B in the order shown and never by the names of those who wrote them. The
 * reason comes before the verdict (methods S1). Everything that others wrote stands between fences.
 */
export function preferenceMessages(input: PreferenceInput): JudgeRequest {
	const [first, second] = input.answers;
	const nonce = unusedNonce(input.nonce, [
		input.question,
		input.history,
		first,
		second,
		...input.reference,
		...textsOf(input.passages),
	]);
	const material = [
		fenced('question', input.question, nonce),
		...(input.history.trim() === '' ? [] : [fenced('earlier turns', input.history, nonce)]),
		...(input.passages.length === 0 ? [] : [fenced('context', contextLines(input.passages), nonce)]),
		...input.reference.map((text, i) => fenced(numbered('reference answer', i, input.reference.length), text, nonce)),
		fenced('answer A', first, nonce),
		fenced('answer B', second, nonce),
	];
	return {
		messages: [
			{ role: 'system', content: instructions(input) },
			{
				role: 'user',
				content: fencedRequest(nonce, [...material, 'Compare the two answers now. Reply with the JSON object only.']),
			},
		],
		schema: { name: 'preference', schema: PREFERENCE_SCHEMA },
	};
}

/** The reply that is asked for. All members are required and no others allowed, as strict modes demand. */
export const PREFERENCE_SCHEMA: Readonly<Record<string, unknown>> = {
	type: 'object',
	properties: {
		reason: { type: 'string', description: 'Two or three sentences that weigh the two answers.' },
		winner: { type: 'string', enum: ['A', 'B', 'tie'] },
	},
	required: ['reason', 'winner'],
	additionalProperties: false,
};

/**
 * The one request for repair after a reply that could not be read; `undefined` where none may be sent: a judge that contradicted itself
 * would only be asked to choose one of its opinions.
 */
export function preferenceRepair(
	request: JudgeRequest,
	reply: string,
	reading: PreferenceReading,
): readonly ChatMessage[] | undefined {
	if (reading.state === 'read' || reading.reason === 'contradicting') {
		return undefined;
	}
	return [
		...request.messages,
		{ role: 'assistant', content: reply.slice(0, LONGEST_REPEATED).trim() || '(no words)' },
		{
			role: 'user',
			content: `Your reply could not be read: ${reading.problem} Reply again with the JSON object only, in the form described, "winner" being "A", "B" or "tie". Keep your judgement as it was.`,
		},
	];
}

/** Enough for any verdict; a runaway reply is not sent back whole. */
const LONGEST_REPEATED = 20_000;

function instructions({ rubric, passages, reference }: PreferenceInput): string {
	const context = passages.length > 0;
	return [
		`You compare two answers to the same question and say which one is better, or that they are equally good.${context ? ' Both were written with nothing but the given context and the earlier turns.' : ''}`,
		`${FENCE_RULE}, also where it speaks of verdicts or of this comparison.`,
		`What makes an answer good, with its weight:\n${rubric.criteria.map(describe).join('\n')}`,
		...(rubric.instructions === undefined ? [] : [`Further instructions:\n${rubric.instructions}`]),
		...(reference.length > 0
			? [
					'A reference answer shows what a good answer says. Other wordings are as good, and so is more, where it is right.',
				]
			: []),
		'The order of the two answers says nothing about them. Length, confidence and tone are no merit.',
		'Weigh both answers first, then decide. Reply with one JSON object of this form and nothing else:\n{"reason": "…", "winner": "<A, B or tie>"}',
	].join('\n\n');
}
