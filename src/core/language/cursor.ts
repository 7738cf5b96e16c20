import type { TextRange } from '../text/range.ts';
import {
	type BlockLine,
	type BlockStep,
	contentIndent,
	lineAfter,
	lineAround,
	lineBefore,
	readBlockLine,
} from './block-line.ts';
import { flowAt } from './flow.ts';

/**
 * Says what an offset of a YAML text stands for: the keys that lead to it, and whether a key or a value is written there.
 * It goes by indentation, upwards from the cursor, because a file under the hands of a person is rarely valid YAML:
 * a parser takes a half-typed key for the second line of the value above. Total; time grows with the lines above.
 */
export function cursorAt(text: string, offset: number): Cursor {
	const line = lineAround(text, offset);
	const here = readBlockLine(text, line);
	const touched = touchedStep(here.steps, line.start, offset);
	const column = touched?.column ?? columnOf(here, line, offset);
	const onLine = here.steps.filter(step => step.column < column);
	const above = ancestorsAbove(text, line.start, onLine[0] ?? { kind: 'key', column });
	const chain = [...above, ...onLine];
	const path = chain.map(pathStep);
	const inFlow = flowCursor(text, offset, chain);
	if (inFlow !== undefined) {
		return inFlow;
	}
	const isSpoken = above.some(step => isBlockScalar(text, step.valueStart)) || isComment(here.comment, offset);
	if (isSpoken || (touched === undefined && isCollection(text, here.value))) {
		return { path, slot: 'text', token: { start: offset, end: offset }, siblings: [], column };
	}
	if (touched !== undefined) {
		const siblings = keysAround(text, { line, column });
		return { path, slot: 'key', token: around(touched.range, offset), siblings, column };
	}
	const token = tokenAt(text, here.value, offset);
	const owner = onLine.at(-1);
	if (owner?.kind === 'key') {
		return { path, slot: 'value', token, siblings: [], column };
	}
	return {
		path,
		slot: 'start',
		token,
		siblings: owner === undefined ? keysAround(text, { line, column }) : [],
		column,
	};
}

/** The step into an item of a list; a plain string is the step into the value of a key. */
export const ITEM = Symbol('item');
export type PathStep = string | typeof ITEM;

export interface Cursor {
	/** From the root to the mapping (`key`) or to the value (`value`, `start`). */
	readonly path: readonly PathStep[];
	/**
	 * `key`: a key of the mapping at `path`. `value`: a scalar or flow collection at `path`. `start`: nothing decides yet,
	 * so it may become a key of the mapping at `path`, an item of the list there, or a scalar. `text`: a comment or a block scalar.
	 */
	readonly slot: 'key' | 'value' | 'start' | 'text';
	/** What is written there, without quotes; empty where nothing is. */
	readonly token: TextRange;
	/** Other keys of the mapping; in a flow list, the items before. */
	readonly siblings: readonly string[];
	/** Column that the token starts at, in block context: the indentation of keys typed here. */
	readonly column: number;
}

type KeyStep = Extract<BlockStep, { kind: 'key' }>;

function pathStep(step: BlockStep): PathStep {
	return step.kind === 'item' ? ITEM : step.name;
}

function touchedStep(steps: readonly BlockStep[], lineStart: number, offset: number): KeyStep | undefined {
	return steps.find(
		(step): step is KeyStep => step.kind === 'key' && offset >= lineStart + step.column && offset < step.valueStart,
	);
}

/** The column that decides what encloses the cursor where it touches no key. */
function columnOf(here: BlockLine, line: TextRange, offset: number): number {
	const isBare = here.steps.at(-1)?.kind !== 'key' && here.value.end > here.value.start;
	return isBare && offset >= here.value.start ? here.value.start - line.start : offset - line.start;
}

/** The steps that enclose something at a column, from the root inwards, found on the lines above. */
function ancestorsAbove(text: string, lineStart: number, inner: { kind: 'key' | 'item'; column: number }): BlockStep[] {
	const found: BlockStep[] = [];
	let limit = inner.column;
	// A list may stand at the same column as the key that it belongs to.
	let inclusive = inner.kind === 'item';
	let line = lineBefore(text, lineStart);
	while (line !== undefined && (limit > 0 || inclusive)) {
		const indent = contentIndent(text, line);
		if (indent !== undefined && (indent < limit || (inclusive && indent === limit))) {
			if (isDocumentMarker(text, line)) {
				break;
			}
			for (const step of readBlockLine(text, line).steps.toReversed()) {
				if (step.column < limit || (inclusive && step.kind === 'key' && step.column === limit)) {
					found.push(step);
					limit = step.column;
					inclusive = step.kind === 'item';
				}
			}
		}
		line = lineBefore(text, line.start);
	}
	return found.reverse();
}

