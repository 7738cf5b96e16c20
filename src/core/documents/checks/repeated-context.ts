import type { Passage } from '../../context/passage.ts';
import { type Problem, problem } from '../problem.ts';
import type { ContextEntry } from '../question-file.ts';

/** Reports context texts that say word for word what an earlier passage already said. */
export function* checkRepeatedContext(
	entries: readonly ContextEntry[],
	passages: readonly Passage[],
	path: string,
): Iterable<Problem> {
	if (passages.length < 2) {
		return; // One passage repeats nothing.
	}
	const first = new Map<string, ContextEntry>();
	for (const entry of entries) {
		// Chosen lines of files repeat what is in the file; only texts that somebody wrote here are compared.
		if (entry.kind !== 'text' || entry.text.value.trim() === '') {
			continue;
		}
		const text = entry.text.value.trim();
		const known = first.get(text);
		if (known === undefined) {
			first.set(text, entry);
		} else {
			yield problem('repeated-context', 'An earlier passage says exactly this already.', entry.text.range, {
				related: [{ path, range: known.range, message: 'said here first' }],
			});
		}
	}
}
