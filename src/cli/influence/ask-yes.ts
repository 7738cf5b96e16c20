import { UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';

/** Asks a person on a terminal; true for "y" or "yes". Throws a {@link UsageError} where there is nobody to ask. */
export async function askYes(question: string, io: CommandIo): Promise<boolean> {
	if (!io.errIsTerminal) {
		throw new UsageError(`${question} To make these calls, add --yes.`);
	}
	io.err(`${question} Go on? [y/N] `);
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of io.stdin) {
		text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
		if (/[\r\n]/.test(text) || io.signal.aborted) {
			break;
		}
	}
	return /^\s*y(?:es)?\s*$/i.test(text.split(/[\r\n]/)[0] ?? '');
}
