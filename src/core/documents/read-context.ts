import type { Located } from '../text/range.ts';
import { fieldsOf, itemsOf, textOf, textsOf } from './fields.ts';
import type { ContextEntry, LineSpan } from './question-file.ts';
import { scalarPieces } from './yaml/scalar-pieces.ts';
import { resolved, type YamlNode } from './yaml/tree.ts';

/** The entries of a `context:` list that name a file or hold a text. */
export function readContext(node: YamlNode | undefined, text: string): readonly ContextEntry[] {
	const list = node === undefined ? undefined : resolved(node);
	const entries: ContextEntry[] = [];
	for (const item of list?.kind === 'sequence' ? list.items : []) {
		const entry = readEntry(item, text);
		if (entry !== undefined) {
			entries.push(entry);
		}
	}
	return entries;
}

function readEntry(item: YamlNode, text: string): ContextEntry | undefined {
	const fields = fieldsOf(item);
	const label = textOf(fields.get('label')?.value)?.value;
	const file = textOf(fields.get('file')?.value);
	const { range } = resolved(item);
	if (file !== undefined) {
		const lines = readSpans(fields.get('lines')?.value);
		const rows = readSpans(fields.get('rows')?.value);
		return { kind: 'file', file, lines, rows, label, range };
	}
	const inline = fields.get('text')?.value;
	const value = textOf(inline);
	if (inline?.kind !== 'scalar' || value === undefined) {
		return undefined;
	}
	const pieces = scalarPieces(inline, text);
	return { kind: 'text', text: { value: value.value, range: value.range, pieces }, label, range };
}

/** `N`, `N-M`, `N-`, comma lists, or a YAML list of them. What does not fit was reported and is left out. */
function readSpans(node: YamlNode | undefined): Located<readonly LineSpan[]> | undefined {
	if (node === undefined || itemsOf(node).length === 0) {
		return undefined;
	}
	const spans: LineSpan[] = [];
	for (const { value } of textsOf(node)) {
		for (const part of value.split(',')) {
			const match = /^\s*(\d{1,9})(?:\s*(-)\s*(\d{1,9})?)?\s*$/.exec(part);
			if (match?.[1] !== undefined && Number(match[1]) > 0) {
				const first = Number(match[1]);
				const last = match[2] === undefined ? first : match[3] === undefined ? undefined : Number(match[3]);
				spans.push({ first, last });
			}
		}
	}
	return { value: spans, range: resolved(node).range };
}
