import { annotationLines, SECTION_NAMES, type SectionName } from './annotation-lines.ts';
import { type Field, fieldsOf } from './fields.ts';
import { itemsOf, parseAnnotations } from './parse-annotations.ts';
import { parseYaml } from './yaml/parse-yaml.ts';

/** What a new text of an annotations file takes over from the one before. */
export interface KeptText {
	/** Comments above the first key. */
	readonly head: string;
	readonly sections: ReadonlyMap<SectionName, KeptSection>;
	/** Entries of the root that are none of ours, with their comments. */
	readonly unknown: readonly string[];
}

export interface KeptSection {
	/** Comments above the section's key. */
	readonly comments: string;
	readonly entries: readonly KeptEntry[];
}

export interface KeptEntry {
	/** Whole lines, indented for a list or mapping at column 2, comments above included. */
	readonly source: string;
	/** The line that we would write for it; `undefined` for an entry that could not be read. */
	readonly canonical: string | undefined;
}

/** Takes the text of an annotations file apart. Of a text that is no YAML mapping only the comments on top are kept. */
export function keptText(text: string): KeptText {
	const { root } = parseYaml(text);
	const fields = root?.kind === 'mapping' && !root.flow ? fieldsOf(root) : new Map<string, Field>();
	const first = root?.range.start ?? text.length;
	const sections = new Map<SectionName, KeptSection>();
	const unknown: string[] = [];
	let end = first;
	for (const [name, field] of fields) {
		const comments = commentsIn(text, end, field.range.start, '');
		const ours = SECTION_NAMES.find(known => known === name);
		if (ours !== undefined) {
			sections.set(ours, { comments, entries: entriesOf(text, ours, field) });
		} else if (name !== 'version') {
			unknown.push(`${comments}${withLine(text, field.range.start, field.range.end)}`);
		}
		end = Math.max(end, field.range.end);
	}
	return { head: commentsIn(text, 0, first, ''), sections, unknown };
}

function entriesOf(text: string, name: SectionName, { key, value }: Field): readonly KeptEntry[] {
	let end = key.range.end;
	const slices =
		name === 'answers'
			? value.kind === 'mapping'
				? value.entries.map(({ range }) => ({ range, dash: '' }))
				: []
			: itemsOf(value).map(({ range }) => ({ range, dash: '- ' }));
	return slices.flatMap(({ range, dash }) => {
		const comments = commentsIn(text, end, range.start, '  ');
		end = range.end;
		const block = reindented(text, range, 2 + dash.length);
		const { file, problems } = parseAnnotations(`${name}:\n  ${dash}${block}`);
		if (problems.some(({ code }) => code === 'yaml-alias')) {
			return []; // It does not stand alone; what it says is in the file that is written.
		}
		const entries = annotationLines(file).find(section => section.name === name)?.entries;
		return [{ source: `${comments}  ${dash}${block}`, canonical: entries?.[0]?.line }];
	});
}

/** A node's text from its first column on, its further lines moved so that it begins at `column`; with its line's end. */
function reindented(text: string, range: { readonly start: number; readonly end: number }, column: number): string {
	const lineStart = text.slice(0, range.start).lastIndexOf('\n') + 1;
	const move = column - (range.start - lineStart);
	const [first = '', ...rest] = withLine(text, range.start, range.end).split('\n');
	const moved = rest.map(line => {
		const indent = line.search(/[^ ]/);
		return indent === -1 ? moveBlank(line, move) : `${' '.repeat(Math.max(0, indent + move))}${line.slice(indent)}`;
	});
	return [first, ...moved].join('\n');
}

/** A line of spaces may be part of a block scalar: what it has beyond the indentation stays. */
function moveBlank(line: string, move: number): string {
	return line === '' ? '' : move >= 0 ? ' '.repeat(move) + line : line.slice(-move);
}

/** A stretch of text with a comment behind it on its last line, and one line break. */
function withLine(text: string, start: number, end: number): string {
	const behind = /^[ \t]+#[^\n]*/.exec(text.slice(end))?.[0] ?? '';
	return `${text.slice(start, end)}${behind}\n`;
}

/** The comments that stand on lines of their own between two offsets. */
function commentsIn(text: string, start: number, end: number, indent: string): string {
	const lineEnd = start === 0 ? 0 : text.indexOf('\n', start);
	if (lineEnd === -1 || lineEnd >= end) {
		return '';
	}
	return text
		.slice(lineEnd, end)
		.split('\n')
		.filter(line => line.trim().startsWith('#'))
		.map(line => `${indent}${line.trim()}\n`)
		.join('');
}
