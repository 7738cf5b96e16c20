import type { Files } from '../documents/files.ts';
import type { TextEdit } from '../documents/problem.ts';
import type { TextRange } from '../text/range.ts';
import type { Cursor } from './cursor.ts';
import type { LanguageDocument } from './document.ts';
import type { Library } from './library.ts';

/** The most completions that are shown at once. Where more are found the list is incomplete, and typing on narrows it. */
export const MOST_OFFERED = 500;

export interface Surroundings {
	readonly library: Library;
	readonly files: Files;
}

/** Where something is to be completed: offsets are those of the document. */
export interface CompletionPlace {
	readonly document: LanguageDocument;
	readonly cursor: Cursor;
	readonly offset: number;
	readonly token: TextRange;
}

export interface Completion {
	readonly label: string;
	readonly kind:
		| 'key'
		| 'word'
		| 'model'
		| 'question'
		| 'criterion'
		| 'level'
		| 'file'
		| 'variable'
		| 'function'
		| 'keyword';
	/** One line of plain text beside the label. */
	readonly detail?: string;
	/** Markdown that the tool wrote. */
	readonly docs?: string;
	readonly edit: TextEdit;
	/** There is more to choose once this was taken. */
	readonly continues?: boolean;
	/** Required keys come first. */
	readonly first?: boolean;
}
