import { type Files, resolvePath } from '../documents/files.ts';
import type { ContextEntry, LineSpan } from '../documents/question-file.ts';
import { LineIndex } from '../text/lines.ts';
import type { TextRange } from '../text/range.ts';
import type { LanguageDocument } from './document.ts';
import { fenced } from './markdown.ts';
import type { Occurrence } from './occurrences.ts';

/** A preview of the file that a path names: of a context entry the chosen lines, else the first ones. */
export async function hoverContext(
	document: LanguageDocument,
	name: Pick<Occurrence, 'name' | 'range'>,
	files: Files,
): Promise<string | undefined> {
	const path = resolvePath(document.path, name.name);
	if (path === undefined) {
		return `\`${name.name}\` leads outside of the workspace.`;
	}
	if (/[*?[{]/.test(path)) {
		const found = await files.list(path, MOST_LISTED);
		return `${found.length === MOST_LISTED ? 'At least ' : ''}${found.length} files\n\n${fenced(found.slice(0, MOST_LINES).join('\n'))}`;
	}
	const read = await files.read(path);
	if (read.kind !== 'text') {
		return read.message;
	}
	const lines = new LineIndex(read.text);
	const count = read.text.endsWith('\n') ? lines.count - 1 : lines.count;
	const spans = spansOf(document, name) ?? [{ first: 1, last: undefined }];
	const chosen = spans.flatMap(({ first, last }) => numbered(lines, first, Math.min(last ?? count, count)));
	const shown = chosen.slice(0, MOST_LINES);
	const rest = chosen.length > shown.length ? `\n… ${chosen.length - shown.length} more` : '';
	return `\`${path}\` · ${count} ${count === 1 ? 'line' : 'lines'}\n\n${fenced(shown.join('\n') + rest)}`;
}

/** The same preview over the `lines` of a context entry. */
export async function hoverLines(
	document: LanguageDocument,
	offset: number,
	files: Files,
): Promise<{ readonly text: string; readonly range: TextRange } | undefined> {
	for (const entry of entriesAround(document, offset)) {
		const range = entry.kind === 'file' ? entry.lines?.range : undefined;
		if (entry.kind === 'file' && range !== undefined && range.start <= offset && offset <= range.end) {
			const text = await hoverContext(document, { name: entry.file.value, range: entry.file.range }, files);
			return text === undefined ? undefined : { text, range };
		}
	}
	return undefined;
}

const MOST_LINES = 20;
const MOST_LISTED = 200;

function numbered(lines: LineIndex, first: number, last: number): string[] {
	const texts: string[] = [];
	for (let line = first; line <= last && texts.length < MOST_COUNTED; line++) {
		texts.push(`${String(line).padStart(4)}  ${lines.textOf(line - 1).slice(0, 200)}`);
	}
	return texts;
}

const MOST_COUNTED = 50_000;

/** The lines that the context entry around a path chooses; `undefined` where it takes all, or is no context entry. */
function spansOf(document: LanguageDocument, { range }: Pick<Occurrence, 'range'>): readonly LineSpan[] | undefined {
	for (const entry of entriesAround(document, range.start)) {
		if (entry.range.start <= range.start && range.end <= entry.range.end && entry.kind === 'file') {
			return entry.lines?.value;
		}
	}
	return undefined;
}

/** The context entries of the file, and of the question around an offset. */
function entriesAround(document: LanguageDocument, offset: number): readonly ContextEntry[] {
	const file = document.questionFile?.file;
	const question = file?.questions.find(({ range }) => range.start <= offset && offset <= range.end);
	return [...(file?.context ?? []), ...(question?.context ?? [])];
}
