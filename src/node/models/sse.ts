/** More than this in one reply is no answer any more: 32 MB on the wire. */
export const LARGEST_REPLY = 32 * 1024 * 1024;

/** What reads a stream of bytes; that of a `Response` is one. */
export interface PieceReader {
	read(): Promise<ReadableStreamReadResult<Uint8Array>>;
	/** Gives up what is to come, also while a {@link read} waits for it. */
	cancel(): Promise<void>;
}

export class ReplyTooLarge extends Error {}

/** After what ends a stream there is nothing to wait for but the end of the body, which keeps the connection open for the next call. */
const LONGEST_REST = 200;

/**
 * Calls `onData` with the `data:` fields of a stream of server-sent events (HTML standard, section 9.2), one string each, until it
 * says `done` or the stream ends. Characters may be split between pieces of the body. An event that comes again at once under its
 * `id:` is left out; without one, two equal pieces may be two equal words. Throws {@link ReplyTooLarge}, and what
 * reading the body throws.
 */
export async function readServerSentEvents(
	reader: PieceReader,
	{ onData, progress }: { readonly onData: (data: string) => 'more' | 'done'; readonly progress: () => void },
): Promise<void> {
	const decoder = new TextDecoder();
	let rest = '';
	let data: string[] = [];
	let id: string | undefined;
	let lastId: string | undefined;
	let bytes = 0;
	const leave = () => void endOf(reader);
	try {
		for (let read = await reader.read(); !read.done; read = await reader.read()) {
			progress();
			bytes += read.value.length;
			if (bytes > LARGEST_REPLY) {
				throw new ReplyTooLarge();
			}
			const lines = (rest + decoder.decode(read.value, { stream: true })).split('\n');
			rest = lines.pop()!;
			for (const raw of lines) {
				const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
				if (line === '') {
					const isRepeated = id !== undefined && id === lastId;
					if (data.length > 0 && !isRepeated && onData(data.join('\n')) === 'done') {
						leave();
						return;
					}
					lastId = id ?? lastId;
					id = undefined;
					data = [];
				} else if (line.startsWith('id:')) {
					id = line.slice(3).trim();
				} else if (line.startsWith('data:')) {
					data.push(line.slice(line[5] === ' ' ? 6 : 5));
				}
			}
		}
	} catch (error) {
		void reader.cancel().catch(() => {});
		throw error;
	}
	const last = rest + decoder.decode();
	if (last.startsWith('data:')) {
		data.push(last.slice(last[5] === ' ' ? 6 : 5).trimEnd());
	}
	if (data.length > 0) {
		onData(data.join('\n'));
	}
}

/** Reads on to the end, which mostly is there already; what does not end is given up. */
async function endOf(reader: PieceReader): Promise<void> {
	const giveUp = setTimeout(() => void reader.cancel().catch(() => {}), LONGEST_REST);
	try {
		let bytes = 0;
		for (let read = await reader.read(); !read.done && bytes < LARGEST_REST; read = await reader.read()) {
			bytes += read.value.length;
		}
		if (bytes >= LARGEST_REST) {
			await reader.cancel();
		}
	} catch {
		// The reply is complete: how its connection ends concerns nobody.
	} finally {
		clearTimeout(giveUp);
	}
}

const LARGEST_REST = 64 * 1024;

/** The whole body as text. Throws {@link ReplyTooLarge}. */
export async function wholeBody(body: AsyncIterable<Uint8Array>, progress: () => void): Promise<string> {
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
