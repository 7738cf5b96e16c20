import type { TextRange } from '../text/range.ts';

/** A question file cut into its items and the rest. */
export interface SplitItems {
	/** Offset of the key `questions`. */
	readonly key: number;
	/** Whole lines, one range for each item of the sequence; together they cover `itemsStart..itemsEnd`. */
	readonly items: readonly TextRange[];
	readonly itemsStart: number;
	readonly itemsEnd: number;
	/** The text without the items. */
	readonly skeleton: string;
}

/**
 * Cuts the block sequence below a top-level `questions:` into its items, by indentation alone. `undefined` where the
 * layout leaves any doubt: then the file has to be read in one piece.
 */
export function splitItems(text: string): SplitItems | undefined {
	const key = /^questions:[ \t]*(?:#.*)?$/m.exec(text.includes('\r') ? text.replaceAll('\r', ' ') : text);
	if (key === null) {
		return undefined;
	}
	const first = nextLine(text, key.index);
	let column = -1;
	let itemStart = -1;
	const items: TextRange[] = [];
	let at = first;
	for (; at < text.length; at = nextLine(text, at)) {
		const kind = lineKind(text, at, column);
		if (kind === 'inside') {
			continue;
		}
		if (kind === 'after') {
			break;
		}
		if (kind === 'doubt') {
			return undefined;
		}
		if (itemStart === -1) {
			column = kind;
		} else {
			items.push({ start: itemStart, end: at });
		}
		itemStart = at;
	}
	if (itemStart === -1) {
		return undefined;
	}
	items.push({ start: itemStart, end: at });
	const itemsStart = items[0]!.start;
	return { key: key.index, items, itemsStart, itemsEnd: at, skeleton: text.slice(0, itemsStart) + text.slice(at) };
}

/** What a line is to a sequence whose dashes stand at `column` (-1: not known yet). A number: it begins an item there. */
function lineKind(text: string, start: number, column: number): 'inside' | 'after' | 'doubt' | number {
	let at = start;
	while (text.charCodeAt(at) === SPACE) {
		at++;
	}
	const indent = at - start;
	if (column !== -1 && indent > column) {
		return 'inside';
	}
	const code = text.charCodeAt(at);
	if (at >= text.length || code === LF || code === HASH || (code === CR && text.charCodeAt(at + 1) === LF)) {
		return 'inside'; // Empty lines and comments belong to whatever is open.
	}
	const next = text.charCodeAt(at + 1);
	const isItem = code === DASH && (next === SPACE || next === LF || next === CR || Number.isNaN(next));
	if (column === -1) {
		return isItem ? indent : 'doubt';
	}
	if (isItem && indent === column) {
		return indent;
	}
	// What stands further left than the items, and still to the right of the keys, is a mistake inside of an item.
	return indent === 0 && beginsKey(text, at) ? 'after' : 'inside';
}

/** True unless the line is a single word that is still being typed, or closes a flow collection. */
function beginsKey(text: string, at: number): boolean {
	const line = text.slice(at, nextLine(text, at));
	return !/^(?:[}\]]|[\p{L}\p{N}_][^:]*$)/u.test(line);
}

function nextLine(text: string, at: number): number {
	const found = text.indexOf('\n', at);
	return found === -1 ? text.length : found + 1;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const HASH = 35;
const DASH = 45;
