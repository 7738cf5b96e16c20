import {
	type DelimitedProblem,
	type DelimitedRecord,
	type Delimiter,
	delimitedRecordAt,
	delimitedRecords,
	delimiterOf,
} from '../context/delimited.ts';
import { lineStartAt } from '../text/lines.ts';
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

function tableRows(text: string, delimiter: Delimiter): DataRows {
	const told: DelimitedProblem[] = [];
	const records = delimitedRecords(text, delimiter, one => told.push(one))[Symbol.iterator]();
	const header = records.next().value as DelimitedRecord | undefined;
	const columns = (header?.fields ?? []).map(field => field.value.trim());
	const table: Table = { text, delimiter, columns };
	const rows: DataRow[] = [];
	const faults: RowFault[] = [];
	const ragged: string[] = [];
	let number = 0;
	for (let next = records.next(); next.done !== true; next = records.next()) {
		const { start, line, fields } = next.value as DelimitedRecord;
		number++;
		const row = new TableRow(number, { line, start }, table);
		if (fields.length === columns.length) {
			rows.push(row);
			continue;
		}
		const counts = `${fields.length} fields, the header ${columns.length}`;
		ragged.push(`row ${number} (line ${line}) has ${counts}; it is left out.`);
		// Of a row with too many nobody knows which is one too many.
		const known = fields.length < columns.length ? row.cells : new Map<string, DataCell>();
		faults.push({ number, line, message: `The row has ${counts}.`, cells: known });
	}
	const wholeProblems = told
		.slice(0, MOST_TOLD)
		.map(
			({ line, offset, message }) => `line ${line}, character ${offset - lineStartAt(text, offset) + 1}: ${message}`,
		);
	if (told.length > MOST_TOLD) {
		wholeProblems.push(`${told.length - MOST_TOLD} further problems of this kind.`);
	}
	const once = new Set<string>();
	const repeated = columns.find(column => once.size === once.add(column).size);
	if (repeated !== undefined) {
		wholeProblems.push(`two columns are called "${repeated}".`);
	}
	const [only, second] = header?.fields ?? [];
	const other = second === undefined && only?.quoted === false && /[;\t,]/.exec(only.value)?.[0];
	if (typeof other === 'string' && wholeProblems.length === 0) {
		wholeProblems.push(`line 1: the columns seem to be parted by ${NAMES[other]}; ${NAMES[delimiter]} were expected.`);
	}
	return { columns, rows, problems: [...wholeProblems, ...ragged], faults, wholeProblems };
}

/** One quote that is not closed can make a problem of every other line. */
const MOST_TOLD = 20;

const NAMES: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', ',': 'commas' };

interface Table {
	readonly text: string;
	readonly delimiter: Delimiter;
	readonly columns: readonly string[];
}

/** A row whose cells are read when they are asked for, and not kept: a table may have a hundred thousand rows. */
class TableRow implements DataRow {
	readonly number: number;
	readonly line: number;
	private readonly start: number;
	private readonly table: Table;

	constructor(number: number, { line, start }: Pick<DelimitedRecord, 'line' | 'start'>, table: Table) {
		this.number = number;
		this.line = line;
		this.start = start;
		this.table = table;
	}

	get cells(): ReadonlyMap<string, DataCell> {
		const { text, delimiter, columns } = this.table;
		const { fields } = delimitedRecordAt(text, delimiter, { start: this.start, line: this.line });
		const cells = new Map<string, DataCell>();
		for (const [column, { value, start, quoted }] of fields.slice(0, columns.length).entries()) {
			const pieces = quoted ? quotedPieces(value, start) : wholePiece(value, start);
			cells.set(columns[column]!, { value, pieces });
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
	function* values(): Iterable<JsonValue> {
		for (const { line, start, end } of linesOf(text)) {
			const source = text.slice(start, end);
			if (source.trim() === '') {
				continue;
			}
			const parsed = parseJson(source);
			if (parsed.kind === 'value') {
				yield { value: parsed.value, line, again: () => valueAt(text, start, end) };
			} else {
				problems.push(`line ${line}: ${parsed.message}`);
				const message = `T${parsed.message.slice(1)}`;
				faults.push({ number: undefined, line, message, cells: new Map() });
			}
		}
	}
	return objectRows(values(), { problems, faults });
}

function* linesOf(text: string): Iterable<{ readonly line: number; readonly start: number; readonly end: number }> {
	let start = 0;
	let line = 1;
	for (const found of text.matchAll(/\r\n|\n|\r/g)) {
		yield { line, start, end: found.index };
		start = found.index + found[0].length;
		line++;
	}
	yield { line, start, end: text.length };
}

/** What was read without an error before. */
function valueAt(text: string, start: number, end: number): object {
	return JSON.parse(text.slice(start, end)) as object;
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
		list.map((value: unknown) => ({ value, line: 1, again: () => value as object })),
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

interface JsonValue {
	readonly value: unknown;
	readonly line: number;
	/** Gives the value once more, if it is an object: what can be read again is not kept. */
	readonly again: () => object;
}

function objectRows(values: Iterable<JsonValue>, found: Pick<DataRows, 'problems' | 'faults'>): DataRows {
	const lines = found.problems;
	const ragged: string[] = [];
	const faults: RowFault[] = [];
	const columns = new Set<string>();
	const rows: DataRow[] = [];
	let number = 0;
	for (const { value, line, again } of values) {
		number++;
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			ragged.push(`row ${number} is no object; it is left out.`);
			faults.push({ number, line, message: 'The row is no object.', cells: new Map() });
			continue;
		}
		for (const column of Object.keys(value)) {
			columns.add(column);
		}
		rows.push(new ObjectRow(number, line, again));
	}
	const sorted = [...found.faults, ...faults].sort((a, b) => a.line - b.line);
	return { columns: [...columns], rows, problems: [...lines, ...ragged], faults: sorted, wholeProblems: [] };
}

/** As a {@link TableRow}, of an object. */
class ObjectRow implements DataRow {
	readonly number: number;
	readonly line: number;
	private readonly read: () => object;

	constructor(number: number, line: number, read: () => object) {
		this.number = number;
		this.line = line;
		this.read = read;
	}

	get cells(): ReadonlyMap<string, DataCell> {
		return new Map(Object.entries(this.read()).map(([column, value]) => [column, { value, pieces: NO_PIECES }]));
	}
}

const NO_PIECES: readonly TextPiece[] = [];

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
