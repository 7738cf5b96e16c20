import { jsonError } from '../core/text/json-error.ts';
import { UsageError } from './exit-code.ts';
import type { CommandIo } from './io.ts';

/** A longer line is not read into memory. */
const LONGEST_LINE = 64 * 1024 * 1024;

export type InputLine =
	| { readonly kind: 'value'; readonly line: number; readonly value: unknown; readonly text: string }
	| { readonly kind: 'malformed'; readonly line: number; readonly message: string };

/** The JSON values on stdin, one a line, in bounded memory. Empty lines are skipped but counted. */
export async function* jsonLines(io: CommandIo): AsyncGenerator<InputLine, void, undefined> {
	let number = 0;
	for await (const bytes of lines(io)) {
		number++;
		const text = bytes === 'too-long' ? undefined : decoded(bytes);
		if (text === undefined) {
			yield { kind: 'malformed', line: number, message: 'the line is longer than 64 MB' };
		} else if (typeof text !== 'string') {
			yield { kind: 'malformed', line: number, message: `the line is no UTF-8 at column ${text.column}` };
		} else if (text.trim() !== '') {
			yield parse(number === 1 ? text.replace(/^\ufeff/, '') : text, number);
		}
	}
}

/** All of stdin as one text; of more than 64 MB the beginning. Throws a {@link UsageError} where it is no UTF-8. */
export async function wholeInput(io: CommandIo): Promise<string> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of io.stdin) {
		const bytes = bytesOf(chunk);
		chunks.push(bytes);
		length += bytes.length;
		if (length > LONGEST_LINE) {
			break; // More than anybody reads of it.
		}
	}
	const bytes = Buffer.concat(chunks);
	const text = decoded(bytes);
	if (typeof text === 'string') {
		return text.replace(/^\ufeff/, '');
	}
	if (length > LONGEST_LINE && text.at > bytes.length - 4) {
		return bytes.subarray(0, text.at).toString('utf8'); // A character that was cut in two.
	}
	throw new UsageError(`What came on stdin is no UTF-8 at line ${text.line}, column ${text.column}.`);
}

/** An output with its id as it was written: a number too large for JavaScript would come back as another one. */
export function withExactId<T extends object>(
	output: T,
	input: InputLine,
): T | (Omit<T, 'id'> & { readonly id: unknown }) {
	const id = 'id' in output ? output.id : undefined;
	if (input.kind !== 'value' || typeof id !== 'number' || Math.abs(id) <= Number.MAX_SAFE_INTEGER) {
		return output;
	}
	const { rawJSON } = JSON as { rawJSON?: (text: string) => unknown };
	const sources = new Map<unknown, string>();
	let written: string | undefined;
	const reviver: Reviver = function (name, value, context) {
		if (name === 'id' && context?.source !== undefined) {
			sources.set(this, context.source);
		}
		written = name === '' ? sources.get(value) : undefined; // The record itself comes last.
		return value;
	};
	JSON.parse(input.text, reviver as Parameters<typeof JSON.parse>[1]);
	return written === undefined || rawJSON === undefined ? output : { ...output, id: rawJSON(written) };
}

type Reviver = (this: unknown, name: string, value: unknown, context?: { readonly source?: string }) => unknown;

function parse(text: string, line: number): InputLine {
	try {
		return { kind: 'value', line, value: JSON.parse(text) as unknown, text };
	} catch {
		const error = jsonError(text);
		const where = error === undefined ? '' : ` at column ${error.at + 1}: ${error.problem}`;
		return { kind: 'malformed', line, message: `the line is no JSON${where}` };
	}
}

interface NotUtf8 {
	/** Of the first byte that is wrong, from 0. */
	readonly at: number;
	/** From 1. */
	readonly line: number;
	readonly column: number;
}

/** The text of bytes, with its byte order mark, or the place where they are none. Nothing is replaced: a wrong character is another answer. */
function decoded(bytes: Buffer): string | NotUtf8 {
	const strict = (end: number, stream: boolean): string | undefined => {
		try {
			return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, end), { stream });
		} catch {
			return undefined;
		}
	};
	const text = strict(bytes.length, false);
	if (text !== undefined) {
		return text;
	}
	// The longest beginning that is still right, as the beginning of a longer text.
	let [right, wrong] = [0, bytes.length + 1];
	while (wrong - right > 1) {
		const middle = (right + wrong) >>> 1;
		if (strict(middle, true) === undefined) {
			wrong = middle;
		} else {
			right = middle;
		}
	}
	const before = strict(Math.min(right, bytes.length), true) ?? '';
	const lines = before.split('\n');
	return { at: Buffer.byteLength(before), line: lines.length, column: lines.at(-1)!.length + 1 };
}

function bytesOf(chunk: Uint8Array | string): Buffer {
	return typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

async function* lines(io: CommandIo): AsyncGenerator<Buffer | 'too-long', void, undefined> {
	let rest: Buffer[] = [];
	let length = 0;
	const taken = (): Buffer | 'too-long' => {
		const line = length > LONGEST_LINE ? 'too-long' : Buffer.concat(rest);
		rest = [];
		length = 0;
		return line;
	};
	const take = (part: Buffer): void => {
		length += part.length;
		rest = length > LONGEST_LINE ? [] : rest;
		if (length <= LONGEST_LINE && part.length > 0) {
			rest.push(part);
		}
	};
	for await (const chunk of io.stdin) {
		const bytes = bytesOf(chunk);
		let start = 0;
		for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
			take(bytes.subarray(start, end));
			yield taken();
			start = end + 1;
		}
		take(bytes.subarray(start));
	}
	if (length > 0) {
		yield taken();
	}
}