/** The keys of the block mapping whose keys stand at a column, without those of the line itself. */
function keysAround(text: string, at: { line: TextRange; column: number }): string[] {
	const before: string[] = [];
	for (let line = lineBefore(text, at.line.start); line !== undefined; line = lineBefore(text, line.start)) {
		const indent = contentIndent(text, line);
		if (indent !== undefined && indent <= at.column) {
			before.push(...keysAt(text, line, at.column));
			if (indent < at.column || isDocumentMarker(text, line)) {
				break;
			}
		}
	}
	const after: string[] = [];
	for (let line = lineAfter(text, at.line.end); line !== undefined; line = lineAfter(text, line.end)) {
		const indent = contentIndent(text, line);
		if (indent !== undefined && indent <= at.column) {
			if (indent < at.column || isDocumentMarker(text, line)) {
				break;
			}
			after.push(...keysAt(text, line, at.column));
		}
	}
	return [...before.reverse(), ...after];
}

function keysAt(text: string, line: TextRange, column: number): string[] {
	return readBlockLine(text, line).steps.flatMap(step =>
		step.kind === 'key' && step.column === column ? [step.name] : [],
	);
}

/** A cursor inside `{…}` or `[…]`, which may have opened on a line above. */
function flowCursor(text: string, offset: number, chain: readonly BlockStep[]): Cursor | undefined {
	for (let index = -1; index < chain.length; index++) {
		const open = valueAfter(text, chain[index]?.valueStart ?? 0);
		if (open >= offset || (text[open] !== '{' && text[open] !== '[')) {
			continue;
		}
		const place = flowAt(text, open, offset);
		if (place !== undefined) {
			const path = [...chain.slice(0, index + 1).map(pathStep), ...place.steps.map(inner => inner ?? ITEM)];
			return { path, slot: place.slot, token: place.token, siblings: place.siblings, column: 0 };
		}
	}
	return undefined;
}

/** Where the value behind a colon or a dash begins, be it on a later line. */
function valueAfter(text: string, start: number): number {
	let at = start;
	while (at < text.length) {
		if (/[ \t\r\n\uFEFF]/.test(text[at]!)) {
			at++;
		} else if (text[at] === '#' && /\s/.test(text[at - 1] ?? ' ')) {
			at = lineAround(text, at).end;
		} else {
			break;
		}
	}
	return at;
}

function isBlockScalar(text: string, valueStart: number): boolean {
	if (!/[|>&!]/.test(text.slice(valueStart, valueStart + 100).trimStart()[0] ?? '')) {
		return false; // A line may hold thousands of dashes; only the last step can open a scalar.
	}
	const line = lineAround(text, valueStart);
	return /^\s*(?:[&!]\S+\s+)*[|>][-+0-9]*\s*(?:#.*)?$/.test(text.slice(valueStart, line.end));
}

function isComment(comment: number | undefined, offset: number): boolean {
	return comment !== undefined && offset > comment;
}

/** A whole flow collection: the cursor is before or behind it, where nothing can be added. */
function isCollection(text: string, value: TextRange): boolean {
	return value.end > value.start && (text[value.start] === '{' || text[value.start] === '[');
}

function isDocumentMarker(text: string, line: TextRange): boolean {
	return /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(line.start, Math.min(line.end, line.start + 4)));
}

/** The scalar that the offset touches, without its quotes; the empty range at the offset where it touches none. */
function tokenAt(text: string, value: TextRange, offset: number): TextRange {
	if (offset < value.start || offset > value.end || value.start === value.end) {
		return { start: offset, end: offset };
	}
	const quote = text[value.start];
	if (quote !== '"' && quote !== "'") {
		return value;
	}
	const closed = value.end - value.start > 1 && text[value.end - 1] === quote;
	const inner = { start: value.start + 1, end: closed ? value.end - 1 : value.end };
	return around(inner, offset);
}

/** The range, or the empty one at an offset that lies outside of it. */
function around(range: TextRange, offset: number): TextRange {
	return offset < range.start || offset > range.end ? { start: offset, end: offset } : range;
}
