import type { Passage } from '../context/passage.ts';
import { isGlob } from '../context/passages-of.ts';
import { resolvePath } from '../documents/files.ts';
import type { ContextEntry } from '../documents/question-file.ts';

/**
 * The entry that each passage comes from. A pattern has as many passages as files match it, and an entry whose file cannot be read has
 * none: from both ends each passage is matched with its entry; in between only one pattern may stand. `undefined` where it cannot be told.
 */
export function entriesOf(
	entries: readonly ContextEntry[],
	passages: readonly Passage[],
	path: string,
): readonly ContextEntry[] | undefined {
	const given: ContextEntry[] = [];
	const readable = entries.filter(entry => isMany(entry) || passages.some(passage => isFrom(passage, entry, path)));
	const pattern = readable.findIndex(isMany);
	const behind = pattern < 0 ? 0 : readable.length - pattern - 1;
	for (const [at, passage] of passages.entries()) {
		const fromEnd = passages.length - at;
		const entry =
			pattern < 0 || at < pattern
				? readable[at]
				: fromEnd <= behind
					? readable[readable.length - fromEnd]
					: readable[pattern];
		if (entry === undefined || !(isMany(entry) ? !passage.inline : isFrom(passage, entry, path))) {
			return undefined;
		}
		given.push(entry);
	}
	return given;
}

/** True for an entry that stands for every file that matches. */
export function isMany(entry: ContextEntry): boolean {
	return entry.kind === 'file' && isGlob(entry.file.value);
}

function isFrom(passage: Passage, entry: ContextEntry, path: string): boolean {
	return entry.kind === 'text'
		? passage.inline
		: !passage.inline && passage.path === resolvePath(path, entry.file.value);
}
