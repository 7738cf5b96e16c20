/** The questions of an open question file, which the language server tells the host, so that it parses none on a key press. */
export interface OutlineParams {
	readonly uri: string;
	readonly version: number;
	readonly questions: readonly OutlineQuestion[];
}

/**
 * What became different since the outline that was sent last for the same document. Most edits concern one question
 * of a file and move those below it; the outline of 10,000 questions is two megabytes.
 */
export interface OutlineChange {
	readonly uri: string;
	readonly version: number;
	/** The version of the outline that this is a change to. */
	readonly since: number;
	/** Index of the first question that is replaced, and how many are. */
	readonly start: number;
	readonly removed: number;
	/** What takes their place. */
	readonly questions: readonly OutlineQuestion[];
	/** How many lines further down all questions behind them stand. */
	readonly moved: number;
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

/** Finds what became different. `changedOutline(before, outlineChange(before, after))` equals `after`. */
export function outlineChange(before: OutlineParams, after: OutlineParams): OutlineChange {
	const [old, fresh] = [before.questions, after.questions];
	const most = Math.min(old.length, fresh.length);
	let start = 0;
	while (start < most && isSame(old[start]!, fresh[start]!, 0)) {
		start++;
	}
	const moved = start < most ? fresh.at(-1)!.item.start.line - old.at(-1)!.item.start.line : 0;
	let end = 0;
	while (end < most - start && isSame(old.at(-1 - end)!, fresh.at(-1 - end)!, moved)) {
		end++;
	}
	return {
		uri: after.uri,
		version: after.version,
		since: before.version,
		start,
		removed: old.length - start - end,
		questions: fresh.slice(start, fresh.length - end),
		moved,
	};
}

/** The outline after a change. */
export function changedOutline(before: OutlineParams, change: OutlineChange): OutlineParams {
	const { uri, version, start, removed, questions, moved } = change;
	const behind = before.questions.slice(start + removed);
	return {
		uri,
		version,
		questions: [
			...before.questions.slice(0, start),
			...questions,
			...(moved === 0 ? behind : behind.map(question => below(question, moved))),
		],
	};
}

/** Method of the notification server → host: a whole outline, the first one of a document. */
export const OUTLINE_NOTIFICATION = 'groundline/outline';

/** Method of the notification server → host: a change to the outline sent before. */
export const OUTLINE_CHANGE_NOTIFICATION = 'groundline/outlineChange';

/** Method of the notification host → server when the workspace becomes trusted. */
export const TRUST_NOTIFICATION = 'groundline/trust';

function isSame(a: OutlineQuestion, b: OutlineQuestion, moved: number): boolean {
	return (
		a.id === b.id &&
		a.hash === b.hash &&
		a.title === b.title &&
		isSameRange(a.range, b.range, moved) &&
		isSameRange(a.item, b.item, moved)
	);
}

function isSameRange(a: WireRange, b: WireRange, moved: number): boolean {
	return (
		a.start.line + moved === b.start.line &&
		a.end.line + moved === b.end.line &&
		a.start.character === b.start.character &&
		a.end.character === b.end.character
	);
}

function below(question: OutlineQuestion, lines: number): OutlineQuestion {
	return { ...question, range: rangeBelow(question.range, lines), item: rangeBelow(question.item, lines) };
}

function rangeBelow({ start, end }: WireRange, lines: number): WireRange {
	return {
		start: { line: start.line + lines, character: start.character },
		end: { line: end.line + lines, character: end.character },
	};
}
