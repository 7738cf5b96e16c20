import type { ChatMessage } from '../../review/ports.ts';
import { sha256 } from '../../text/hash.ts';
import { FENCE_RULE, fenced, fencedRequest } from '../fences.ts';
import type { ProbeSource } from './probe.ts';

/** What a model is asked for when it makes or confirms a probe. */
export interface MadeRequest {
	readonly messages: readonly ChatMessage[];
	readonly schema: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
}

export function requestParaphrase({ question, reference }: ProbeSource): MadeRequest {
	return request({
		task: 'Say the answer in other words: another order or other wording in every sentence, where that is possible. Keep every fact, number, name and limit exactly as it is; add nothing and leave nothing out. Keep the language and about the length.',
		material: { question, answer: reference },
		members: { text: 'string' },
	});
}

export function requestInsertion({ question, reference, context }: ProbeSource): MadeRequest {
	return request({
		task: 'Write one further sentence that a reader would believe in the middle of this answer, and that states a specific detail which the context does not state: an invented cause, number, place, person or consequence. Nothing in the context may say it or lead to it. One sentence, in the language of the answer, without a line break.',
		material: { question, context, answer: reference },
		members: { text: 'string' },
	});
}

export function requestTone({ question }: ProbeSource, claim: string): MadeRequest {
	return request({
		task: 'Say the answer twice: once by somebody who is entirely sure of it, once by somebody who hesitates and is not sure. Both state exactly the same facts, numbers and names as the answer does, also where it is wrong: correct nothing, add nothing, leave nothing out. Only the tone differs.',
		material: { question, answer: claim },
		members: { confident: 'string', hesitant: 'string' },
	});
}

/** Asks whether two texts say the same; `tone`: apart from how sure they sound. */
export function confirmSame({ question }: ProbeSource, first: string, second: string, but?: 'tone'): MadeRequest {
	return request({
		task: `Do the two texts state exactly the same facts as answers to the question${but === 'tone' ? ', apart from how sure they sound' : ''}? Say false where one of them states anything that the other one does not, or contradicts it. Write what differs first, then the verdict.`,
		material: { question, 'first text': first, 'second text': second },
		members: { reason: 'string', verdict: 'boolean' },
	});
}

/** Asks whether the context holds a sentence. */
export function confirmInsertion({ question, context }: ProbeSource, sentence: string): MadeRequest {
	return request({
		task: 'Does the context state the sentence, or does the sentence follow from it? Say true also where it only repeats what is meant there, in other words. Write the reason first, then the verdict.',
		material: { question, context, sentence },
		members: { reason: 'string', verdict: 'boolean' },
	});
}

interface Wanted {
	readonly task: string;
	readonly material: Readonly<Record<string, string>>;
	readonly members: Readonly<Record<string, 'string' | 'boolean'>>;
}

function request({ task, material, members }: Wanted): MadeRequest {
	// It depends on all that stands between the fences, so that no text can contain its own.
	const nonce = sha256(JSON.stringify(material)).slice(0, 16);
	const names = Object.keys(members);
	const example = names.map(name => `"${name}": ${members[name] === 'boolean' ? '<true or false>' : '"…"'}`).join(', ');
	return {
		messages: [
			{
				role: 'system',
				content: `${task}\n\n${FENCE_RULE}.\n\nReply with one JSON object of this form and nothing else:\n{ ${example} }`,
			},
			{
				role: 'user',
				content: fencedRequest(
					nonce,
					Object.entries(material).map(([name, text]) => fenced(name, text, nonce)),
				),
			},
		],
		schema: {
			name: 'reply',
			schema: {
				type: 'object',
				properties: Object.fromEntries(names.map(name => [name, { type: members[name]! }])),
				required: names,
				additionalProperties: false,
			},
		},
	};
}
