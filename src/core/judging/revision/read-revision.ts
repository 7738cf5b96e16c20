import type { ModelOutcome } from '../../review/ports.ts';
import { withoutThinking } from '../reading/clean-reply.ts';

/** What a reply to the request for a revision says. */
export type RevisionReading =
	| { readonly state: 'revised'; readonly text: string }
	/** It says in so many words that nothing needs to change. */
	| { readonly state: 'unchanged' }
	/** One sentence. */
	| { readonly state: 'unread'; readonly problem: string };

/**
 * Takes the revised answer out of a reply: all of it, without thinking aloud, without the marks of its fence, a code fence around the whole, a
 * label before it. What was cut off is no revision, because nobody knows what is missing.
 */
export function readRevision(
	outcome: Pick<ModelOutcome, 'text' | 'failure' | 'finish'>,
	answer: string,
): RevisionReading {
	if (outcome.failure !== undefined) {
		return unread(outcome.failure.message);
	}
	if (outcome.finish === 'length') {
		return unread('The revised answer was cut off by the token limit.');
	}
	if (outcome.finish === 'content_filter') {
		return unread('The endpoint filtered the revised answer.');
	}
	const text = bare(withoutThinking(outcome.text), answer);
	if (text === '') {
		return unread('The reply is empty.');
	}
	return NOTHING_TO_CHANGE.test(text) ? { state: 'unchanged' } : { state: 'revised', text };
}

function unread(problem: string): RevisionReading {
	return { state: 'unread', problem };
}

/** Each of these is taken off only where it stands around the whole, and where the answer has none itself. */
function bare(reply: string, answer: string): string {
	let text = withoutMarks(reply.replace(/\r\n?/g, '\n')).trim();
	for (const take of [labelled, codeFenced, quoted]) {
		text = take(answer.trim()) === undefined ? (take(text)?.trim() ?? text) : text;
	}
	return withoutMarks(text).trim();
}

/** Models repeat the fence that they were shown. */
function withoutMarks(text: string): string {
	return text.replace(/^[ \t]*(?:<<<(?:end )?[a-z ]{3,40} [0-9a-f-]{8,}>>>|CODE: [0-9a-f-]{8,})[ \t]*$\n?/gm, '');
}

/** What follows `Here is the revised answer:` or `## Corrected answer` on a line of its own, or `Revised answer:` before the text. */
function labelled(text: string): string | undefined {
	const label = OWN_LINE.exec(text) ?? BEFORE.exec(text);
	return label === null ? undefined : text.slice(label[0].length);
}

const OWN_LINE =
	/^(?:#{1,6} +|\*\*|__)?(?:(?:sure|certainly|okay)[,!.]? *)?(?:here(?:'s|’s| is) )?(?:the |my )?(?:fully )?(?:revised|corrected|improved|edited|rewritten|final) (?:answer|version|response)(?:\*\*|__)?:?(?:\*\*|__)?[ \t]*\n+(?=\s*\S)/i;
const BEFORE =
	/^(?:\*\*|__)?(?:revised|corrected|improved|final) (?:answer|version|response)(?:\*\*|__)?:(?:\*\*|__)?[ \t]+(?=\S)/i;

function codeFenced(text: string): string | undefined {
	const open = /^```[\w-]*\n/.exec(text);
	const isOne = open !== null && text.endsWith('\n```') && text.indexOf('\n```', 3) === text.length - 4;
	return isOne ? text.slice(open[0].length, -4) : undefined;
}

function quoted(text: string): string | undefined {
	return text.length > 2 && text.startsWith('"') && text.indexOf('"', 1) === text.length - 1
		? text.slice(1, -1)
		: undefined;
}

/** The whole reply, in one of the ways in which models say it in spite of what they were told. */
const NOTHING_TO_CHANGE =
	/^(?:\(?unchanged\)?|no (?:changes?|revisions?|corrections?)(?: (?:is|are|was|were))?(?: (?:needed|necessary|required|made))?|the (?:original )?answer is (?:already )?(?:good|correct|fine|accurate|good enough)(?: (?:as it is|as is|and needs no (?:changes?|revision|correction)))?)[.!]?$/i;
