/** What the language server tells the host of each open question file, so that the host parses none on a key press. */
export interface OutlineParams {
	readonly uri: string;
	readonly version: number;
	readonly questions: readonly OutlineQuestion[];
}

export interface OutlineQuestion {
	readonly id: string;
	/** The `question:` key: where lenses, gutter marks and threads sit. */
	readonly range: WireRange;
	/** The whole item. */
	readonly item: WireRange;
	/** Short hash of the question's text. */
	readonly hash: string;
	/** The text, cut at 120 characters. */
	readonly title: string;
}

/** Lines and characters from 0, as in the Language Server Protocol. */
export interface WireRange {
	readonly start: { readonly line: number; readonly character: number };
	readonly end: { readonly line: number; readonly character: number };
}

/** Method of the notification server → host. */
export const OUTLINE_NOTIFICATION = 'groundline/outline';

/** Method of the notification host → server when the workspace becomes trusted. */
export const TRUST_NOTIFICATION = 'groundline/trust';
