/**
 * A reply with everything taken out that says nothing: thinking aloud, struck-out words, invisible characters, the
 * different line breaks and wide forms of one and the same sign. Words keep their letters and their order.
 */
export function cleanReply(reply: string): string {
	const text = reply
		.slice(0, LONGEST_REPLY)
		.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
		.replace(/[\u200B-\u200F\u2060-\u2064\uFEFF\u00AD\u202A-\u202E\u2066-\u2069]|\uFE0F/g, '')
		.replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
		.replace(/[\uFF01-\uFF5E]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
		.normalize('NFC');
	return withoutQuoting(withoutStruck(withoutThinking(text)));
}

/** A reply that stands in a quotation block as a whole, but for a line or two before it. */
function withoutQuoting(text: string): string {
	const lines = text.split('\n').filter(line => line.trim() !== '');
	const quoted = lines.filter(line => /^ {0,3}>/.test(line));
	return quoted.length > 2 && quoted.length >= lines.length - 2 ? text.replace(/^ {0,3}> ?/gm, '') : text;
}

/** No judge writes a megabyte; what comes after that is not read. */
const LONGEST_REPLY = 1_000_000;

/**
 * Models that think aloud open with `<think>`, or leave the opening to their template and only close it. What is
 * never closed is all thinking: the reply was cut off before the verdict.
 */
export function withoutThinking(text: string): string {
	let rest = afterLastChannel(text);
	const close = lastMatch(rest, /<\/(?:think|thinking|thought|thoughts|reflection|scratchpad)\s*>/gi);
	if (close !== undefined) {
		const open = rest.search(/<(?:think|thinking|thought|thoughts|reflection|scratchpad)\s*>/i);
		const before = open >= 0 && open < close.start ? rest.slice(0, open) : '';
		rest = `${before}\n${rest.slice(close.end)}`;
	}
	const unclosed = rest.search(/<(?:think|thinking|thought|thoughts|reflection|scratchpad)\s*>/i);
	return unclosed >= 0 ? rest.slice(0, unclosed) : rest;
}

/** Some open-weight models mark the final part of their reply with channel tokens. */
function afterLastChannel(text: string): string {
	const marker = '<|channel|>final<|message|>';
	const at = text.lastIndexOf(marker);
	return at < 0 ? text : text.slice(at + marker.length);
}

function withoutStruck(text: string): string {
	return text.replace(/~~[^~\n]{1,400}~~/g, ' ').replace(/<(del|s|strike)>[^<\n]{1,400}<\/\1>/gi, ' ');
}

function lastMatch(text: string, pattern: RegExp): { readonly start: number; readonly end: number } | undefined {
	let last: { start: number; end: number } | undefined;
	for (const match of text.matchAll(pattern)) {
		last = { start: match.index, end: match.index + match[0].length };
	}
	return last;
}
