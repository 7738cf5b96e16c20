import { type Files, resolvePath } from '../documents/files.ts';
import type { Completion, CompletionPlace } from './completion-place.ts';

/** The columns of the data set that the document names: the header of a table, the fields of its first JSON record. */
export async function completeColumns(place: CompletionPlace, files: Files): Promise<readonly Completion[]> {
	const named = place.document.questionFile?.file.dataSet?.file.value;
	const path = named === undefined ? undefined : resolvePath(place.document.path, named);
	const read = path === undefined ? undefined : await files.read(path);
	if (path === undefined || read?.kind !== 'text') {
		return [];
	}
	return columnsOf(path, read.text).map(column => ({
		label: column,
		kind: 'word',
		detail: `column of ${path}`,
		edit: { range: place.token, text: /^[\p{L}_][\p{L}\p{N}_ -]*$/u.test(column) ? column : JSON.stringify(column) },
	}));
}

function columnsOf(path: string, text: string): readonly string[] {
	if (/\.jsonl?$/i.test(path)) {
		return fieldsOfFirst(/\.jsonl$/i.test(path) ? text.slice(0, lineEnd(text)) : text);
	}
	const separator = /\.tsv$/i.test(path) ? '\t' : ',';
	const header = text.slice(0, Math.min(lineEnd(text), 20_000));
	const cell = new RegExp(`(?:^|${separator})(?:"((?:[^"]|"")*)"|([^"${separator}]*))`, 'g');
	return Array.from(header.matchAll(cell), match => (match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim()).filter(
		column => column !== '',
	);
}

function fieldsOfFirst(json: string): readonly string[] {
	try {
		const value: unknown = JSON.parse(json);
		const first: unknown = Array.isArray(value) ? value[0] : value;
		return first !== null && typeof first === 'object' ? Object.keys(first) : [];
	} catch {
		return [];
	}
}

function lineEnd(text: string): number {
	const found = text.search(/[\r\n]/);
	return found < 0 ? text.length : found;
}
