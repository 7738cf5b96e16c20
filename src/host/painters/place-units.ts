import type { RecordedUnit } from '../../core/review/events.ts';
import type { ResolvedPassage } from '../../core/review/result.ts';
import { LineIndex } from '../../core/text/lines.ts';
import { unitText } from './marks.ts';

/**
 * Finds the units of a recorded passage in the present text of their document: unit id → how many characters its text
 * has moved. A unit is in the result only where every character of it stands there, so that nothing is marked that
 * differs from the record; a unit that is not in it has changed or gone.
 *
 * Tried in this order: where it was; as a whole elsewhere, if there is one such place only; where its neighbours went;
 * as a single line, if the document has one such line only.
 */
export function placeUnits(passage: ResolvedPassage, text: string): ReadonlyMap<string, number> {
	const units = passage.units.map(unit => new Unit(unit, unitText(passage, unit)));
	const inPlace = allInPlace(units, text);
	if (inPlace !== undefined) {
		return inPlace;
	}
	const placed = new Map<string, number>();
	const blocks = blocksOf(units);
	for (const block of blocks) {
		placeBlock(block, { text, blocks: blocks.length, placed });
	}
	placeSingly(units, text, placed);
	return placed;
}

class Unit {
	readonly id: string;
	readonly line: number;
	readonly pieces: readonly { readonly source: number; readonly text: string }[];
	readonly text: string;

	constructor(unit: RecordedUnit, text: string) {
		this.id = unit.id;
		this.line = unit.line;
		this.text = text;
		this.pieces = unit.pieces
			.filter(piece => piece.length > 0)
			.map(piece => ({ source: piece.source, text: text.slice(piece.at, piece.at + piece.length) }));
	}

	/** Every piece stands in `text`, moved by `shift`. */
	standsAt(text: string, shift: number): boolean {
		return this.pieces.every(piece => piece.source + shift >= 0 && text.startsWith(piece.text, piece.source + shift));
	}

	get longestPiece(): { readonly source: number; readonly text: string } | undefined {
		return this.pieces.reduce<{ readonly source: number; readonly text: string } | undefined>(
			(best, piece) => (best === undefined || piece.text.length > best.text.length ? piece : best),
			undefined,
		);
	}
}

/** Line breaks may have become one character longer or shorter since, for the whole document. */
const LINE_BREAK_CHANGES = [0, 1, -1] as const;

function allInPlace(units: readonly Unit[], text: string): ReadonlyMap<string, number> | undefined {
	for (const change of LINE_BREAK_CHANGES) {
		if (units.every(unit => unit.standsAt(text, change * (unit.line - 1)))) {
			return new Map(units.map(unit => [unit.id, change * (unit.line - 1)]));
		}
	}
	return undefined;
}

/** Runs of units on consecutive lines: what moves, moves together. */
function blocksOf(units: readonly Unit[]): readonly (readonly Unit[])[] {
	const blocks: Unit[][] = [];
	for (const unit of units) {
		const block = blocks.at(-1);
		const before = block?.at(-1);
		if (block !== undefined && before !== undefined && unit.line <= before.line + 1 + linesIn(before.text)) {
			block.push(unit);
		} else {
			blocks.push([unit]);
		}
	}
	return blocks;
}

function linesIn(text: string): number {
	return text.split('\n').length - 1;
}

/** More places than this of one line mean that it tells nothing. */
const MOST_PLACES = 200;
/** Searching the document for each of more blocks than this takes too long. */
const MOST_BLOCKS = 200;

interface BlockPlace {
	readonly text: string;
	readonly blocks: number;
	readonly placed: Map<string, number>;
}

function placeBlock(block: readonly Unit[], { text, blocks, placed }: BlockPlace): void {
	const probe = block
		.map(unit => unit.longestPiece)
		.reduce((best, piece) => ((piece?.text.length ?? 0) > (best?.text.length ?? 0) ? piece : best), undefined);
	if (probe === undefined || blocks > MOST_BLOCKS) {
		return;
	}
	const shifts: number[] = [];
	let at = text.indexOf(probe.text);
	for (let tried = 0; at !== -1 && tried < MOST_PLACES && shifts.length < 2; tried++) {
		const shift = at - probe.source;
		if (block.every(unit => unit.standsAt(text, shift))) {
			shifts.push(shift);
		}
		at = text.indexOf(probe.text, at + 1);
	}
	const [only] = shifts;
	if (only !== undefined && (shifts.length === 1 || block.every(unit => unit.standsAt(text, 0)))) {
		// Of several equal places the one where it was recorded is meant.
		const shift = shifts.length === 1 ? only : 0;
		for (const unit of block) {
			placed.set(unit.id, shift);
		}
	}
}

/** A shorter line than this is too common to be known again away from its neighbours. */
const SHORT_LINE = 8;

function placeSingly(units: readonly Unit[], text: string, placed: Map<string, number>): void {
	if (units.every(unit => placed.has(unit.id))) {
		return;
	}
	const lines = uniqueLines(text);
	let shift = 0;
	for (const unit of units) {
		const known = placed.get(unit.id);
		if (known !== undefined) {
			shift = known;
			continue;
		}
		const first = unit.pieces[0];
		if (first === undefined) {
			continue;
		}
		const line = unit.text.length >= SHORT_LINE ? lines.get(first.text.trim()) : undefined;
		const moved = line === undefined ? undefined : line - indentOf(first.text) - first.source;
		const found = [shift, moved, 0].find(candidate => candidate !== undefined && unit.standsAt(text, candidate));
		if (found !== undefined) {
			placed.set(unit.id, found);
			shift = found;
		}
	}
	dropDoubles(units, placed);
}

/** Trimmed line → offset of its first character, for lines that the text has once. */
function uniqueLines(text: string): ReadonlyMap<string, number> {
	const found = new Map<string, number>();
	const repeated = new Set<string>();
	const index = new LineIndex(text);
	for (let line = 0; line < index.count; line++) {
		const { start, end } = index.rangeOf(line);
		const whole = text.slice(start, end);
		const trimmed = whole.trim();
		if (found.has(trimmed)) {
			repeated.add(trimmed);
		}
		found.set(trimmed, start + indentOf(whole));
	}
	for (const line of repeated) {
		found.delete(line);
	}
	return found;
}

function indentOf(line: string): number {
	return line.length - line.trimStart().length;
}

/** Two units cannot stand on the same words: the later one has gone. */
function dropDoubles(units: readonly Unit[], placed: Map<string, number>): void {
	const taken = new Set<number>();
	for (const unit of units) {
		const shift = placed.get(unit.id);
		const first = unit.pieces[0];
		if (shift === undefined || first === undefined) {
			continue;
		}
		const at = first.source + shift;
		if (taken.has(at)) {
			placed.delete(unit.id);
		}
		taken.add(at);
	}
}
