/** More than this in one reply is no answer any more: 32 MB on the wire. */
const LARGEST_REPLY = 32 * 1024 * 1024;

export class ReplyTooLarge extends Error {}

/**
 * The `data:` fields of a stream of server-sent events (HTML standard, section 9.2), one string each. Characters may be
 * split between pieces of the body. Throws {@link ReplyTooLarge}, and what reading the body throws.
 */
export async function* serverSentEvents(
	body: ReadableStream<Uint8Array>,
	progress: () => void,
): AsyncGenerator<string, void, undefined> {
	const decoder = new TextDecoder();
	let rest = '';
	let data: string[] = [];
	let bytes = 0;
	for await (const chunk of body) {
		progress();
		bytes += chunk.length;
		if (bytes > LARGEST_REPLY) {
			throw new ReplyTooLarge();
		}
		const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
		rest = lines.pop()!;
		for (const raw of lines) {
			const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
			if (line === '') {
				if (data.length > 0) {
					yield data.join('\n');
					data = [];
				}
			} else if (line.startsWith('data:')) {
				data.push(line.slice(line[5] === ' ' ? 6 : 5));
			}
		}
	}
	const last = rest + decoder.decode();
	if (last.startsWith('data:')) {
		data.push(last.slice(last[5] === ' ' ? 6 : 5).trimEnd());
	}
	if (data.length > 0) {
		yield data.join('\n');
	}
}

/** The whole body as text. Throws {@link ReplyTooLarge}. */
export async function wholeBody(body: ReadableStream<Uint8Array>, progress: () => void): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of body) {
		progress();
		text += decoder.decode(chunk, { stream: true });
		if (text.length > LARGEST_REPLY) {
			throw new ReplyTooLarge();
		}
	}
	return text + decoder.decode();
}
