import { type DelimitedField, parseDelimited } from '../context/delimited.ts';
import type { GroundingUnit } from './grounding.ts';

/** A row of a table: what its columns are called, and its cells. */
export interface TableRow {
	/** Position among the units. */
	readonly unit: number;
	readonly header: readonly string[];
	readonly cells: readonly string[];
	/** The unit's text with blanks for the separators between cells. */
	readonly text: string;
}

/**
 * The data rows of the tables in a context: CSV and TSV passages, whose first unit is the header, and Markdown tables.
 * A passage counts as CSV only where all its units have as many short cells as the header, because prose has commas too.
 */
export function tableRows(units: readonly GroundingUnit[]): TableRow[] {
	const rows: TableRow[] = [];
	let start = 0;
	while (start < units.length) {
		const passage = passageOf(units[start]!);
		let end = start + 1;
		while (end < units.length && passageOf(units[end]!) === passage) {
			end++;
		}
		rows.push(...(delimitedRows(units.slice(start, end), start) ?? markdownRows(units.slice(start, end), start)));
		start = end;
	}
	return rows;
}

/** Units as their words are read. */
export interface ReadableUnits {
	/** Table rows without a title get the column names as one: a bare "90" means nothing without them. */
	readonly units: readonly GroundingUnit[];
	/** Their texts, of the same length, with the separators between table cells blank: "1932,503" is two numbers in CSV. */
	readonly texts: readonly string[];
}

/** Makes table rows readable; other units stay as they are. */
export function readableUnits(units: readonly GroundingUnit[]): ReadableUnits {
	const texts = units.map(({ text }) => text);
	const titled = [...units];
	for (const { unit, header, text } of tableRows(units)) {
		titled[unit] = { title: header.join(' '), ...units[unit]! };
		texts[unit] = text;
	}
	return { units: titled, texts };
}

/** Units of one passage share what stands before the line number of their ids. */
function passageOf({ id }: GroundingUnit): string {
	return id.startsWith('P') ? (/^(P\d+):L\d+$/.exec(id)?.[1] ?? '') : '';
}

function delimitedRows(units: readonly GroundingUnit[], start: number): TableRow[] | undefined {
	for (const delimiter of ['\t', ','] as const) {
		const [first, second] = units;
		if (
			first === undefined ||
			second === undefined ||
			!first.text.includes(delimiter) ||
			!second.text.includes(delimiter)
		) {
			continue;
		}
		const header = fieldsOf(first.text, delimiter);
		if (header.length < 2 || !header.every(isColumnName)) {
			continue;
		}
		const rows = rowsBelow(units, header.map(cellOf), delimiter);
		if (rows !== undefined) {
			return rows.map(row => ({ ...row, unit: start + row.unit }));
		}
	}
	return undefined;
}

/** `undefined` as soon as a unit does not fit the header. */
function rowsBelow(
	units: readonly GroundingUnit[],
	header: readonly string[],
	delimiter: ',' | '\t',
): TableRow[] | undefined {
	const rows: TableRow[] = [];
	for (let unit = 1; unit < units.length; unit++) {
		const fields = fieldsOf(units[unit]!.text, delimiter);
		if (fields.length !== header.length && fields.length > 0) {
			return undefined;
		}
		const cells = fields.map(cellOf);
		if (cells.some(cell => cell.trim() !== '')) {
			rows.push({ unit, header, cells, text: blankBetween(units[unit]!.text, fields) });
		}
	}
	return rows;
}

function blankBetween(text: string, fields: readonly DelimitedField[]): string {
	let blank = text;
	for (const { end } of fields.slice(0, -1)) {
		blank = `${blank.slice(0, end)} ${blank.slice(end + 1)}`;
	}
	return blank;
}

function fieldsOf(text: string, delimiter: ',' | '\t'): readonly DelimitedField[] {
	return parseDelimited(text, delimiter).records[0]?.fields ?? [];
}

function cellOf({ value }: DelimitedField): string {
	return value;
}

function isColumnName({ value }: DelimitedField): boolean {
	const name = value.trim();
	return name.length <= 60 && !/[.!?]\s|[.!?]$/.test(name);
}

function markdownRows(units: readonly GroundingUnit[], start: number): TableRow[] {
	const rows: TableRow[] = [];
	let header: readonly string[] | undefined;
	for (const [at, { text }] of units.entries()) {
		const cells = markdownCells(text);
		if (cells === undefined) {
			header = undefined;
		} else if (header !== undefined && !isRule(text)) {
			rows.push({ unit: start + at, header, cells, text });
		} else if (isRule(units[at + 1]?.text ?? '')) {
			header = cells;
		}
	}
	return rows;
}

function markdownCells(text: string): string[] | undefined {
	return /^\s*\|/.test(text)
		? text
				.trim()
				.replace(/^\||\|$/g, '')
				.split(/(?<!\\)\|/)
				.map(cell => cell.trim())
		: undefined;
}

function isRule(text: string): boolean {
	return /^\s*\|[\s:|-]*$/.test(text) && text.includes('-');
}
