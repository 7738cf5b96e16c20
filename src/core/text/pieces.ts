import type { TextPiece } from '../documents/question-file.ts';
import type { TextRange } from './range.ts';

/** Collects pieces in the order of the value; neighbours that join in both texts become one. */
export class PieceList {
	readonly pieces: TextPiece[] = [];

	/** `length` characters at `at` in the value stand at `source`. */
	add(at: number, source: number, length: number): void {
		const last = this.pieces.at(-1);
		if (length <= 0) {
			return;
		}
		if (last !== undefined && last.at + last.length === at && last.source + last.length === source) {
			this.pieces[this.pieces.length - 1] = { ...last, length: last.length + length };
		} else {
			this.pieces.push({ at, source, length });
		}
	}
}

/** The pieces of the part `start..end` of the value, with value offsets counted from `start`. */
export function slicePieces(pieces: readonly TextPiece[], start: number, end: number): readonly TextPiece[] {
	const sliced: TextPiece[] = [];
	for (let i = firstEndingAfter(pieces, start); i < pieces.length; i++) {
		const piece = pieces[i]!;
		if (piece.at >= end) {
			break;
		}
		const from = Math.max(piece.at, start);
		const to = Math.min(piece.at + piece.length, end);
		sliced.push({ at: from - start, source: piece.source + (from - piece.at), length: to - from });
	}
	return sliced;
}

/**
 * Where a range of the value stands in the source: from the source of its first mapped character to that of its last.
 * `undefined` where none of its characters is mapped.
 */
export function sourceRange(pieces: readonly TextPiece[], start: number, end: number): TextRange | undefined {
	const covered = slicePieces(pieces, start, end);
	const first = covered[0];
	const last = covered.at(-1);
	return first === undefined || last === undefined
		? undefined
		: { start: first.source, end: last.source + last.length };
}

/** The offset in the value of a source offset; `undefined` where the character there is not part of the value. */
export function valueOffset(pieces: readonly TextPiece[], source: number): number | undefined {
	const piece = pieces.find(({ source: from, length }) => source >= from && source < from + length);
	return piece === undefined ? undefined : piece.at + (source - piece.source);
}

function firstEndingAfter(pieces: readonly TextPiece[], at: number): number {
	let low = 0;
	let high = pieces.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const piece = pieces[middle]!;
		if (piece.at + piece.length <= at) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}
