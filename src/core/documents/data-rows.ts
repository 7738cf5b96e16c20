import { type DelimitedRecord, delimiterOf, parseDelimited } from '../context/delimited.ts';
import type { TextPiece } from './question-file.ts';

/** One row of a data set, whatever the file's format. */
export interface DataRow {
	/** Counted from 1: data rows of a table, objects of a JSON file. */
	readonly number: number;
	/** The line it begins on, counted from 1. */
	readonly line: number;
	/** Column → what stands there; texts in a table, any JSON value elsewhere. */
	readonly cells: ReadonlyMap<string, DataCell>;
}

export interface DataCell {
	readonly value: unknown;
	/** Where the characters of a text stand in the file; none where it is escaped JSON. */
	readonly pieces: readonly TextPiece[];
}

export interface DataRows {
	readonly columns: readonly string[];
	readonly rows: readonly DataRow[];
	/** One sentence each, with row (and line) where there is one. */
	readonly problems: readonly string[];
	/** The rows that were left out, in order; each is among the problems too. */
	readonly faults: readonly RowFault[];
	/** Those of the problems that concern more than one row: what such a file says is not to be relied on. */
	readonly wholeProblems: readonly string[];
}

/** A row that could not be read as one. */
export interface RowFault {
	/** As in {@link DataRow}; `undefined` for a line that is no JSON, which no other row counts. */
	readonly number: number | undefined;
	readonly line: number;
	/** One sentence. */
	readonly message: string;
	/** What could be read all the same: the cells of a row that ends too early. */
	readonly cells: ReadonlyMap<string, DataCell>;
}

/** Reads the rows of a `.csv`, `.tsv`, `.jsonl` or `.json` file; `undefined` for any other name. Total. */
export function dataRows(path: string, text: string): DataRows | undefined {
	const delimiter = delimiterOf(path);
	const name = path.toLowerCase();
	if (delimiter !== undefined) {
		return tableRows(text, delimiter);
	}
	return /\.(?:jsonl|ndjson)$/.test(name) ? jsonLines(text) : name.endsWith('.json') ? jsonList(text) : undefined;
}

function tableRows(text: string, delimiter: ',' | '\t'): DataRows {
	const { records, problems } = parseDelimited(text, delimiter);
	const [header, ...data] = records;
	const columns = (header?.fields ?? []).map(field => field.value.trim());
	const found = problems.map(({ line, offset, message }) => {
		const character = offset - Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1));
		return `line ${line}, character ${character}: ${message}`;
	});
	const repeated = columns.find((column, i) => columns.indexOf(column) !== i);
	if (repeated !== undefined) {
		found.push(`two columns are called "${repeated}".`);
	}
	const [only, second] = header?.fields ?? [];
	const other = second === undefined && only?.quoted === false && /[;\t,]/.exec(only.value)?.[0];
	if (typeof other === 'string' && found.length === 0) {
		found.push(`line 1: the columns seem to be parted by ${NAMES[other]}; ${NAMES[delimiter]} were expected.`);
	}
	const wholeProblems = [...found];
	const rows: DataRow[] = [];
	const faults: RowFault[] = [];
	for (const [i, record] of data.entries()) {
		if (record.fields.length === columns.length) {
			rows.push(new TableRow(i + 1, record, columns));
			continue;
		}
		const { cells } = new TableRow(i + 1, record, columns);
		const fields = `${record.fields.length} fields, the header ${columns.length}`;
		found.push(`row ${i + 1} (line ${record.line}) has ${fields}; it is left out.`);
		// Of a row with too many nobody knows which is one too many.
		const known = record.fields.length < columns.length ? cells : new Map<string, DataCell>();
		faults.push({ number: i + 1, line: record.line, message: `The row has ${fields}.`, cells: known });
	}
	return { columns, rows, problems: found, faults, wholeProblems };
}

const NAMES: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', ',': 'commas' };

/** A row whose cells are made when they are asked for, and not kept: a table may have a hundred thousand rows. */
class TableRow implements DataRow {
	readonly number: number;
	private readonly record: DelimitedRecord;
	private readonly columns: readonly string[];

