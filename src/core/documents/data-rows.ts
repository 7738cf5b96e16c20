import { delimiterOf, parseDelimited } from '../context/delimited.ts';
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
	const found = problems.map(({ line, message }) => `line ${line}: ${message}`);
	const repeated = columns.find((column, i) => columns.indexOf(column) !== i);
	if (repeated !== undefined) {
		found.push(`two columns are called "${repeated}".`);
	}
	const rows: DataRow[] = [];
	for (const [i, record] of data.entries()) {
		if (record.fields.length !== columns.length) {
			found.push(
				`row ${i + 1} (line ${record.line}) has ${record.fields.length} fields, the header ${columns.length}; it is left out.`,
			);
			continue;
		}
		const cells = new Map<string, DataCell>();
		for (const [column, { value, start, quoted }] of record.fields.entries()) {
			cells.set(columns[column]!, { value, pieces: quoted ? quotedPieces(value, start) : wholePiece(value, start) });
		}
		rows.push({ number: i + 1, line: record.line, cells });
	}
	return { columns, rows, problems: found };
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
	const values: { readonly value: unknown; readonly line: number }[] = [];
	for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
		if (line.trim() !== '') {
			const parsed = parseJson(line);
			if (parsed.kind === 'value') {
				values.push({ value: parsed.value, line: i + 1 });
			} else {
				problems.push(`line ${i + 1}: ${parsed.message}`);
			}
		}
	}
	return objectRows(values, problems);
}

function jsonList(text: string): DataRows {
	const parsed = parseJson(text);
	if (parsed.kind === 'error') {
		return { columns: [], rows: [], problems: [parsed.message] };
	}
	if (!Array.isArray(parsed.value)) {
		return { columns: [], rows: [], problems: ['a list of objects was expected.'] };
	}
	return objectRows(
		parsed.value.map((value: unknown) => ({ value, line: 1 })),
		[],
	);
}

function objectRows(
	values: readonly { readonly value: unknown; readonly line: number }[],
	earlier: readonly string[],
): DataRows {
	const problems = [...earlier];
	const columns = new Set<string>();
	const rows: DataRow[] = [];
	for (const [i, { value, line }] of values.entries()) {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			problems.push(`row ${i + 1} is no object; it is left out.`);
			continue;
		}
		const cells = new Map<string, DataCell>();
		for (const [column, cell] of Object.entries(value)) {
			columns.add(column);
			cells.set(column, { value: cell, pieces: [] });
		}
		rows.push({ number: i + 1, line, cells });
	}
	return { columns: [...columns], rows, problems };
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
