import { dataRows } from '../documents/data-rows.ts';
import { promptfooRecords } from './promptfoo.ts';

/** One record of a file that somebody else wrote. */
export interface SourceRecord {
	/** From 1: data rows of a table, records of a JSON file; `undefined` for a line that is no JSON. */
	readonly row: number | undefined;
	/** From 1. */
	readonly line: number;
	/** Column → what stands there; members of objects as `answers.gpt-4`. */
	readonly cells: ReadonlyMap<string, unknown>;
	/** Why it is no record; its cells are then what could be read all the same. */
	readonly fault: string | undefined;
}

export interface RecordFile {
	/** In the order of the file. */
	readonly columns: readonly string[];
	/** Every record, faulty ones in their place. */
	readonly records: readonly SourceRecord[];
	/** What is wrong with the file as a whole, one sentence each with its place: nothing in it is to be relied on. */
	readonly problems: readonly string[];
}

/** Names of files whose records can be read. */
export const RECORD_FILE = /\.(?:csv|tsv|tab|jsonl|ndjson|json)$/i;

/** Deeper objects are one value. */
const DEEPEST = 3;

/**
 * Reads the records of a `.csv`, `.tsv`, `.jsonl` or `.json` file: a list, one object a line, or the only list in an object, as RAGChecker
 * writes `results`. Total; a byte order mark is dropped; nothing is left out without a word.
 */
export function readRecords(path: string, text: string): RecordFile {
	const own = text.replace(/^\uFEFF/, '');
	const theirs = /\.json$/i.test(path) ? promptfooRecords(own) : undefined;
	if (theirs !== undefined) {
		return theirs;
	}
	const data = dataRows(path, own);
	if (data === undefined) {
		return { columns: [], records: [], problems: [`${path} is no .csv, .tsv, .jsonl or .json file.`] };
	}
	/** Column of the file → the flat columns that it holds. */
	const flatOf = new Map<string, Set<string>>(data.columns.map(column => [column, new Set()]));
	const flat = (cells: ReadonlyMap<string, { readonly value: unknown }>) => {
		const values = new Map<string, unknown>();
		for (const [column, { value }] of cells) {
			const own = new Map<string, unknown>();
			addFlat(own, column, value, 1);
			const known = flatOf.get(column) ?? new Set();
			flatOf.set(column, known);
			for (const [name, member] of own) {
				known.add(name);
				values.set(name, member);
			}
		}
		return values;
	};
	const records = [
		...data.rows.map(({ number, line, cells }) => ({ row: number, line, cells: flat(cells), fault: undefined })),
		...data.faults.map(({ number, line, cells, message }) => ({
			row: number,
			line,
			cells: flat(cells),
			fault: message,
		})),
	].sort((x, y) => x.line - y.line || (x.row ?? 0) - (y.row ?? 0));
	const problems = [...data.wholeProblems];
	if (records.length === 0 && problems.length === 0) {
		problems.push('there are no records.');
	}
	// A column without any cell is one of the file all the same.
	const columns = [...flatOf].flatMap(([column, own]) => (own.size === 0 ? [column] : [...own]));
	return { columns: [...new Set(columns)], records, problems };
}

function addFlat(values: Map<string, unknown>, column: string, value: unknown, depth: number): void {
	if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > DEEPEST) {
		values.set(column, value);
		return;
	}
	for (const [name, member] of Object.entries(value)) {
		addFlat(values, `${column}.${name}`, member, depth + 1);
	}
}
