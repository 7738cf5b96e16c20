import { parseDelimited } from '../context/delimited.ts';
import type { GroundingUnit } from '../grounding/grounding.ts';

/** A row of a table: what its columns are called, and its cells. */
export interface TableRow {
	/** Position among the units. */
	readonly unit: number;
	readonly header: readonly string[];
	readonly cells: readonly string[];
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
		rows.push(...(delimitedRows(units, start, end) ?? markdownRows(units, start, end)));
		start = end;
	}
	return rows;
}

/** A row as a sentence a person can read: `Name: LoRA; score: 90.` Empty cells are left out. */
export function rowSentence({ header, cells }: TableRow): string {
	const parts = cells
		.map((cell, column) => ({ cell: oneLine(cell), name: oneLine(header[column] ?? '') }))
		.filter(({ cell }) => cell !== '')
		.map(({ cell, name }) => (name === '' ? cell : `${name}: ${cell}`));
	return `${parts.join('; ')}.`;
}

/** Units of one passage share what stands before the line number of their ids. */
function passageOf({ id }: GroundingUnit): string {
	return /^(P\d+):L\d+$/.exec(id)?.[1] ?? '';
}

function delimitedRows(units: readonly GroundingUnit[], start: number, end: number): TableRow[] | undefined {
	for (const delimiter of ['\t', ','] as const) {
		const records = units.slice(start, end).map(({ text }) => parseDelimited(text, delimiter).records[0]?.fields ?? []);
		const [header = []] = records;
		const isTable =
			records.length >= 2 &&
			header.length >= 2 &&
			header.every(({ value }) => isColumnName(value)) &&
			records.every(({ length }) => length === header.length || length === 0);
		if (isTable) {
			const names = header.map(({ value }) => value);
			return records
				.map((fields, at) => ({ unit: start + at, header: names, cells: fields.map(({ value }) => value) }))
				.slice(1)
				.filter(({ cells }) => cells.some(cell => cell.trim() !== ''));
		}
	}
	return undefined;
}

function isColumnName(value: string): boolean {
	return value.trim().length <= 60 && !/[.!?]\s|[.!?]$/.test(value.trim());
}

function markdownRows(units: readonly GroundingUnit[], start: number, end: number): TableRow[] {
	const rows: TableRow[] = [];
	let header: readonly string[] | undefined;
	for (let unit = start; unit < end; unit++) {
		const cells = markdownCells(units[unit]!.text);
		if (cells === undefined) {
			header = undefined;
		} else if (header !== undefined && !isRule(units[unit]!.text)) {
			rows.push({ unit, header, cells });
		} else if (unit + 1 < end && isRule(units[unit + 1]!.text)) {
			header = cells;
		}
	}
	return rows;
}

function markdownCells(text: string): string[] | undefined {
	const line = text.trim();
	return line.startsWith('|')
		? line
				.replace(/^\||\|$/g, '')
				.split(/(?<!\\)\|/)
				.map(cell => cell.trim())
		: undefined;
}

function isRule(text: string): boolean {
	return /^\s*\|?[\s:|-]*-[\s:|-]*$/.test(text);
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
