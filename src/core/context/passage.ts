import type { TextPiece } from '../documents/question-file.ts';

/** One passage of the context as it is given to a model: chosen lines of a file, rows of a table, or inline text. */
export interface Passage {
	/** 1-based: the `P<n>` of its units. */
	readonly number: number;
	readonly label: string | undefined;
	/** Root-relative path of the file that holds the text: the context file, or the question file for inline text. */
	readonly path: string;
	readonly inline: boolean;
	/** The chosen lines joined by LF, without the label. */
	readonly text: string;
	/** {@link contentHash} of `text`, 12 hex digits. */
	readonly hash: string;
	readonly units: readonly Unit[];
}

/** What can be linked: one source line (or one CSV record). */
export interface Unit {
	/** `P<passage>:L<line>`, the line counted from 1 in the file, or in the inline value. */
	readonly id: string;
	readonly passage: number;
	/** Root-relative path of the document that holds it. */
	readonly path: string;
	/** 1-based first line in that document. */
	readonly line: number;
	readonly text: string;
	/** Maps offsets of `text` to offsets of the document. */
	readonly pieces: readonly TextPiece[];
}