	constructor(number: number, record: DelimitedRecord, columns: readonly string[]) {
		this.number = number;
		this.record = record;
		this.columns = columns;
	}

	get line(): number {
		return this.record.line;
	}

	get cells(): ReadonlyMap<string, DataCell> {
		const cells = new Map<string, DataCell>();
		for (const [column, { value, start, quoted }] of this.record.fields.slice(0, this.columns.length).entries()) {
			const pieces = quoted ? quotedPieces(value, start) : wholePiece(value, start);
			cells.set(this.columns[column]!, { value, pieces });
		}
		return cells;
	}
}

function wholePiece(value: string, start: number): readonly TextPiece[] {
	return value === '' ? [] : [{ at: 0, source: start, length: value.length }];
}

/** A doubled quote is one character of the value: each piece ends with the first of the two. */
function quotedPieces(value: string, start: number): readonly TextPiece[] {
	const pieces: TextPiece[] = [];
	let at = 0;
	let source = start + 1;
	for (const part of value.split(/(?<=")/)) {
		pieces.push({ at, source, length: part.length });
		at += part.length;
		source += part.length + (part.endsWith('"') ? 1 : 0);
	}
	return pieces.filter(({ length }) => length > 0);
}

function jsonLines(text: string): DataRows {
	const problems: string[] = [];
	const faults: RowFault[] = [];
	const values: { readonly value: unknown; readonly line: number }[] = [];
	for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
		if (line.trim() !== '') {
			const parsed = parseJson(line);
			if (parsed.kind === 'value') {
				values.push({ value: parsed.value, line: i + 1 });
			} else {
				problems.push(`line ${i + 1}: ${parsed.message}`);
				const message = `T${parsed.message.slice(1)}`;
				faults.push({ number: undefined, line: i + 1, message, cells: new Map() });
			}
		}
	}
	return objectRows(values, { problems, faults });
}

function jsonList(text: string): DataRows {
	const parsed = parseJson(text);
	if (parsed.kind === 'error') {
		return { columns: [], rows: [], problems: [parsed.message], faults: [], wholeProblems: [parsed.message] };
	}
	const list = listIn(parsed.value);
	if (list === undefined) {
		const problems = ['a list of objects was expected.'];
		return { columns: [], rows: [], problems, faults: [], wholeProblems: problems };
	}
	return objectRows(
		list.map((value: unknown) => ({ value, line: 1 })),
		{ problems: [], faults: [] },
	);
}

/** A list, or the only list of objects in an object around it: `{ "results": […] }`. */
function listIn(value: unknown): readonly unknown[] | undefined {
	if (Array.isArray(value)) {
		return value;
	}
	const members = typeof value === 'object' && value !== null ? Object.values(value) : [];
	const lists = members.filter(
		(member): member is readonly unknown[] =>
			Array.isArray(member) && member.some((item: unknown) => typeof item === 'object' && item !== null),
	);
	return lists.length === 1 ? lists[0] : undefined;
}

function objectRows(
	values: readonly { readonly value: unknown; readonly line: number }[],
	earlier: Pick<DataRows, 'problems' | 'faults'>,
): DataRows {
	const problems = [...earlier.problems];
	const faults = [...earlier.faults];
	const columns = new Set<string>();
	const rows: DataRow[] = [];
	for (const [i, { value, line }] of values.entries()) {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			problems.push(`row ${i + 1} is no object; it is left out.`);
			faults.push({ number: i + 1, line, message: 'The row is no object.', cells: new Map() });
			continue;
		}
		const cells = new Map<string, DataCell>();
		for (const [column, cell] of Object.entries(value)) {
			columns.add(column);
			cells.set(column, { value: cell, pieces: [] });
		}
		rows.push({ number: i + 1, line, cells });
	}
	return { columns: [...columns], rows, problems, faults: faults.sort((a, b) => a.line - b.line), wholeProblems: [] };
}

type ParsedJson =
	| { readonly kind: 'value'; readonly value: unknown }
	| { readonly kind: 'error'; readonly message: string };

function parseJson(text: string): ParsedJson {
	try {
		return { kind: 'value', value: JSON.parse(text) };
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return { kind: 'error', message: `this is no JSON (${message.slice(0, 120)}).` };
	}
}
