import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseQuestionFile } from '../core/documents/parse-question-file.ts';
import type { QuestionFile } from '../core/documents/question-file.ts';
import type { ReviewSet } from '../core/documents/review-set.ts';
import type { Case } from '../core/review/case.ts';
import { LineIndex } from '../core/text/lines.ts';
import type { TextRange } from '../core/text/range.ts';
import { isInside } from '../node/files.ts';

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

/**
 * The same for results that were recorded: looks into the question files that are there. `undefined` where the file or the
 * question is no more.
 */
export class RecordedPlaces {
	private readonly root: string;
	private readonly files = new Map<string, { readonly index: LineIndex; readonly file: QuestionFile } | undefined>();

	/** `root`: absolute, where the paths of results start. */
	constructor(root: string) {
		this.root = root;
	}

	regionOf(path: string, question: string, label: string | undefined): SourceRegion | undefined {
		if (!this.files.has(path)) {
			this.files.set(path, this.read(path));
		}
		const known = this.files.get(path);
		const found = known?.file.questions.find(one => one.id === question);
		const recorded = label === undefined ? undefined : found?.answers.get(label)?.range;
		const range = known?.file.dataSet?.range ?? recorded ?? found?.question.range;
		return known === undefined || range === undefined ? undefined : regionOf(known.index, range);
	}

	private read(path: string) {
		const file = join(this.root, path);
		if (!isInside(this.root, file)) {
			return undefined; // A run file of somebody else may name anything.
		}
		try {
			const text = readFileSync(file, 'utf8');
			return { index: new LineIndex(text), file: parseQuestionFile(text).file };
		} catch {
			return undefined;
		}
	}
}
