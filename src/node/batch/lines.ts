/** A longer line is no reply of a model; it is skipped, not read into memory. */
const LONGEST_LINE = 64 * 1024 * 1024;

/** The lines of a stream of UTF-8, without empty ones, in the memory of one line. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
	const decoder = new TextDecoder();
	let rest: string[] = [];
	let length = 0;
	for await (const chunk of body) {
		const [first, ...others] = decoder.decode(chunk, { stream: true }).split('\n');
		length += first!.length;
		if (length <= LONGEST_LINE) {
			rest.push(first!);
		}
		for (const next of others) {
			if (length <= LONGEST_LINE && length > 0) {
				yield rest.join('');
			}
			rest = [next];
			length = next.length;
		}
	}
	const last = rest.join('') + decoder.decode();
	if (last !== '' && length <= LONGEST_LINE) {
		yield last;
	}
}
