import type { CommandIo } from './io.ts';

/** A longer line is not read into memory. */
const LONGEST_LINE = 64 * 1024 * 1024;

export type InputLine =
	| { readonly kind: 'value'; readonly line: number; readonly value: unknown; readonly text: string }
	| { readonly kind: 'malformed'; readonly line: number; readonly message: string };

/** The JSON values on stdin, one a line, in bounded memory. Empty lines are skipped but counted. */
export async function* jsonLines(io: CommandIo): AsyncGenerator<InputLine, void, undefined> {
	let number = 0;
	for await (const { text, tooLong } of lines(io)) {
		number++;
		if (tooLong) {
			yield { kind: 'malformed', line: number, message: 'the line is longer than 64 MB' };
		} else if (text.trim() !== '') {
			yield parse(number === 1 ? text.replace(/^\ufeff/, '') : text, number);
		}
	}
}

/** All of stdin as one text; of more than 64 MB the beginning. */
export async function wholeInput(io: CommandIo): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of io.stdin) {
		text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
		if (text.length > LONGEST_LINE) {
			return text; // More than anybody reads of it.
		}
	}
	return text + decoder.decode();
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
		return { kind: 'malformed', line, message: 'the line is no JSON' };
	}
}

async function* lines(
	io: CommandIo,
): AsyncGenerator<{ readonly text: string; readonly tooLong: boolean }, void, undefined> {
	const decoder = new TextDecoder();
	let rest: string[] = [];
	let length = 0;
	let tooLong = false;
	for await (const chunk of io.stdin) {
		const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
		const parts = text.split('\n');
		for (const [i, part] of parts.entries()) {
			if (i > 0) {
				yield { text: rest.join(''), tooLong };
				rest = [];
				length = 0;
				tooLong = false;
			}
			length += part.length;
			tooLong ||= length > LONGEST_LINE;
			rest = tooLong ? [] : rest;
			if (!tooLong) {
				rest.push(part);
			}
		}
	}
	if (rest.length > 0 || tooLong) {
		yield { text: rest.join('') + decoder.decode(), tooLong };
	}
}
