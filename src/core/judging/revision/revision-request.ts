import type { Passage } from '../../context/passage.ts';
import type { Rubric } from '../../documents/rubric.ts';
import type { ChatMessage } from '../../review/ports.ts';
import { sha256 } from '../../text/hash.ts';
import { FENCE_RULE, fenced, fencedRequest, unusedNonce } from '../fences.ts';
import { contextLines, describe, textsOf } from '../messages.ts';

/** Everything that a reviser is shown. */
export interface RevisionMaterial {
	readonly question: string;
	readonly passages: readonly Passage[];
	/** Earlier turns, empty for none. */
	readonly history: string;
	readonly answer: string;
	readonly rubric: Rubric;
}

/** What revisers are told; a change makes other revisions. */
export const REVISION_VERSION = 1;

/** Low, so that what is right stays as it is (RevisEval's notebook, methods S12). */
export const REVISION_TEMPERATURE = 0.3;

/**
 * Asks a model to revise an answer by the context alone (methods S12): all material between fences that no text can close, the answer back
 * unchanged where it is good enough, and nothing but the answer.
 */
export function revisionMessages(material: RevisionMaterial): readonly ChatMessage[] {
	const { question, passages, history, answer, rubric } = material;
	const texts = [question, history, answer, ...textsOf(passages)];
	const nonce = unusedNonce(sha256(JSON.stringify(texts)).slice(0, 16), texts);
	return [
		{
			role: 'system',
			content: [
				'You revise one answer to a question. Correct what is wrong in it, take out what has no ground, and add what the question asks for and the answer lacks. Use only the given context and the earlier turns, no knowledge of your own.',
				`${FENCE_RULE}.`,
				'- Every statement of the revised answer must be stated by the context. Take its words, numbers and names from there.\n- Keep what is right as it stands. Keep the language, the form and about the length.\n- Where the context does not hold the answer, say so and nothing else.\n- If the answer is good enough, return it unchanged, word for word.',
				`The answer will be judged by these criteria:\n${rubric.criteria.map(describe).join('\n')}`,
				'Reply with the full revised answer and nothing else: no introduction, no explanation, no marks around it, no names of lines such as P1:L14.',
			].join('\n\n'),
		},
		{
			role: 'user',
			content: fencedRequest(nonce, [
				fenced('question', question, nonce),
				...(history.trim() === '' ? [] : [fenced('earlier turns', history, nonce)]),
				fenced('context', contextLines(passages), nonce),
				fenced('answer to revise', answer, nonce),
				'Write the revised answer now.',
			]),
		},
	];
}
