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
	const chunks = io.stdin[Symbol.asyncIterator]();
	const aborted = new Promise<undefined>(resolve => {
		io.signal.addEventListener('abort', () => resolve(undefined), { once: true });
	});
	while (!/[\r\n]/.test(text) && !io.signal.aborted) {
		const next = await Promise.race([chunks.next(), aborted]);
		if (next === undefined || next.done === true) {
			break;
		}
		text += typeof next.value === 'string' ? next.value : decoder.decode(next.value, { stream: true });
	}
	if (io.signal.aborted) {
		return false;
	}
	return /^\s*y(?:es)?\s*$/i.test(text.split(/[\r\n]/)[0] ?? '');
}
