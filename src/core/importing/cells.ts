import type { SourceRecord } from './records.ts';

/** What stands in one cell. */
export type Cell =
	| { readonly kind: 'text'; readonly text: string }
	/** Empty, or nothing but white space. */
	| { readonly kind: 'empty' }
	/** The record has no such cell. */
	| { readonly kind: 'missing' }
	/** Something that is no text. */
	| { readonly kind: 'odd' };

/** The text of a cell. Numbers and truth values are texts too. */
export function cellOf(record: SourceRecord, column: string | undefined): Cell {
	const value = column === undefined ? undefined : record.cells.get(column);
	if (value === undefined || value === null) {
		return { kind: 'missing' };
	}
	if (typeof value === 'object') {
		return { kind: 'odd' };
	}
	const text = String(value);
	return text.trim() === '' ? { kind: 'empty' } : { kind: 'text', text };
}

/** The text of a cell, or `undefined` where it has none. */
export function textOf(record: SourceRecord, column: string | undefined): string | undefined {
	const cell = cellOf(record, column);
	return cell.kind === 'text' ? cell.text : undefined;
}

/**
 * The texts of a cell that may hold several: a list of texts, of objects with a text (RAGChecker: `{doc_id, text}`), JSON of either in a
 * cell of a table, or one text.
 */
export function textsOf(record: SourceRecord, column: string | undefined): readonly LabelledText[] {
	const value = column === undefined ? undefined : record.cells.get(column);
	const list = Array.isArray(value) ? value : typeof value === 'string' ? (listOf(value) ?? [value]) : [];
	return list.flatMap((item: unknown) => {
		if (typeof item === 'string' || typeof item === 'number') {
			return String(item).trim() === '' ? [] : [{ text: String(item), label: undefined }];
		}
		const { text, content, page_content, passage, doc_id, id, title } = (item ?? {}) as Readonly<
			Record<string, unknown>
		>;
		const words = [text, content, page_content, passage].find(each => typeof each === 'string' && each.trim() !== '');
		const label = [title, doc_id, id].find(each => typeof each === 'string' || typeof each === 'number');
		return words === undefined
			? []
			: [{ text: words as string, label: label === undefined ? undefined : String(label) }];
	});
}

export interface LabelledText {
	readonly text: string;
	readonly label: string | undefined;
}

/** A number in a cell. */
export function numberOf(record: SourceRecord, column: string | undefined): number | undefined {
	const text = textOf(record, column)?.trim();
	const number =
		text === undefined || !/^-?\d+(?:[.,]\d+)?\s*%?$/.test(text)
			? Number.NaN
			: Number.parseFloat(text.replace(',', '.'));
	return Number.isFinite(number) ? number : undefined;
}

/** Lists are often written into a cell of a table as JSON, or as Python prints them, which is not guessed at. */
function listOf(text: string): readonly unknown[] | undefined {
	if (!/^\s*\[/.test(text)) {
		return undefined;
	}
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** `row 12 (line 14)`, as far as it is known; a JSON list is all one line. */
export function placeText({ row, line }: Pick<SourceRecord, 'row' | 'line'>): string {
	return row === undefined ? `line ${line}` : line > 1 ? `row ${row} (line ${line})` : `row ${row}`;
}
