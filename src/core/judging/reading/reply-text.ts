import { cleanReply } from './clean-reply.ts';

/** The text of a reply that is read: without what says nothing, and out of the JSON string that holds it, where one does. */
export function replyText(reply: string): string {
	return unwrapped(cleanReply(reply));
}

/** A reply that is one JSON string, or holds JSON in one, has its text inside. */
function unwrapped(text: string): string {
	const trimmed = text.trim();
	return trimmed.startsWith('"') && trimmed.endsWith('"')
		? contentOf(trimmed, text)
		: text.replace(JSON_IN_STRING, match => contentOf(match, match));
}

const JSON_IN_STRING = /(?<!\\)"\s*[{[](?:[^"\\]|\\.)*"/gs;

function contentOf(literal: string, otherwise: string): string {
	try {
		const inner: unknown = JSON.parse(literal);
		return typeof inner === 'string' ? inner : otherwise;
	} catch {
		return otherwise; // Quotation marks around words, no JSON.
	}
}
