import type { ReviewSet } from '../core/documents/review-set.ts';
import type { Case } from '../core/review/case.ts';
import { LineIndex } from '../core/text/lines.ts';
import type { TextRange } from '../core/text/range.ts';

/** A range of a file as other tools count: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export interface SourceRegion {
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
}

/**
 * Where the answer of a case belongs in its question file: a recorded answer stands there itself, any other at its question.
 * Questions of a data set stand where the file names it.
 */
export function questionPlaces(sets: readonly ReviewSet[]): (item: Case) => SourceRegion | undefined {
	const indexes = new Map(sets.map(set => [set.path, new LineIndex(set.text)]));
	const dataSets = new Map(sets.map(set => [set.path, set.file.dataSet?.range]));
	return ({ file, question, source }) => {
		const index = indexes.get(file);
		const recorded = source.kind === 'recorded' ? question.answers.get(source.name)?.range : undefined;
		const range = dataSets.get(file) ?? recorded ?? question.question.range;
		return index === undefined ? undefined : regionOf(index, range);
	};
}

function regionOf(index: LineIndex, { start, end }: TextRange): SourceRegion {
	const from = index.positionAt(start);
	const to = index.positionAt(end);
	return { line: from.line + 1, column: from.column + 1, endLine: to.line + 1, endColumn: to.column + 1 };
}
