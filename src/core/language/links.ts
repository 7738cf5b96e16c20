import { resolvePath } from '../documents/files.ts';
import type { TextRange } from '../text/range.ts';
import type { LanguageDocument } from './document.ts';

/** The paths that a document names, as links. Globs name no single file and paths that leave the root lead nowhere. */
export function documentLinks(document: LanguageDocument): readonly DocumentLink[] {
	return document.occurrences.flatMap(({ kind, name, range }) => {
		const path = kind.endsWith('-path') && !/[*?[{]/.test(name) ? resolvePath(document.path, name) : undefined;
		return path === undefined || name === 'built-in' ? [] : [{ path, range }];
	});
}

export interface DocumentLink {
	/** Root-relative. */
	readonly path: string;
	readonly range: TextRange;
}
