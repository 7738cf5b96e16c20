/**
 * How much of an answer a revision changes: Levenshtein distance in tokens over the longer length, 0 (the same but for white space) to 1
 * (nothing in common). RevisEval's revision effort (methods S12).
 */
export function revisionEffort(answer: string, revision: string): number {
	const a = tokensOf(answer);
	const b = tokensOf(revision);
	const longer = Math.max(a.length, b.length);
	return longer === 0 ? 0 : tokenDistance(a, b) / longer;
}

/** Words and numbers with what joins them inside, and every other sign by itself. */
export function tokensOf(text: string): readonly string[] {
	return text.match(/[\p{L}\p{M}\p{N}]+(?:['’.,:-][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
}

/**
 * Levenshtein distance of two token lists: 32 rows of the table at a time as bits (Myers 1999, in the form of Hyyrö 2003), so that an answer
 * of ten thousand tokens takes milliseconds.
 */
export function tokenDistance(a: readonly string[], b: readonly string[]): number {
	const { start, endA, endB } = differingPart(a, b);
	if (start === endA || start === endB) {
		return Math.max(endA, endB) - start;
	}
	const numbers = new Map<string, number>();
	const numbered = (tokens: readonly string[]): Int32Array =>
		Int32Array.from(tokens, token => {
			const number = numbers.get(token) ?? numbers.size;
			numbers.set(token, number);
			return number;
		});
	const rows = numbered(a.slice(start, endA));
	const columns = numbered(b.slice(start, endB));
	const equal = new Int32Array(numbers.size);
	// What each column adds to the row above the block: the first row counts up.
	const above = new Int8Array(columns.length).fill(1);
	for (let first = 0; first < rows.length; first += BITS) {
		const block = rows.subarray(first, first + BITS);
		for (const [row, token] of block.entries()) {
			equal[token]! |= 1 << row;
		}
		passBlock(equal, columns, above, 1 << (block.length - 1));
		for (const token of block) {
			equal[token] = 0;
		}
	}
	return above.reduce((distance, step) => distance + step, rows.length);
}

const BITS = 32;

/** Takes the steps along the row above a block, and leaves those along its last row. */
function passBlock(equal: Int32Array, columns: Int32Array, above: Int8Array, last: number): void {
	let up = -1;
	let down = 0;
	for (let column = 0; column < columns.length; column++) {
		const step = above[column]!;
		const same = equal[columns[column]!]!;
		const vertical = same | down;
		const match = step < 0 ? same | 1 : same;
		const across = (((match & up) + up) ^ up) | match;
		let rises = down | ~(across | up);
		let falls = up & across;
		above[column] = (rises & last) !== 0 ? 1 : (falls & last) !== 0 ? -1 : 0;
		rises = (rises << 1) | (step > 0 ? 1 : 0);
		falls = (falls << 1) | (step < 0 ? 1 : 0);
		up = falls | ~(vertical | rises);
		down = rises & vertical;
	}
}

/** Where two lists differ: what they have in common at both ends costs nothing. */
function differingPart(a: readonly string[], b: readonly string[]) {
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) {
		start++;
	}
	let endA = a.length;
	let endB = b.length;
	while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
		endA--;
		endB--;
	}
	return { start, endA, endB };
}
