import type { Passage } from '../context/passage.ts';
import { nearestSpelling } from '../text/spelling.ts';
import type { CachedFiles } from './cached-files.ts';
import { checkRowIds } from './checks/row-ids.ts';
import { type DataRows, dataRows } from './data-rows.ts';
import { withDistinctIds } from './distinct-ids.ts';
import { resolvePath } from './files.ts';
import { keyText } from './flow-text.ts';
import { type Problem, problem } from './problem.ts';
import type { DataSet } from './question-file.ts';
import { unreadable } from './read-problem.ts';
import { readRow } from './read-row.ts';
import type { LoadedQuestion } from './review-set.ts';

export interface DataSetSource {
	/** Root-relative path of the question file. */
	readonly path: string;
	readonly files: CachedFiles;
	/** The passages that every question is given. */
	readonly shared: readonly Passage[];
	/** Bytes of it that are read. */
	readonly largest: number | undefined;
}

/** The most problems of single rows that are told; more would say the same. */
const MOST_ROW_PROBLEMS = 50;

/** Makes the rows of a data set into questions. Problems stand at the file's name in the question file and name row and column. */
export async function loadDataSet(
	dataSet: DataSet,
	{ path, files, shared, largest }: DataSetSource,
): Promise<{ readonly questions: readonly LoadedQuestion[]; readonly problems: readonly Problem[] }> {
	const { value: named, range } = dataSet.file;
	const dataPath = resolvePath(path, named);
	if (dataPath === undefined) {
		const message = `"${named}" lies outside of the workspace folder.`;
		return { questions: [], problems: [problem('outside-root', message, range)] };
	}
	const read = await files.read(dataPath, largest);
	if (read.kind !== 'text') {
		return { questions: [], problems: [unreadable(read, range)] };
	}
	const data = dataRows(dataPath, read.text);
	if (data === undefined) {
		const message = `"${named}" is no .csv, .tsv, .jsonl or .json file.`;
		return { questions: [], problems: [problem('data-syntax', message, range)] };
	}
	const problems = data.problems.map(message => problem('data-syntax', `${dataPath}: ${message}`, range));
	const columns = [...checkColumns(dataSet, data)];
	if (columns.length > 0) {
		return { questions: [], problems: [...problems, ...columns] };
	}
	const index = files.lines(dataPath, read.text);
	const loaded: LoadedQuestion[] = [];
	const told: string[] = [];
	for (const row of data.rows) {
		const { question, problems: found } = readRow(row, { dataSet, path: dataPath, index, shared });
		told.push(...found);
		if (question !== undefined) {
			loaded.push(question);
		}
	}
	told.push(...checkRowIds(loaded));
	for (const message of told.slice(0, MOST_ROW_PROBLEMS)) {
		problems.push(problem('data-row', `${dataPath}, ${message}`, range));
	}
	if (told.length > MOST_ROW_PROBLEMS) {
		const message = `${dataPath}: ${told.length - MOST_ROW_PROBLEMS} more problems of this kind.`;
		problems.push(problem('data-row', message, range));
	}
	if (loaded.length === 0 && problems.length === 0) {
		problems.push(problem('no-questions', `${dataPath} has no rows.`, range));
	}
	const questions = withDistinctIds(loaded.map(({ question }) => question));
	return {
		questions: loaded.map((one, i) => (one.question === questions[i] ? one : { ...one, question: questions[i]! })),
		problems,
	};
}

/** Reports columns that `map` names and the file lacks, and a data set without questions. */
function* checkColumns({ file, map }: DataSet, { columns }: DataRows): Iterable<Problem> {
	const known = new Set(columns);
	if (columns.length === 0) {
		return;
	}
	for (const { value, range } of map.values()) {
		if (!known.has(value)) {
			const meant = nearestSpelling(value, known);
			const hint = meant === undefined ? `it has ${columns.slice(0, 20).join(', ')}.` : `did you mean "${meant}"?`;
			yield problem('data-column', `${file.value} has no column "${value}"; ${hint}`, range, {
				fixes: meant === undefined ? [] : [{ title: `Change to "${meant}"`, edits: [{ range, text: keyText(meant) }] }],
			});
		}
	}
	if (!map.has('question') && !known.has('question')) {
		const message = `${file.value} has no column "question"; name the one that holds the questions under \`map\`.`;
		yield problem('data-column', message, file.range);
	}
}
